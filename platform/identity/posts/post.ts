import { COMMON_GROUND, type Scope, type Transaction, WHOLE_PROGRAMME } from '@lizhu/db';
import Type, { type Static } from 'typebox';

/** What a person acts as: a role over a programme or some of its bases, for a time. */
export const Post = Type.Object({
  id: Type.String({ format: 'uuid' }),
  programmeId: Type.String({ format: 'uuid' }),
  role: Type.Union([Type.Literal('administrator'), Type.Literal('land-officer'), Type.Literal('viewer')]),
  title: Type.Object({ zh: Type.String(), en: Type.String() }),
  /** Null is the whole programme. */
  baseIds: Type.Union([Type.Array(Type.String({ format: 'uuid' })), Type.Null()]),
  validFrom: Type.String({ format: 'date-time' }),
  /** The first instant at which it no longer holds. */
  validTo: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
});
export type Post = Static<typeof Post>;
export type PostRole = Post['role'];

export interface PostRow {
  readonly programme_id: string;
  readonly id: string;
  readonly user_id: string;
  readonly role: PostRole;
  readonly title: Post['title'];
  readonly base_ids: string[] | null;
  readonly valid_from: Date;
  readonly valid_to: Date | null;
}

export function postOf(row: PostRow): Post {
  return {
    id: row.id,
    programmeId: row.programme_id,
    role: row.role,
    title: row.title,
    baseIds: row.base_ids,
    validFrom: row.valid_from.toISOString(),
    validTo: row.valid_to?.toISOString() ?? null,
  };
}

/** The posts that the user of the scope holds now, in every programme. */
export async function readOwnPosts(tx: Transaction, now: Date): Promise<Post[]> {
  const { rows } = await tx.query<PostRow>(
    `select programme_id, id, user_id, role, title, base_ids, valid_from, valid_to from identity.post
     where user_id = $1 and valid_from <= $2 and (valid_to is null or valid_to > $2)
     order by valid_from, id`,
    [tx.scope.userId, now],
  );
  return rows.map(postOf);
}

/** The scope of somebody who is not signed in, or signed in without a post. */
export function scopeWithoutPost(userId: string | null): Scope {
  return { userId, postId: null, role: 'public', programmeId: null, baseIds: [] };
}

/** The scope of somebody who acts through a post and needs none of its bases: enough to leave an event. */
export function scopeWithoutBases(userId: string, { id, role, programmeId }: Post): Scope {
  return { userId, postId: id, role, programmeId, baseIds: [] };
}

/** The bases that a post reaches: its own, or all of the programme and what concerns it as a whole; and common ground. */
export function basesOfPost({ baseIds }: Post, programmeBases: readonly string[]): string[] {
  return baseIds === null ? [...programmeBases, COMMON_GROUND, WHOLE_PROGRAMME] : [...baseIds, COMMON_GROUND];
}
