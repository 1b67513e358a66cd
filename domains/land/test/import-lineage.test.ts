import { inScope } from '@lizhu/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from './browser.ts';
import { geojson, type ImportWorld, makeImportWorld } from './import-world.ts';
import { rectangle } from './plane-world.ts';

let world: ImportWorld;
let officer: Browser;
beforeAll(async () => {
  world = await makeImportWorld();
  officer = await world.as('officer');
});
afterAll(() => world.drop());

type Box = readonly [east: number, north: number, width: number, height: number];
const file = (parcels: Readonly<Record<string, Box>>): string =>
  geojson(
    Object.entries(parcels).map(([ZDDM, [east, north, width, height]]) => ({
      properties: { ZDDM },
      geometry: rectangle([east, north], width, height),
    })),
  );

interface Ledger {
  readonly living: string[];
  readonly lineage: string[];
}
const ledger = (): Promise<Ledger> =>
  inScope(world.context.database, world.system, async (tx) => {
    const living = await tx.query<{ code: string }>(
      'select code from land.parcel where retired_at is null order by code',
    );
    const lineage = await tx.query<{ line: string }>(
      `select p.code || ' ' || l.event || ' ' || c.code as line from land.parcel_lineage l
       join land.parcel p on p.id = l.parent_id join land.parcel c on c.id = l.child_id order by line`,
    );
    return { living: living.rows.map(({ code }) => code), lineage: lineage.rows.map(({ line }) => line) };
  });

async function dryRun(
  parcels: Readonly<Record<string, Box>>,
  onExisting: 'replace' | 'quarantine' = 'replace',
) {
  const proposed = await world.propose(officer, '宗地.geojson', file(parcels));
  return world.check(officer, proposed, { onExisting });
}
const kinds = (entry: Awaited<ReturnType<typeof dryRun>>): string[] =>
  entry.report!.faults.map(({ code, severity, count }) => `${severity} ${code} ${count}`);

test('a taken code is kept out, and an overlap with the ledger is said', async () => {
  const checked = await dryRun({ A1: [0, 0, 100, 100], N1: [150, 50, 100, 100] }, 'quarantine');
  expect(checked.report).toMatchObject({ features: 2, valid: 1, quarantined: 1 });
  expect(kinds(checked)).toEqual(['quarantine code-taken 1', 'note overlaps-parcel 1']);
  const { rows } = (await officer.get(`/api/v1/land/imports/${checked.id}/faults`)).json();
  expect(rows.map(({ message }: { message: { en: string } }) => message.en)).toEqual([
    'The code "A1" is taken',
    expect.stringMatching(/^It overlaps the parcel "A2" of the ledger by 2\d{3}\.\d\d m²$/),
  ]);
});

test('the same code takes the place of the old parcel; undo brings the old one back', async () => {
  const checked = await dryRun({ A1: [0, 0, 100, 120] });
  expect(kinds(checked)).toEqual(['note parcel-replace 1']);
  const committed = await world.commit(officer, checked);
  expect(committed.problem).toBeNull();
  expect(await ledger()).toEqual({ living: ['A1', 'A2', 'B1'], lineage: ['A1 replace A1'] });
  const card = (await officer.get('/api/v1/land/parcels?q=A1')).json().rows[0];
  expect(card.areaSqm).toBeCloseTo(12_000, -2);
  await world.undo(officer, committed);
  expect(await ledger()).toEqual({ living: ['A1', 'A2', 'B1'], lineage: [] });
  expect((await officer.get('/api/v1/land/parcels?q=A1')).json().rows[0].areaSqm).toBeCloseTo(10_000, -2);
});

test('new parcels on the ground of an old one were split from it, one over two was merged', async () => {
  const split = await world.commit(officer, await dryRun({ A11: [0, 0, 50, 100], A12: [50, 0, 50, 100] }));
  expect(await ledger()).toEqual({
    living: ['A11', 'A12', 'A2', 'B1'],
    lineage: ['A1 split A11', 'A1 split A12'],
  });

  const checked = await dryRun({ M: [50, 0, 150, 100] });
  expect(kinds(checked)).toEqual(['note parcel-merge 2']);
  const merged = await world.commit(officer, checked);
  expect((await ledger()).living).toEqual(['A11', 'B1', 'M']);
  expect((await ledger()).lineage).toContain('A12 merge M');

  const refused = await world.undo(officer, split);
  expect(refused).toMatchObject({
    state: 'committed',
    problem: { code: 'land.import-in-use', message: { en: 'Later imports replaced 1 of its parcels' } },
  });
  expect(refused.problem!.remedy.zh).toBe('先撤销之后的导入');
  expect((await world.undo(officer, merged)).state).toBe('undone');
  expect((await world.undo(officer, refused)).state).toBe('undone');
  expect(await ledger()).toEqual({ living: ['A1', 'A2', 'B1'], lineage: [] });
});

test('an import whose ancestor’s code was given away since cannot be undone', async () => {
  const split = await world.commit(officer, await dryRun({ A11: [0, 0, 50, 100], A12: [50, 0, 50, 100] }));
  const other = await world.commit(officer, await dryRun({ A1: [500, 500, 50, 50] }));
  const refused = await world.undo(officer, split);
  expect(refused.problem!.code).toBe('land.import-codes-reused');
  await world.undo(officer, other);
  await world.undo(officer, refused);
  expect((await ledger()).living).toEqual(['A1', 'A2', 'B1']);
});

test('a neighbour that is only grazed stays, and is said to overlap', async () => {
  const checked = await dryRun({ N: [195, 0, 100, 100] });
  expect(kinds(checked)).toEqual(['note overlaps-parcel 1']);
  await world.commit(officer, checked);
  expect(await ledger()).toEqual({ living: ['A1', 'A2', 'B1', 'N'], lineage: [] });
});
