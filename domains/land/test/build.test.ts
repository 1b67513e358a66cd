import { inScope } from '@lizhu/db';
import { readJob, startJobs } from '@lizhu/jobs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { landJobs } from '../index.ts';
import { requestBuild } from '../usecases/request-build.ts';
import type { Browser } from './browser.ts';
import { makeWorld, type World } from './world.ts';

let world: World;
let officer: Browser;
beforeAll(async () => {
  world = await makeWorld();
  officer = await world.as('officer');
});
afterAll(() => world.drop());

const land = '/api/v1/land';
const summary = async () => (await officer.get(`${land}/readiness/summary`)).json();
const parcelsByClass = async (): Promise<Record<string, number>> =>
  Object.fromEntries(
    (await summary()).total.map((total: { class: string; parcels: number }) => [total.class, total.parcels]),
  );

test('before the first build nothing is decided, and the page says so', async () => {
  expect(await summary()).toMatchObject({ computedAt: null, byBase: [] });
  const [parcel] = (await officer.get(`${land}/parcels?limit=1`)).json().rows;
  expect(parcel.readiness).toBeNull();
  expect((await officer.get(`${land}/parcels/${parcel.id}`)).json().readiness).toBeNull();
});

test('the job decides every parcel by the survey’s own table, whoever asked for it', async () => {
  const { database } = world.used;
  const jobs = await startJobs(database, landJobs(world.context), { concurrency: 1, log: () => undefined });
  const officerA = {
    ...world.system,
    role: 'land-officer' as const,
    baseIds: [world.baseA, ...world.system.baseIds.slice(2, 3)],
  };
  const finished = async (id: string) => {
    for (;;) {
      const job = await inScope(database, world.system, (tx) => readJob(tx, id));
      if (job !== null && !['queued', 'running'].includes(job.state)) return job;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  try {
    const id = await inScope(database, officerA, requestBuild);
    const job = await finished(id);
    expect(job).toMatchObject({ state: 'done', progress: 1, result: { parcels: 300 } });
    expect(await parcelsByClass()).toEqual({
      'usable-now': 76,
      'after-plan': 20,
      'existing-space': 4,
      renewal: 0,
      blocked: 100,
      other: 0,
      outside: 100,
    });
    const facts = await factRows();
    await finished(await inScope(database, world.system, requestBuild));
    expect(await factRows()).toEqual(facts);
  } finally {
    await jobs.stop();
  }
});

async function factRows(): Promise<object[]> {
  const { rows } = await inScope(world.used.database, world.system, (tx) =>
    tx.query<object>(
      `select f.*, o.layer_id, o.class_code, o.overlap_sqm from land.parcel_fact f
       left join land.parcel_overlap o on o.parcel_id = f.parcel_id order by f.parcel_id, o.layer_id`,
    ),
  );
  return rows;
}

test('a build leaves statistics behind, so that no query thinks the city empty', async () => {
  const { rows } = await inScope(world.used.database, world.system, (tx) =>
    tx.query<{ relname: string; reltuples: number }>(
      `select relname, reltuples from pg_class where oid in ('land.parcel'::regclass, 'land.parcel_fact'::regclass) order by relname`,
    ),
  );
  expect(rows).toEqual([
    { relname: 'parcel', reltuples: 300 },
    { relname: 'parcel_fact', reltuples: 300 },
  ]);
});

test('parcels go to the base that holds half of them', async () => {
  const { database } = world.used;
  const moved = world.ledger.parcels.slice(0, 7).map(({ id }) => id);
  await inScope(database, world.system, (tx) =>
    tx.query('update land.parcel set base_id = $1 where id = any($2)', [world.baseB, moved]),
  );
  await world.build();
  const { rows } = await inScope(database, world.system, (tx) =>
    tx.query<{ base_id: string; fact: string; lots: number }>(
      `select p.base_id, f.base_id as fact, count(*)::int as lots from land.parcel p join land.parcel_fact f on f.parcel_id = p.id
       group by 1, 2 order by 1`,
    ),
  );
  expect(rows.every(({ base_id, fact }) => base_id === fact)).toBe(true);
  expect(rows.map(({ lots }) => lots)).toEqual([100, 100, 100]);
});

test('a card explains its class by the line that held, with sources', async () => {
  const blocked = (await officer.get(`${land}/parcels?class=blocked&limit=1`)).json().rows[0];
  const card = (await officer.get(`${land}/parcels/${blocked.id}`)).json();
  expect(card.readiness).toMatchObject({ tableVersion: 0, lineNumber: 2, class: 'blocked' });
  expect(card.readiness.lines.map(({ held }: { held: boolean }) => held)).toEqual([false, true]);
  const farmland = card.overlaps.find(({ kind }: { kind: string }) => kind === 'farmland');
  expect(farmland.areaSqm).toBeCloseTo(blocked.areaSqm, 2);
  expect(farmland.share).toBeCloseTo(1, 6);
  expect(card.readiness.facts).toContainEqual(
    expect.objectContaining({ fact: 'farmlandSqm', source: 'farmland 来源' }),
  );
});
