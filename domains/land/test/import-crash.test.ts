import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { inScope } from '@lizhu/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Import } from '../contract.ts';
import type { Browser } from './browser.ts';
import { geojson, IMPORTS, type ImportWorld, makeImportWorld, mappingOf } from './import-world.ts';
import { rectangle } from './plane-world.ts';

const SEED = 1_984;
const PARCELS = 2_000;
const program = fileURLToPath(new URL('land-worker.mjs', import.meta.url));

let world: ImportWorld;
let officer: Browser;
let worker: ChildProcess | null = null;
beforeAll(async () => {
  world = await makeImportWorld(false);
  officer = await world.as('officer');
});
afterAll(async () => {
  await kill();
  await world.drop();
});

async function start(): Promise<void> {
  const { ownerUrl, appUrl } = world.context.database;
  worker = fork(program, [ownerUrl, appUrl, world.filesFolder], { execArgv: [] });
  await once(worker, 'message');
}
async function kill(): Promise<void> {
  if (worker === null) return;
  const ended = once(worker, 'exit');
  if (worker.kill('SIGKILL')) await ended;
  worker = null;
}

interface Ledger {
  readonly parcels: number;
  readonly area: number;
  readonly findings: number;
}
const ledger = (id: string): Promise<Ledger> =>
  inScope(world.context.database, world.system, async (tx) => {
    const { rows } = await tx.query<Ledger>(
      `select (select count(*)::int from land.parcel where import_id = $1) as parcels,
         (select coalesce(sum(area_sqm), 0) from land.parcel where import_id = $1) as area,
         (select count(*)::int from land.import_feature where import_id = $1) as findings`,
      [id],
    );
    return rows[0]!;
  });

test(`kills between upload and commit leave the ledger as it was, or the whole import in it (seed ${SEED})`, async () => {
  let state = SEED;
  const random = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  const file = geojson(
    Array.from({ length: PARCELS }, (_, i) => ({
      properties: { ZDDM: `K${String(i).padStart(5, '0')}`, QLR: `某${i}` },
      geometry: rectangle([(i % 90) * 11, 200 + Math.floor(i / 90) * 8], 10, 7),
    })),
  );
  const read = async (id: string): Promise<Import> => (await officer.get(`${IMPORTS}/${id}`)).json();
  const isRunning = (entry: Import): boolean =>
    ['uploaded', 'checking', 'committing', 'undoing'].includes(entry.state);
  /** Kills the worker again and again, each time after three times as long, until the work is done all the same. */
  const harassed = async (id: string, check: (found: Ledger, entry: Import) => void): Promise<Import> => {
    for (let kills = 0; ; kills++) {
      await start();
      const until = performance.now() + (400 + random(200)) * 3 ** kills;
      let entry = await read(id);
      while (isRunning(entry) && performance.now() < until) {
        await delay(20);
        entry = await read(id);
      }
      await kill();
      entry = await read(id);
      check(await ledger(id), entry);
      if (!isRunning(entry)) return entry;
    }
  };

  const uploaded = await world.upload(officer, '宗地.geojson', file);
  const proposed = await harassed(uploaded.id, (found) => expect(found.findings).toBe(0));
  expect(proposed.state).toBe('proposed');
  await officer.send('POST', `${IMPORTS}/${proposed.id}/mapping`, mappingOf(proposed));
  const checked = await harassed(proposed.id, (found, entry) => {
    expect(found).toEqual({ parcels: 0, area: 0, findings: entry.state === 'checked' ? PARCELS : 0 });
  });
  expect(checked.report).toMatchObject({ features: PARCELS, valid: PARCELS, quarantined: 0 });
  await officer.send('POST', `${IMPORTS}/${checked.id}/commit`, { revision: checked.revision });
  const committed = await harassed(checked.id, (found, entry) => {
    expect(found.parcels).toBe(entry.state === 'committed' ? PARCELS : 0);
  });
  expect((await ledger(committed.id)).area).toBeCloseTo(checked.report!.areaSqm, 3);
  await officer.send('POST', `${IMPORTS}/${committed.id}/undo`, { revision: committed.revision });
  const undone = await harassed(committed.id, (found, entry) => {
    expect(found.parcels).toBe(entry.state === 'undone' ? 0 : PARCELS);
  });
  expect([undone.state, undone.problem]).toEqual(['undone', null]);
}, 600_000);
