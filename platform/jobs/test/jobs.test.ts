import { setTimeout as delay } from 'node:timers/promises';
import { inScope, type Scope, type Transaction } from '@lizhu/db';
import type { TestDatabase } from '@lizhu/db/testing';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { defineJob, JobFailure } from '../define-job.ts';
import { type EnqueueOptions, enqueue, requestCancel } from '../enqueue.ts';
import { type Job, listJobs } from '../job.ts';
import { openJobFeed } from '../job-feed.ts';
import { type JobOptions, type RunningJobs, startJobs } from '../start-jobs.ts';
import { effectsOf, isOver, leaveEffect, makeWorld, north, officer, scopeOf, south, until } from './world.ts';

const gate = { open: (): void => undefined, passed: Promise.resolve() };
function closeGate(): void {
  gate.passed = new Promise<void>((resolve) => {
    gate.open = resolve;
  });
}
const running: string[] = [];
let failures = 0;

const add = defineJob({
  kind: 'shelf.add',
  run: async ({ tx, jobId, attempt }, { steps }: { steps: number }) => {
    for (let step = 0; step < steps; step++) await leaveEffect(tx, jobId, step);
    return { steps, attempt };
  },
});
const wait = defineJob({
  kind: 'shelf.wait',
  run: async ({ tx, jobId, signal, reportProgress }) => {
    running.push(jobId);
    await leaveEffect(tx, jobId, 0);
    reportProgress(0.5, { zh: '过半', en: 'Half way' });
    await Promise.race([
      gate.passed,
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      }),
    ]);
    return null;
  },
});
const fail = defineJob({
  kind: 'shelf.fail',
  run: async ({ tx, jobId }, { how }: { how: 'failure' | 'fault' | 'deadlock' | 'full' }) => {
    failures++;
    await leaveEffect(tx, jobId, 0);
    if (how === 'failure')
      throw new JobFailure('shelf-empty', { zh: '书架是空的', en: 'The shelf is empty' });
    if (how === 'fault') throw new TypeError('a secret that is for the log only');
    if (how === 'full') throw Object.assign(new Error('no space left on device'), { code: '53100' });
    if (failures === 1) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
    return null;
  },
});

