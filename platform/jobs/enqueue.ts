import { COMMON_GROUND, newId, type Transaction } from '@lizhu/db';
import type { AnyJobDefinition, JobDefinition } from './define-job.ts';

export interface EnqueueOptions {
  /** Joins an unfinished job of the same kind and key instead of adding another. */
  readonly key?: string;
  /**
   * With a key: what a job that already runs means. `join` (the default) joins it; `again` adds one to run after it,
   * for work that would miss what changed since.
   */
  readonly whileRunning?: 'join' | 'again';
  /** The base whose posts may see the job; common ground by default: every post of the programme. */
  readonly baseId?: string;
  /** Jobs of one queue run one after the other. A few fixed names, not one a row. */
  readonly queue?: string;
}

/**
 * Adds a job within the caller's transaction: it exists when that commits, and not when it rolls back. The job will run
 * under the scope of this transaction.
 *
 * @param job The definition, or only its kind.
 * @returns The id of the new job, or of the one it joined.
 * @throws Error when the scope has no programme.
 */
export async function enqueue<Payload>(
  tx: Transaction,
  job: JobDefinition<Payload, unknown> | string,
  payload: Payload,
  options: EnqueueOptions = {},
): Promise<string> {
  const kind = typeof job === 'string' ? job : (job as AnyJobDefinition).kind;
  const { scope } = tx;
  if (scope.programmeId === null) throw new Error(`Cannot enqueue ${kind}: its scope has no programme`);
  const baseId = options.baseId ?? COMMON_GROUND;
  const where = [scope.programmeId, baseId, kind, options.key];
  if (options.key !== undefined) {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `lizhu.job-key ${where.join(' ')}`,
    ]);
    const states = options.whileRunning === 'again' ? ['queued'] : ['queued', 'running'];
    const { rows } = await tx.query<{ id: string }>(
      `select id from jobs.job where programme_id = $1 and base_id = $2 and kind = $3 and key = $4 and state = any ($5)
       order by id desc limit 1`,
      [...where, states],
    );
    if (rows[0] !== undefined) return rows[0].id;
  }
  const id = newId();
  await tx.query(
    `insert into jobs.job (programme_id, base_id, id, kind, key, queue, payload, user_id, post_id, role, base_ids)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      scope.programmeId,
      baseId,
      id,
      kind,
      options.key ?? null,
      options.queue ?? null,
      JSON.stringify(payload ?? null),
      scope.userId,
      scope.postId,
      scope.role,
      scope.baseIds,
    ],
  );
  return id;
}

/**
 * Asks for a job to end. One that waits is cancelled at once; one that runs is told, and ends when its work notices.
 *
 * @returns False when there is nothing to cancel: no such job, not one's own, or finished.
 */
export async function requestCancel(tx: Transaction, jobId: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update jobs.job set cancel_requested_at = coalesce(cancel_requested_at, now()),
       state = case state when 'queued' then 'cancelled' else state end,
       finished_at = case state when 'queued' then now() else finished_at end
     where id = $1 and state in ('queued', 'running')`,
    [jobId],
  );
  return rowCount === 1;
}
