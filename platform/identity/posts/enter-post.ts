import { recordEvent } from '@lizhu/audit';
import { inScope } from '@lizhu/db';
import type { AuthSession } from '../auth/open-auth.ts';
import type { AskerContext } from '../sessions/asker.ts';
import { type Post, scopeWithoutBases } from './post.ts';

/** Lets a session act through a post of its user, and records that in the programme of the post. */
export async function enterPost(
  { database, auth }: AskerContext,
  { token, user }: Pick<AuthSession, 'token' | 'user'>,
  post: Post,
): Promise<void> {
  await inScope(database, scopeWithoutBases(user.id, post), (tx) =>
    recordEvent(tx, {
      action: 'identity.enter-post',
      subject: { kind: 'post', id: post.id },
      after: { username: user.username },
    }),
  );
  await auth.setPost(token, post.id);
}
