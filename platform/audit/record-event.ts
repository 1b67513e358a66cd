import { newId, type Transaction, WHOLE_PROGRAMME } from '@lizhu/db';
import { canonicalText } from './canonical-text.ts';

/** What was done to what. Who did it, and through which post, is the scope of the transaction. */
export interface NewEvent {
  /** Slice and verb, for example `land.save-site`. */
  readonly action: string;
  readonly subject: Subject;
  /** The base that it happened in; posts of that base may read the event. By default only those over the whole programme. */
  readonly baseId?: string;
  /** The subject as it was and as it became: what RFC 8785 can write. Absent for what did not exist, or no longer does. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** Why, in the words of the one who did it. */
  readonly purpose?: string;
  readonly requestId?: string;
}

export interface Subject {
  readonly kind: string;
  readonly id: string;
}

/**
 * Writes an event into the transaction that does what it tells of: both stay or neither.
 *
 * @returns The event's id.
 * @throws Error when the scope has no programme; TypeError when `before` or `after` has no canonical text.
 */
export async function recordEvent(tx: Transaction, event: NewEvent): Promise<string> {
  const { scope } = tx;
  if (scope.programmeId === null)
    throw new Error(`Cannot record ${event.action}: its scope has no programme`);
  const id = newId();
  await tx.query(
    `insert into audit.event (programme_id, base_id, id, actor, post_id, role, purpose, action, subject_kind, subject_id,
       before, after, request_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      scope.programmeId,
      event.baseId ?? WHOLE_PROGRAMME,
      id,
      scope.userId,
      scope.postId,
      scope.role,
      event.purpose ?? '',
      event.action,
      event.subject.kind,
      event.subject.id,
      event.before === undefined ? null : canonicalText(event.before),
      event.after === undefined ? null : canonicalText(event.after),
      event.requestId ?? null,
    ],
  );
  return id;
}
