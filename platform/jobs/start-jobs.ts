import type { Database } from '@lizhu/db';
import { Logger, type TaskList } from 'graphile-worker';
import { runAttentively } from './attentive-workers.ts';
import type { AnyJobDefinition } from './define-job.ts';
import { type JobFeed, openJobFeed } from './job-feed.ts';
import { bePresent } from './presence.ts';
import { type JobPlace, type RecheckScope, runJob } from './run-job.ts';

export interface JobOptions {
  /** Jobs at a time in this process. */
  readonly concurrency: number;
  readonly log: (message: string) => void;
  /** Asked before each start whether the scope that the job was enqueued under still holds. */
  readonly recheckScope?: RecheckScope;
  /** How long `stop` lets running jobs go on before it aborts them; they start again later. 5 s unless said otherwise. */
  readonly patienceMs?: number;
}

export interface RunningJobs {
  readonly feed: JobFeed;
  /** Takes no more jobs, waits for the running ones or aborts them, and ends the connections. */
  stop(): Promise<void>;
}

/**
 * Works on jobs of the given kinds until stopped. Any number of processes may do so on one database; each job is handed
 * to one of them. The queue is read as the owner; a job's work is done as the application, under the job's scope.
 */
export async function startJobs(
  database: Database,
  definitions: readonly AnyJobDefinition[],
  options: JobOptions,
): Promise<RunningJobs> {
  const { concurrency, log } = options;
  const kinds = new Set(definitions.map(({ kind }) => kind));
  if (kinds.size !== definitions.length)
    throw new Error('Cannot start jobs: two definitions have the same kind');
  const presence = await bePresent(database.ownerUrl, log);
  const feed = await openJobFeed(database, log);
  const stopping = new AbortController();
  const runner = {
    database,
    feed,
    recheckScope: options.recheckScope ?? (async (scope) => scope),
    stopping: stopping.signal,
    log,
  };
  const taskList: TaskList = Object.fromEntries(
    definitions.map((definition) => [
      definition.kind,
      (place: unknown) => runJob(runner, definition, place as JobPlace),
    ]),
  );
  // `presence` holds the lock of the same name.
  const workers = await runAttentively(
    {
      connectionString: database.ownerUrl,
      maxPoolSize: concurrency + 3,
      concurrency,
      taskList,
      gracefulShutdownAbortTimeout: options.patienceMs ?? 5_000,
      logger: quietLogger(log),
      parsedCronItems: [],
    },
    presence.workerId,
    log,
  );
  let stopped: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    const patience = setTimeout(
      () => stopping.abort(new Error('The server is stopping')),
      options.patienceMs ?? 5_000,
    );
    await workers.stop();
    clearTimeout(patience);
    stopping.abort(new Error('The server is stopping'));
    await Promise.all([feed.close(), presence.end()]);
  };
  return {
    feed,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

/** Errors and warnings only: a job's own outcome is in its row. */
function quietLogger(log: (message: string) => void): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning') log(message);
  });
}
