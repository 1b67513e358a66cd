import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { inScope } from '@lizhu/db';
import type { TestDatabase } from '@lizhu/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enqueue } from '../enqueue.ts';
import { effectsOf, makeWorld, officer, until } from './world.ts';

const program = fileURLToPath(new URL('worker.mjs', import.meta.url));
const SEED = 4_711;
const STEPS = 8;

let used: TestDatabase;
const workers: ChildProcess[] = [];

async function startWorker(place: number): Promise<void> {
  const child = fork(program, [used.database.ownerUrl, used.database.appUrl], { execArgv: [] });
  workers[place] = child;
  await once(child, 'message');
}
async function killWorker(place: number): Promise<void> {
  const child = workers[place]!;
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}
const ask = () => inScope(used.database, officer, (tx) => enqueue(tx, 'shelf.slow', { steps: STEPS }));
const steps = Array.from({ length: STEPS }, (_, step) => step);

beforeAll(async () => {
  used = await makeWorld();
});
afterAll(async () => {
  await Promise.all(workers.map((_, place) => killWorker(place)));
  await used.drop();
});

test('a job whose worker was killed in the middle is done by the next, once', async () => {
  await startWorker(0);
  const jobId = await ask();
  await until(used.database, jobId, ({ progress }) => progress > 0);
  await killWorker(0);
  expect(await effectsOf(used.database, jobId)).toEqual([]);
  const startedAt = Date.now();
  await startWorker(0);
  expect(await until(used.database, jobId, ({ state }) => state === 'done')).toMatchObject({ attempts: 2 });
  expect(Date.now() - startedAt).toBeLessThan(15_000);
  expect(await effectsOf(used.database, jobId)).toEqual(steps);
});

test(`12 kills of three workers under load: every job is done, and its effects are there once (seed ${SEED})`, async () => {
  let state = SEED;
  const random = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  await Promise.all([startWorker(1), startWorker(2)]);
  const jobIds: string[] = [];
  for (let kill = 0; kill < 12; kill++) {
    for (let more = 0; more < 3; more++) jobIds.push(await ask());
    await delay(random(250));
    const victim = random(3);
    await killWorker(victim);
    await startWorker(victim);
  }
  const jobs = await Promise.all(
    jobIds.map((jobId) => until(used.database, jobId, (job) => job.state === 'done', 90_000)),
  );
  for (const jobId of jobIds) expect(await effectsOf(used.database, jobId)).toEqual(steps);
  expect(jobs.filter(({ attempts }) => attempts > 1).length).toBeGreaterThan(0);
}, 300_000);
