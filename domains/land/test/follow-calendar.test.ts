import { inScope } from '@lizhu/db';
import { dayInChina } from '@lizhu/geodata';
import { listJobs } from '@lizhu/jobs';
import { basesOf, listProgrammes } from '@lizhu/programme';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { followCalendar } from '../usecases/follow-calendar.ts';
import { drawTown } from './town.ts';
import { makeWorld, type World } from './world.ts';

const DAY_MS = 86_400_000;
const now = new Date();

let world: World;
beforeAll(async () => {
  world = await makeWorld((bases) => {
    const town = drawTown(bases);
    const [first, ...others] = town.boundaries;
    return { ...town, boundaries: [{ ...first!, effectiveFrom: dayInChina(now) }, ...others] };
  });
});
afterAll(() => world.drop());

const follow = (): Promise<string | null> => inScope(world.used.database, world.system, followCalendar);

test('facts that were never computed are not computed for the calendar', async () => {
  expect(await follow()).toBeNull();
});

test('a boundary that came into force since the facts were computed has them computed anew, once', async () => {
  world.clock.now = new Date(now.getTime() - 3 * DAY_MS);
  await world.build();
  const job = await follow();
  expect(job).not.toBeNull();
  expect(await follow()).toBe(job);
  const jobs = await inScope(world.used.database, world.system, (tx) => listJobs(tx, { limit: 10 }));
  expect(jobs).toMatchObject([{ id: job, kind: 'land.build', state: 'queued' }]);
});

test('facts of today are left as they are', async () => {
  world.clock.now = now;
  await world.build();
  expect(await follow()).toBeNull();
});

test('the system finds every programme, and nobody else finds one that is not his', async () => {
  const { database } = world.used;
  const programmes = await listProgrammes(database);
  expect(programmes).toHaveLength(2);
  expect(programmes).toContain(world.programmeId);
  for (const id of programmes) expect((await basesOf(database, id)).length).toBeGreaterThan(0);
  for (const role of ['public', 'viewer', 'land-officer', 'administrator'] as const) {
    const scope = { userId: null, postId: null, role, programmeId: null, baseIds: [] };
    const found = await inScope(database, scope, (tx) => tx.query('select from programme.programme'));
    expect([role, found.rowCount]).toEqual([role, 0]);
  }
  const own = await inScope(database, world.system, (tx) => tx.query('select from programme.programme'));
  expect(own.rowCount).toBe(1);
});
