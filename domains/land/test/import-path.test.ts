import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from './browser.ts';
import { geojson, IMPORTS, type ImportWorld, makeImportWorld } from './import-world.ts';
import { rectangle } from './plane-world.ts';

let world: ImportWorld;
let officer: Browser;
beforeAll(async () => {
  world = await makeImportWorld();
  officer = await world.as('officer');
});
afterAll(() => world.drop());

const parcel = (ZDDM: string | null, east: number, north: number, more: object = {}, size = 100) => ({
  properties: { ZDDM, QSXZ: '国有', QLR: '某公司', ZDMJ: size * size, ...more },
  geometry: rectangle([east, north], size, size),
});

async function codes(): Promise<string[]> {
  const answer = await officer.get('/api/v1/land/parcels?limit=500');
  return answer.json().rows.map(({ code }: { code: string }) => code);
}

test('a file goes from upload to the ledger, and back', async () => {
  const file = geojson([parcel('N1', 0, 300), parcel('N2', 100, 300), parcel('N3', 1_200, 300)]);
  const proposed = await world.propose(officer, '宗地 2021.geojson', file);
  expect(proposed, JSON.stringify(proposed.problem)).toMatchObject({
    state: 'proposed',
    target: 'parcels',
    fileName: '宗地 2021.geojson',
    createdBy: 'officer 姓名',
    progress: 1,
    proposal: {
      format: { value: 'geojson', confidence: 'certain' },
      crs: { value: 'EPSG:4490' },
      mapping: { code: 'ZDDM', tenure: 'QSXZ', owner: 'QLR', legalAreaSqm: 'ZDMJ' },
      features: 3,
    },
  });
  const checked = await world.check(officer, proposed);
  expect(checked, JSON.stringify(checked)).toMatchObject({
    state: 'checked',
    report: { features: 3, valid: 3, repaired: 0, quarantined: 0, faults: [] },
  });
  expect(checked.report!.areaSqm).toBeCloseTo(30_000, -2);
  expect(await codes()).toEqual(['A1', 'A2', 'B1']);

  const committed = await world.commit(officer, checked);
  expect(committed.state).toBe('committed');
  expect(await codes()).toEqual(['A1', 'A2', 'B1', 'N1', 'N2', 'N3']);
  const undone = await world.undo(officer, committed);
  expect(undone.state).toBe('undone');
  expect(await codes()).toEqual(['A1', 'A2', 'B1']);
  expect((await officer.get(IMPORTS)).json().rows[0]).toMatchObject({ id: undone.id, state: 'undone' });
});
