import { type Database, databaseProblem, inScope, newId, type Scope, WHOLE_PROGRAMME } from '@lizhu/db';
import { Problem } from '@lizhu/http';
import { assertPasswordUsable, hashPassword } from './auth/password.ts';
import { usableUsername } from './auth/username.ts';
import { appoint, type NewPost } from './posts/appoint.ts';

export interface NewUser {
  readonly username: string;
  readonly name: string;
  readonly password: string;
  readonly posts: readonly NewPost[];
}

export interface CreatedUser {
  readonly userId: string;
  /** In the order of the given posts. */
  readonly postIds: readonly string[];
}

/**
 * Makes an account with its posts, in one transaction of the system: for the first administrator, the command line and
 * the demonstration.
 *
 * @throws Problem `identity.username-unusable`, `identity.password-weak`, `identity.username-taken`
 */
export async function createUser(
  database: Database,
  user: NewUser,
  now: Date = new Date(),
): Promise<CreatedUser> {
  const username = usableUsername(user.username);
  assertPasswordUsable(user.password, username);
  const hashed = await hashPassword(user.password);
  const userId = newId();
  const scope: Scope = {
    userId: null,
    postId: null,
    role: 'system',
    programmeId: user.posts[0]?.programmeId ?? null,
    baseIds: [WHOLE_PROGRAMME],
  };
  try {
    return await inScope(database, scope, async (tx) => {
      await tx.query(`select set_config('lizhu.auth', 'on', true)`);
      await tx.query(
        `insert into identity."user" (id, name, email, email_verified, created_at, updated_at, username)
         values ($1, $2, $3, false, $4, $4, $5)`,
        [userId, user.name, `${userId}@users.invalid`, now, username],
      );
      await tx.query(
        `insert into identity.account (id, user_id, account_id, provider_id, password, created_at, updated_at)
         values ($1, $2::uuid, $2::uuid::text, 'credential', $3, $4, $4)`,
        [newId(), userId, hashed, now],
      );
      const postIds: string[] = [];
      for (const post of user.posts) {
        await tx.query(`select set_config('lizhu.programme', $1, true)`, [post.programmeId]);
        const inProgramme = { ...tx, scope: { ...scope, programmeId: post.programmeId } };
        postIds.push(await appoint(inProgramme, userId, post, now));
      }
      return { userId, postIds };
    });
  } catch (error) {
    if (databaseProblem(error)?.code === 'duplicate')
      throw new Problem('identity.username-taken', {}, { cause: error });
    throw error;
  }
}
