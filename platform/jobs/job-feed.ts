import { type Database, inScope, type Scope } from '@lizhu/db';
import pg from 'pg';
import { type Job, readJob } from './job.ts';

/** Tells of jobs as they change. One connection a process, however many listen. */
export interface JobFeed {
  /**
   * Calls the listener with the job as it is now and after every change, each time read under `scope`. Changes in quick
   * succession may arrive as one.
   *
   * @returns What ends the subscription; null when the scope sees no such job.
   */
  subscribe(scope: Scope, jobId: string, listener: (job: Job) => void): Promise<(() => void) | null>;
  close(): Promise<void>;
}

interface Subscription {
  readonly scope: Scope;
  readonly jobId: string;
  readonly listener: (job: Job) => void;
  /** A read is under way; `again` when the job changed meanwhile. */
  reading: boolean;
  again: boolean;
}

/** Opens the feed of a database; it reconnects by itself and then tells every listener how things stand. */
export async function openJobFeed(database: Database, log: (message: string) => void): Promise<JobFeed> {
  const byJob = new Map<string, Set<Subscription>>();
  let closed = false;
  let client: pg.Client | null = null;
  let retry: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    const fresh = new pg.Client({
      connectionString: database.appUrl,
      application_name: 'lizhu-job-feed',
      keepAlive: true,
    });
    let lost = false;
    const onLost = (): void => {
      if (lost || closed) return;
      lost = true;
      log('Lost the connection that tells of jobs; connecting again');
      reconnect();
    };
    fresh.on('error', onLost);
    fresh.on('end', onLost);
    fresh.on('notification', ({ payload }) => tell(payload ?? ''));
    try {
      await fresh.connect();
      await fresh.query('listen lizhu_job');
    } catch (error) {
      lost = true;
      await fresh.end().catch(() => undefined);
      throw error;
    }
    client = fresh;
    for (const jobId of byJob.keys()) tell(jobId);
  }

  function reconnect(): void {
    client = null;
    retry = setTimeout(() => {
      if (!closed) connect().catch(reconnect);
    }, 500);
  }

  function tell(jobId: string): void {
    for (const subscription of byJob.get(jobId) ?? []) void read(subscription);
  }

  async function read(subscription: Subscription): Promise<void> {
    if (subscription.reading) {
      subscription.again = true;
      return;
    }
    subscription.reading = true;
    try {
      do {
        subscription.again = false;
        const { scope, jobId } = subscription;
        const job = await inScope(database, scope, (tx) => readJob(tx, jobId), { readOnly: true });
        if (job !== null && byJob.get(jobId)?.has(subscription)) subscription.listener(job);
      } while (subscription.again);
    } catch (error) {
      log(`Cannot read job ${subscription.jobId}: ${(error as Error).message}`);
    } finally {
      subscription.reading = false;
    }
  }

  async function subscribe(
    scope: Scope,
    jobId: string,
    listener: (job: Job) => void,
  ): Promise<(() => void) | null> {
    const subscription: Subscription = { scope, jobId, listener, reading: true, again: false };
    const others = byJob.get(jobId) ?? new Set();
    byJob.set(jobId, others.add(subscription));
    const end = (): void => {
      others.delete(subscription);
      if (others.size === 0 && byJob.get(jobId) === others) byJob.delete(jobId);
    };
    try {
      const job = await inScope(database, scope, (tx) => readJob(tx, jobId), { readOnly: true });
      if (job === null) {
        end();
        return null;
      }
      listener(job);
    } catch (error) {
      end();
      throw error;
    }
    subscription.reading = false;
    if (subscription.again) void read(subscription);
    return end;
  }

  async function close(): Promise<void> {
    closed = true;
    clearTimeout(retry);
    byJob.clear();
    await client?.end().catch(() => undefined);
  }

  await connect();
  return { subscribe, close };
}
