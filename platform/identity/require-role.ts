import { Problem } from '@lizhu/http';
import type { preHandlerAsyncHookHandler } from 'fastify';
import type { PostRole } from './posts/post.ts';

/**
 * Lets a request pass whose post has one of the roles. Rows are the database's affair: this only tells early, and in plain
 * words, what would fail or be empty anyway.
 *
 * @throws Problem `identity.sign-in-required`, `identity.post-required`, `identity.role-required`
 */
export function requireRole(...roles: readonly [PostRole, ...PostRole[]]): preHandlerAsyncHookHandler {
  return async (request) => {
    const { user, post } = await request.session();
    if (user === null) throw new Problem('identity.sign-in-required');
    if (post === null) throw new Problem('identity.post-required');
    if (!roles.includes(post.role)) throw new Problem('identity.role-required');
  };
}
