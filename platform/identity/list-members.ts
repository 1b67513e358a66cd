import type { Transaction } from '@lizhu/db';
import type pg from 'pg';
import Type, { type Static } from 'typebox';
import { Post, type PostRow, postOf } from './posts/post.ts';

/** A post of the programme with its holder, also one that has ended. */
export const Member = Type.Object({
  user: Type.Object({ id: Type.String(), username: Type.String(), name: Type.String() }),
  post: Post,
});
export type Member = Static<typeof Member>;

/**
 * The posts that the scope may see, in the order of their ids. Names come from the accounts, which only identity's own
 * connections can read; they are asked for the holders of these posts and nobody else.
 */
export async function listMembers(
  tx: Transaction,
  pool: pg.Pool,
  page: { readonly after: string | null; readonly limit: number },
): Promise<{ rows: Member[]; next: string | null }> {
  const found = await tx.query<PostRow>(
    `select programme_id, id, user_id, role, title, base_ids, valid_from, valid_to from identity.post
     where programme_id = $1 and ($2::uuid is null or id > $2) order by id limit $3`,
    [tx.scope.programmeId, page.after, page.limit + 1],
  );
  const rows = found.rows.slice(0, page.limit);
  const names = await pool.query<Member['user']>(
    'select id, username, name from identity."user" where id = any($1)',
    [rows.map((row) => row.user_id)],
  );
  const byId = new Map(names.rows.map((user) => [user.id, user]));
  return {
    rows: rows.map((row) => ({ user: byId.get(row.user_id) as Member['user'], post: postOf(row) })),
    next: found.rows.length > page.limit ? (rows.at(-1)?.id ?? null) : null,
  };
}