let used: TestDatabase;
const said: string[] = [];
let jobs: RunningJobs | null = null;
const start = async (options: Partial<JobOptions> = {}): Promise<RunningJobs> => {
  jobs = await startJobs(used.database, [add, wait, fail], {
    concurrency: 4,
    log: (message) => said.push(message),
    ...options,
  });
  return jobs;
};
const act = <T>(scope: Scope, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  inScope(used.database, scope, work);
const ask = (
  job: Parameters<typeof enqueue>[1],
  payload: unknown = null,
  options: EnqueueOptions = {},
  scope = officer,
) => act(scope, (tx) => enqueue(tx, job, payload, options));
const over = (jobId: string): Promise<Job> => until(used.database, jobId, isOver);

beforeAll(async () => {
  used = await makeWorld();
});
afterEach(async () => {
  gate.open();
  await jobs?.stop();
  jobs = null;
  failures = 0;
  running.length = 0;
});
afterAll(() => used.drop());

describe('a job', () => {
  test('does its work once, keeps its result and says how it went', async () => {
    await start();
    const jobId = await ask(add, { steps: 3 }, { baseId: north });
    const job = await over(jobId);
    expect(job).toMatchObject({
      state: 'done',
      progress: 1,
      attempts: 1,
      kind: 'shelf.add',
      baseId: north,
      userId: officer.userId,
      result: { steps: 3, attempt: 1 },
      error: null,
    });
    expect(job.finishedAt!.getTime()).toBeGreaterThanOrEqual(job.startedAt!.getTime());
    expect(await effectsOf(used.database, jobId)).toEqual([0, 1, 2]);
  });

  test('exists when the transaction that asked for it commits, and not before or otherwise', async () => {
    await start();
    let jobId = '';
    const failing = act(officer, async (tx) => {
      jobId = await enqueue(tx, add, { steps: 1 });
      await delay(300);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await delay(300);
    expect(await effectsOf(used.database, jobId)).toEqual([]);
  });

  test('that fails for a reason tells it in two languages, and leaves no half work', async () => {
    await start();
    const jobId = await ask(fail, { how: 'failure' });
    expect(await over(jobId)).toMatchObject({
      state: 'failed',
      attempts: 1,
      error: { code: 'shelf-empty', detail: { zh: '书架是空的', en: 'The shelf is empty' } },
    });
    expect(await effectsOf(used.database, jobId)).toEqual([]);
  });

  test('that fails by a fault of ours tells nothing of it, but the log has it', async () => {
    await start();
    const job = await over(await ask(fail, { how: 'fault' }));
    expect(job).toMatchObject({ state: 'failed', error: { code: 'internal' } });
    expect(JSON.stringify(job)).not.toContain('secret');
    expect(said.join('\n')).toContain('a secret that is for the log only');
    expect(failures).toBe(1);
  });

  test('is started again after what the database gets over, and its effects are there once', async () => {
    await start();
    const jobId = await ask(fail, { how: 'deadlock' });
    expect(await over(jobId)).toMatchObject({ state: 'done', attempts: 2 });
    expect(await effectsOf(used.database, jobId)).toEqual([0]);
  });
});

test('a job for which storage is full is tried again, then ends and says so', async () => {
  const full = defineJob({ ...fail, kind: 'shelf.full', maxAttempts: 2 });
  const worker = await startJobs(used.database, [full], { concurrency: 1, log: () => undefined });
  try {
    const jobId = await ask(full, { how: 'full' });
    const job = await over(jobId);
    expect(job).toMatchObject({ state: 'failed', attempts: 2, error: { code: 'storage-full' } });
    expect(job.error?.detail?.zh).toContain('存储空间已满');
    expect(await effectsOf(used.database, jobId)).toEqual([]);
  } finally {
    await worker.stop();
  }
});

describe('progress', () => {
  test('is seen at once, outside the transaction of the job', async () => {
    closeGate();
    await start();
    const jobId = await ask(wait);
    const half = await until(used.database, jobId, ({ progress }) => progress === 0.5);
    expect(half).toMatchObject({ state: 'running', message: { zh: '过半', en: 'Half way' } });
    expect(await effectsOf(used.database, jobId)).toEqual([]);
    gate.open();
    expect(await over(jobId)).toMatchObject({ state: 'done', progress: 1 });
  });

  test('reaches listeners: the job as it is, then every change, last the end', async () => {
    closeGate();
    const { feed } = await start();
    const jobId = await ask(wait);
    const states: string[] = [];
    const ended = new Promise<void>((resolve) => {
      void feed.subscribe(officer, jobId, (job) => {
        states.push(`${job.state} ${job.progress}`);
        if (job.progress === 0.5 && job.state === 'running') gate.open();
        if (isOver(job)) resolve();
      });
    });
    await ended;
    expect(states.at(-1)).toBe('done 1');
    expect(states).toContain('running 0.5');
  });

  test('is for those who may see the base, and the feed of another process tells it as well', async () => {
    await start();
    const jobId = await ask(add, { steps: 1 }, { baseId: north });
    const feed = await openJobFeed(used.database, () => undefined);
    try {
      expect(await feed.subscribe(scopeOf('viewer', south), jobId, () => undefined)).toBeNull();
      expect(
        await feed.subscribe({ ...officer, programmeId: officer.userId }, jobId, () => undefined),
      ).toBeNull();
      const end = await feed.subscribe(scopeOf('viewer', north), jobId, () => undefined);
      expect(end).not.toBeNull();
      end!();
      const seen = async (scope: Scope) =>
        (await act(scope, (tx) => listJobs(tx, { limit: 200 }))).map(({ id }) => id);
      expect(await seen(scopeOf('viewer', north))).toContain(jobId);
      expect(await seen(scopeOf('viewer', south))).not.toContain(jobId);
      expect(await seen(scopeOf('public', north))).toEqual([]);
    } finally {
      await feed.close();
    }
  });

  test('comes through again after the connection that tells of it was cut', async () => {
    closeGate();
    const { feed } = await start();
    const jobId = await ask(wait);
    let last = '';
    await feed.subscribe(officer, jobId, ({ state }) => {
      last = state;
    });
    await until(used.database, jobId, ({ progress }) => progress === 0.5);
    await used.database.owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'lizhu-job-feed' and datname = current_database()`,
    );
    await delay(100);
    gate.open();
    await over(jobId);
    for (let waited = 0; last !== 'done' && waited < 100; waited++) await delay(50);
    expect(last).toBe('done');
  });
});

describe('cancelling', () => {
  test('a job that waits ends it at once', async () => {
    const jobId = await ask(add, { steps: 1 });
    expect(await act(officer, (tx) => requestCancel(tx, jobId))).toBe(true);
    expect(await over(jobId)).toMatchObject({ state: 'cancelled', attempts: 0 });
    await start();
    await delay(300);
    expect(await effectsOf(used.database, jobId)).toEqual([]);
    expect(await act(officer, (tx) => requestCancel(tx, jobId))).toBe(false);
  });

  test('a job that runs tells it, and nothing of its work stays', async () => {
    closeGate();
    await start();
    const jobId = await ask(wait);
    await until(used.database, jobId, ({ progress }) => progress === 0.5);
    expect(await act(officer, (tx) => requestCancel(tx, jobId))).toBe(true);
    expect(await over(jobId)).toMatchObject({ state: 'cancelled', error: null });
    expect(await effectsOf(used.database, jobId)).toEqual([]);
  });

  test('is for the one who asked and for administrators', async () => {
    const jobId = await ask(add, { steps: 1 }, { baseId: north });
    const cancel = (scope: Scope) => act(scope, (tx) => requestCancel(tx, jobId));
    expect(await cancel(scopeOf('land-officer', north))).toBe(false);
    expect(await cancel(scopeOf('administrator', south))).toBe(false);
    expect(await cancel(scopeOf('administrator', north))).toBe(true);
  });
});

describe('a key', () => {
  test('joins the job that is not over, also of ten who ask at once; later it makes a new one', async () => {
    closeGate();
    const build = (options: { whileRunning?: 'again' } = {}) =>
      ask(wait, null, { key: 'north', queue: 'builds', ...options });
    const ids = await Promise.all(Array.from({ length: 10 }, () => build()));
    expect(new Set(ids).size).toBe(1);
    await start();
    await until(used.database, ids[0]!, ({ state }) => state === 'running');
    expect(await build()).toBe(ids[0]);
    const again = await build({ whileRunning: 'again' });
    expect(again).not.toBe(ids[0]);
    expect(await build({ whileRunning: 'again' })).toBe(again);
    gate.open();
    await Promise.all([over(ids[0]!), over(again)]);
    const later = await build();
    expect([ids[0], again]).not.toContain(later);
    await over(later);
  });
});

describe('a queue', () => {
  test('lets one job run at a time; others run beside it', async () => {
    closeGate();
    await start();
    const first = await ask(wait, null, { queue: 'builds' });
    const second = await ask(wait, null, { queue: 'builds' });
    const beside = await ask(wait);
    for (const jobId of [first, beside])
      await until(used.database, jobId, ({ progress }) => progress === 0.5);
    await delay(300);
    expect(running).not.toContain(second);
    gate.open();
    await Promise.all([first, second, beside].map(over));
  });
});

describe('the scope of a job', () => {
  test('is the scope of whoever asked, and is asked for again before the start', async () => {
    const asked: Scope[] = [];
    await start({
      recheckScope: async (scope) => {
        asked.push(scope);
        return scope.userId === officer.userId ? { ...scope, baseIds: [south] } : null;
      },
    });
    expect(await over(await ask(add, { steps: 1 }, { baseId: south }))).toMatchObject({ state: 'done' });
    expect(asked[0]).toEqual(officer);
    // The post no longer reaches the base of the job.
    const lost = await over(await ask(add, { steps: 1 }, { baseId: north }));
    expect(lost).toMatchObject({ state: 'failed', error: { code: 'scope-withdrawn' } });
    const stranger = scopeOf('land-officer', north);
    const jobId = await ask(add, { steps: 1 }, {}, stranger);
    const job = await until(used.database, jobId, isOver, 10_000, stranger);
    expect(job).toMatchObject({ state: 'failed', error: { code: 'scope-withdrawn' } });
  });

  test('is never wider than the asker’s', async () => {
    const forged = act(scopeOf('land-officer', south), (tx) =>
      enqueue({ ...tx, scope: officer }, add, { steps: 1 }),
    );
    await expect(forged).rejects.toMatchObject({ code: '42501' });
    const elsewhere = ask(add, { steps: 1 }, { baseId: north }, scopeOf('land-officer', south));
    await expect(elsewhere).rejects.toMatchObject({ code: '42501' });
    const visitor = ask(add, { steps: 1 }, {}, scopeOf('public', north));
    await expect(visitor).rejects.toMatchObject({ code: '42501' });
  });
});

describe('stopping', () => {
  test('waits for what runs; a job that does not end is started again by the next, soon, and uncounted', async () => {
    closeGate();
    const first = await start({ patienceMs: 300 });
    const jobId = await ask(wait);
    await until(used.database, jobId, ({ progress }) => progress === 0.5);
    await first.stop();
    expect(await until(used.database, jobId, ({ state }) => state === 'queued')).toMatchObject({
      attempts: 0,
    });
    gate.open();
    const startedAt = Date.now();
    await start();
    expect(await over(jobId)).toMatchObject({ state: 'done', attempts: 1 });
    expect(Date.now() - startedAt).toBeLessThan(5_000);
    expect(await effectsOf(used.database, jobId)).toEqual([0]);
  });
});

test('two definitions of one kind, and a kind that is none, are refused', async () => {
  await expect(
    startJobs(used.database, [add, add], { concurrency: 1, log: () => undefined }),
  ).rejects.toThrow('same kind');
  expect(() => defineJob({ kind: 'Shelf add', run: async () => null })).toThrow(
    /written like land\.commit-import/,
  );
});

test('workers whose first look at the queue was cut off look again', async () => {
  await start();
  await jobs?.stop();
  const own = new pg.Client({ connectionString: used.database.ownerUrl });
  await own.connect();
  try {
    await own.query('begin');
    await own.query('lock table graphile_worker._private_tasks in exclusive mode');
    said.length = 0;
    await start();
    await vi.waitFor(
      async () => {
        const { rowCount } = await used.database.owner.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and wait_event_type = 'Lock' and query like 'insert into%_private_tasks%'`,
        );
        expect(rowCount).toBeGreaterThan(0);
      },
      { timeout: 30_000 },
    );
    await own.query('rollback');
  } finally {
    await own.end();
  }
  expect(await over(await ask(add, { steps: 1 }, { baseId: north }))).toMatchObject({ state: 'done' });
  expect(said.join()).toContain('starting their workers anew');
});
