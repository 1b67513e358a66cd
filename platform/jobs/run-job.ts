import {
  type Database,
  type DatabaseProblem,
  databaseProblem,
  inScope,
  type Scope,
  type Transaction,
} from '@lizhu/db';
import { type AnyJobDefinition, JobFailure } from './define-job.ts';
import type { JobMessage, JobRow } from './job.ts';
import type { JobFeed } from './job-feed.ts';
import { throttleProgress } from './progress.ts';

/** Port: whether a scope still holds, narrowed where it has shrunk; null when its post or account is gone. */
export type RecheckScope = (scope: Scope) => Promise<Scope | null>;

export interface JobRunner {
  readonly database: Database;
  readonly feed: JobFeed;
  readonly recheckScope: RecheckScope;
  /** Aborts when the server stops. */
  readonly stopping: AbortSignal;
  readonly log: (message: string) => void;
}

/** What the queue holds of a job: where it is. */
export interface JobPlace {
  readonly programmeId: string;
  readonly baseId: string;
  readonly jobId: string;
}

const PROGRESS_INTERVAL_MS = 250;
const DEFAULT_MAX_ATTEMPTS = 3;

/** The reasons for which the platform itself ends a job. */
const GIVEN_UP: JobMessage = {
  zh: '任务多次启动未完成，已停止重试',
  en: 'The job was started several times and never ended',
};
const SCOPE_GONE: JobMessage = {
  zh: '提交任务的岗位权限已失效',
  en: 'The post that asked for the job no longer holds',
};
const INTERNAL: JobMessage = {
  zh: '任务执行出错，请联系管理员',
  en: 'The job failed; please tell the administrator',
};
const UNAVAILABLE: JobMessage = {
  zh: '数据库暂不可用，任务未完成',
  en: 'The database was not available for the job',
};
const FULL: JobMessage = {
  zh: '存储空间已满，任务未完成；请管理员腾出空间后重新提交',
  en: 'Storage is full and the job was not done; ask the administrator to make room, then start it again',
};

/**
 * Runs one job to its end. Its effects and the mark `done` are one transaction, so a job that is handed out twice does
 * its work once: the second finds it done. Throws only when the queue should hand the job out again later.
 */
export async function runJob(
  runner: JobRunner,
  definition: AnyJobDefinition,
  place: JobPlace,
): Promise<void> {
  const job = await claim(runner, place);
  if (job === null) return;
  const maxAttempts = definition.maxAttempts ?? DEFAULT_MAX_ATTEMPTS;
  if (job.attempts > maxAttempts) return await finish(runner, place, 'failed', 'abandoned', GIVEN_UP);
  const scope = await runner.recheckScope(scopeOf(job));
  if (scope?.baseIds.includes(job.base_id) !== true)
    return await finish(runner, place, 'failed', 'scope-withdrawn', SCOPE_GONE);

  const cancelling = new AbortController();
  const unsubscribe = await runner.feed.subscribe(
    systemScope(place),
    place.jobId,
    ({ cancelRequestedAt }) => {
      if (cancelRequestedAt !== null) cancelling.abort(new Error('The job was cancelled'));
    },
  );
  try {
    await work(runner, definition, job, scope, AbortSignal.any([cancelling.signal, runner.stopping]));
  } catch (error) {
    if (cancelling.signal.aborted) return await finish(runner, place, 'cancelled', null, null);
    if (runner.stopping.aborted) {
      await putBack(runner, place, true);
      throw error;
    }
    if (error instanceof JobFailure) return await finish(runner, place, 'failed', error.code, error.detail);
    const problem = databaseProblem(error);
    if (error instanceof TakenError || (problem?.retryable === true && job.attempts < maxAttempts)) {
      await putBack(runner, place, error instanceof TakenError).catch(() => undefined);
      throw error;
    }
    runner.log(`Job ${job.kind} ${job.id} failed: ${error instanceof Error ? error.stack : String(error)}`);
    await finish(runner, place, 'failed', problem?.code ?? 'internal', reasonOf(problem));
  } finally {
    unsubscribe?.();
  }
}

function reasonOf(problem: DatabaseProblem | null): JobMessage {
  if (problem?.code === 'storage-full') return FULL;
  return problem?.retryable === true ? UNAVAILABLE : INTERNAL;
}

/** Another worker is in this job's transaction. */
class TakenError extends Error {
  override readonly name = 'TakenError';
}

