import { type Database, inScope, type Scope } from '@lizhu/db';
import { basesOfPost, readOwnPosts, scopeWithoutPost } from './post.ts';

/**
 * Whether the scope that a job was asked for under still holds: the same post, held now, narrowed to the bases that it
 * still reaches; null when the post is gone. The system's own scope always holds.
 */
export async function recheckScope(
  database: Pick<Database, 'app'>,
  basesOf: (programmeId: string) => Promise<readonly string[]>,
  scope: Scope,
  now: Date,
): Promise<Scope | null> {
  const { userId, postId } = scope;
  if (scope.role === 'system') return scope;
  if (userId === null || postId === null) return null;
  const posts = await inScope(database, scopeWithoutPost(userId), (tx) => readOwnPosts(tx, now), {
    readOnly: true,
  });
  const post = posts.find(({ id }) => id === postId);
  if (post === undefined || post.programmeId !== scope.programmeId) return null;
  const reached = new Set(basesOfPost(post, post.baseIds === null ? await basesOf(post.programmeId) : []));
  return { ...scope, role: post.role, baseIds: scope.baseIds.filter((id) => reached.has(id)) };
}
