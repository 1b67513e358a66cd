import { recordEvent } from '@lizhu/audit';
import { newId, type Transaction } from '@lizhu/db';
import type { PostRole } from './post.ts';

export interface NewPost {
  readonly programmeId: string;
  readonly role: PostRole;
  readonly title: { readonly zh: string; readonly en: string };
  /** Null or absent is the whole programme; an administrator has no other. */
  readonly baseIds?: readonly string[] | null;
  readonly validFrom?: Date;
  readonly validTo?: Date | null;
}

/**
 * Gives a user a post in the programme of the transaction's scope, and records it.
 *
 * @returns The post's id.
 */
export async function appoint(tx: Transaction, userId: string, post: NewPost, now: Date): Promise<string> {
  const id = newId();
  const { role, title, baseIds = null, validFrom = now, validTo = null } = post;
  await tx.query(
    `insert into identity.post (programme_id, id, user_id, role, title, base_ids, valid_from, valid_to)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [post.programmeId, id, userId, role, title, baseIds, validFrom, validTo],
  );
  await recordEvent(tx, {
    action: 'identity.appoint',
    subject: { kind: 'post', id },
    after: { userId, role, title, baseIds, validFrom, validTo },
  });
  return id;
}
