import type { Role, Transaction } from '@lizhu/db';
import type { Subject } from './record-event.ts';

export interface AuditEvent {
  readonly id: string;
  readonly baseId: string;
  readonly recordedAt: Date;
  readonly actor: string | null;
  readonly postId: string | null;
  readonly role: Role;
  readonly purpose: string;
  readonly action: string;
  readonly subject: Subject;
  /** Canonical JSON text; null where there was or is nothing. */
  readonly before: string | null;
  readonly after: string | null;
  readonly requestId: string | null;
}

export interface EventQuery {
  readonly subject?: Subject;
  /** Only events older than the one with this id: the `next` of the page before. */
  readonly before?: string;
  /** 1 to 200. */
  readonly limit: number;
}

export interface EventPage {
  readonly events: readonly AuditEvent[];
  /** The cursor of the next page; null at the end. */
  readonly next: string | null;
}

/** The events that the scope may see, newest first. Ids ascend with time, so they are the order and the cursor. */
export async function listEvents(tx: Transaction, query: EventQuery): Promise<EventPage> {
  if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > 200) {
    throw new RangeError(`Cannot list ${query.limit} events: 1 to 200 at a time`);
  }
  const { rows } = await tx.query<EventRow>(
    `select id, base_id, recorded_at, actor, post_id, role, purpose, action, subject_kind, subject_id, before, after, request_id
     from audit.event
     where ($1::uuid is null or id < $1) and ($2::text is null or (subject_kind = $2 and subject_id = $3))
     order by id desc limit $4`,
    [query.before ?? null, query.subject?.kind ?? null, query.subject?.id ?? null, query.limit + 1],
  );
  const page = rows.slice(0, query.limit);
  return { events: page.map(eventOf), next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null };
}

interface EventRow {
  readonly id: string;
  readonly base_id: string;
  readonly recorded_at: Date;
  readonly actor: string | null;
  readonly post_id: string | null;
  readonly role: Role;
  readonly purpose: string;
  readonly action: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly request_id: string | null;
}

function eventOf(row: EventRow): AuditEvent {
  return {
    id: row.id,
    baseId: row.base_id,
    recordedAt: row.recorded_at,
    actor: row.actor,
    postId: row.post_id,
    role: row.role,
    purpose: row.purpose,
    action: row.action,
    subject: { kind: row.subject_kind, id: row.subject_id },
    before: row.before,
    after: row.after,
    requestId: row.request_id,
  };
}