async function work(
  runner: JobRunner,
  definition: AnyJobDefinition,
  job: JobRow,
  scope: Scope,
  signal: AbortSignal,
): Promise<void> {
  const progress = throttleProgress(
    (fraction, message) => writeProgress(runner, job, fraction, message),
    PROGRESS_INTERVAL_MS,
  );
  try {
    await inScope(
      runner.database,
      scope,
      async (tx) => {
        if (!(await isOurs(tx, job.id))) return;
        signal.throwIfAborted();
        const result = await definition.run(
          { jobId: job.id, attempt: job.attempts, tx, signal, reportProgress: progress.report },
          job.payload,
        );
        await progress.end();
        signal.throwIfAborted();
        await markDone(tx, job, result);
      },
      { statementTimeoutMs: 0 },
    );
  } finally {
    await progress.end();
  }
}

/** Marks the job as running; null when there is nothing left to do. */
async function claim({ database }: JobRunner, place: JobPlace): Promise<JobRow | null> {
  return await inScope(database, systemScope(place), async (tx) => {
    const { rows } = await tx.query<JobRow>(
      `update jobs.job set attempts = attempts + 1, started_at = coalesce(started_at, now()), progress = 0,
         state = case when cancel_requested_at is null then 'running' else 'cancelled' end,
         finished_at = case when cancel_requested_at is null then null else now() end
       where id = $1 and state in ('queued', 'running') returning *`,
      [place.jobId],
    );
    return rows[0]?.state === 'running' ? rows[0] : null;
  });
}

/** Whether the job is still to be done, after taking its lock for this transaction. */
async function isOurs(tx: Transaction, jobId: string): Promise<boolean> {
  const { rows } = await tx.query<{ free: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('lizhu.job ' || $1, 0)) as free`,
    [jobId],
  );
  if (rows[0]?.free !== true) throw new TakenError(`Job ${jobId} is being run by another worker`);
  await tx.query(`set local idle_in_transaction_session_timeout = 0`);
  const { rows: found } = await tx.query<{ state: string }>('select state from jobs.job where id = $1', [
    jobId,
  ]);
  return found[0]?.state === 'running';
}

/** In the job's own transaction, but as the system: the job's scope may have shrunk below the right to change it. */
async function markDone(tx: Transaction, job: JobRow, result: unknown): Promise<void> {
  await tx.query(`select set_config('lizhu.role', 'system', true), set_config('lizhu.bases', $1, true)`, [
    `{${job.base_id}}`,
  ]);
  const { rowCount } = await tx.query(
    `update jobs.job set state = 'done', progress = 1, finished_at = clock_timestamp(), result = $2,
       error_code = null, error_detail = null
     where id = $1 and state = 'running'`,
    [job.id, result === undefined ? null : JSON.stringify(result)],
  );
  if (rowCount !== 1) throw new TakenError(`Job ${job.id} ended elsewhere`);
}

async function writeProgress(
  { database }: JobRunner,
  job: JobRow,
  progress: number,
  message: JobMessage | undefined,
): Promise<void> {
  const place = { programmeId: job.programme_id, baseId: job.base_id, jobId: job.id };
  await inScope(database, systemScope(place), (tx) =>
    tx.query(
      `update jobs.job set progress = $2, message = coalesce($3, message) where id = $1 and state = 'running'`,
      [job.id, progress, message === undefined ? null : JSON.stringify(message)],
    ),
  );
}

async function finish(
  { database }: JobRunner,
  place: JobPlace,
  state: 'failed' | 'cancelled',
  code: string | null,
  detail: JobMessage | null,
): Promise<void> {
  await inScope(database, systemScope(place), (tx) =>
    tx.query(
      `update jobs.job set state = $2, error_code = $3, error_detail = $4, finished_at = now()
       where id = $1 and state in ('queued', 'running')`,
      [place.jobId, state, code, detail === null ? null : JSON.stringify(detail)],
    ),
  );
}

/** Back to waiting. A start that was cut short by us, not by a fault of the job, does not count. */
async function putBack({ database }: JobRunner, place: JobPlace, uncounted: boolean): Promise<void> {
  await inScope(database, systemScope(place), (tx) =>
    tx.query(
      `update jobs.job set state = 'queued', attempts = attempts - $2::int where id = $1 and state = 'running'`,
      [place.jobId, uncounted ? 1 : 0],
    ),
  );
}

function systemScope({ programmeId, baseId }: JobPlace): Scope {
  return { userId: null, postId: null, role: 'system', programmeId, baseIds: [baseId] };
}

function scopeOf(job: JobRow): Scope {
  return {
    userId: job.user_id,
    postId: job.post_id,
    role: job.role,
    programmeId: job.programme_id,
    baseIds: job.base_ids,
  };
}
