import type { Role, Transaction } from '@lizhu/db';

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** A text for people, in the two languages of the platform. */
export interface JobMessage {
  readonly zh: string;
  readonly en: string;
}

/** A job as those may see it who may see its base. */
export interface Job {
  readonly id: string;
  readonly programmeId: string;
  readonly baseId: string;
  readonly kind: string;
  readonly state: JobState;
  /** 0 to 1. */
  readonly progress: number;
  readonly message: JobMessage | null;
  /** How often it was started; more than once when a server ended under it. */
  readonly attempts: number;
  readonly enqueuedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly cancelRequestedAt: Date | null;
  readonly error: { readonly code: string; readonly detail: JobMessage | null } | null;
  /** What its `run` returned. */
  readonly result: unknown;
  readonly userId: string | null;
}

export interface JobRow {
  readonly programme_id: string;
  readonly base_id: string;
  readonly id: string;
  readonly kind: string;
  readonly payload: unknown;
  readonly state: JobState;
  readonly progress: number;
  readonly message: JobMessage | null;
  readonly attempts: number;
  readonly enqueued_at: Date;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
  readonly cancel_requested_at: Date | null;
  readonly error_code: string | null;
  readonly error_detail: JobMessage | null;
  readonly result: unknown;
  readonly user_id: string | null;
  readonly post_id: string | null;
  readonly role: Role;
  readonly base_ids: readonly string[];
}

export function jobOf(row: JobRow): Job {
  return {
    id: row.id,
    programmeId: row.programme_id,
    baseId: row.base_id,
    kind: row.kind,
    state: row.state,
    progress: row.progress,
    message: row.message,
    attempts: row.attempts,
    enqueuedAt: row.enqueued_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    cancelRequestedAt: row.cancel_requested_at,
    error: row.error_code === null ? null : { code: row.error_code, detail: row.error_detail },
    result: row.result,
    userId: row.user_id,
  };
}

/** A job of the scope; null when there is none or the scope may not see it. */
export async function readJob(tx: Transaction, jobId: string): Promise<Job | null> {
  const { rows } = await tx.query<JobRow>('select * from jobs.job where id = $1', [jobId]);
  return rows[0] === undefined ? null : jobOf(rows[0]);
}

export interface JobQuery {
  readonly kind?: string;
  readonly states?: readonly JobState[];
  /** Only jobs older than the one with this id. */
  readonly before?: string;
  /** 1 to 200. */
  readonly limit: number;
}

/** The jobs that the scope may see, newest first. */
export async function listJobs(tx: Transaction, query: JobQuery): Promise<readonly Job[]> {
  if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > 200) {
    throw new RangeError(`Cannot list ${query.limit} jobs: 1 to 200 at a time`);
  }
  const { rows } = await tx.query<JobRow>(
    `select * from jobs.job
     where ($1::text is null or kind = $1) and ($2::text[] is null or state = any ($2)) and ($3::uuid is null or id < $3)
     order by id desc limit $4`,
    [query.kind ?? null, query.states ?? null, query.before ?? null, query.limit],
  );
  return rows.map(jobOf);
}
