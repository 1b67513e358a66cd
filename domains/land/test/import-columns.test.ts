import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Import } from '../contract.ts';
import type { Browser } from './browser.ts';
import { IMPORTS, type ImportWorld, makeImportWorld, mappingOf } from './import-world.ts';
import { lonLatOf } from './plane-world.ts';

let world: ImportWorld;
let officer: Browser;
beforeAll(async () => {
  world = await makeImportWorld();
  officer = await world.as('officer');
});
afterAll(() => world.drop());

/** Two parcels of half a hectare in base A, one row a boundary point. */
function table(
  header: string,
  row: (east: number, north: number, lonLat: readonly number[]) => string,
): string {
  const rows = [300, 400].flatMap((left, parcel) =>
    [
      [left, 300],
      [left + 100, 300],
      [left + 100, 350],
      [left, 350],
    ].map(
      ([e, n], i) =>
        `T${parcel},J${i + 1},${row(490_000 + e!, 2_535_000 + n!, lonLatOf([e!, n!]).slice(0, 2))}`,
    ),
  );
  return `${header}\n${rows.join('\n')}\n`;
}

const twoPairs = table('地块编号,点号,X,Y,经度,纬度', (east, north, lonLat) =>
  [north, east, ...lonLat].join(','),
);

async function refusal(entry: Import, verb: string, body: object): Promise<unknown> {
  const answer = await officer.send('POST', `${IMPORTS}/${entry.id}/${verb}`, body);
  return [answer.statusCode, answer.json().code];
}

test('where two pairs of columns could hold the coordinates, the officer chooses, and the dry run reads by that', async () => {
  const proposed = await world.propose(officer, '宗地.csv', twoPairs);
  expect(proposed.state).toBe('proposed');
  const { columns } = proposed.proposal!;
  expect(columns).toMatchObject({
    value: 'parcel=地块编号;point=点号;x=经度;y=纬度',
    confidence: 'unknown',
    headerLine: 1,
    roles: { parcel: 0, point: 1, x: 4, y: 5 },
    candidates: [
      { note: { en: 'coordinates from "经度" and "纬度"' } },
      { note: { en: 'coordinates from "X" and "Y"' } },
    ],
  });
  expect(columns!.evidence.en).toContain('2 pairs of coordinate columns');
  expect(columns!.header.map(({ name }) => name)).toEqual(['地块编号', '点号', 'X', 'Y', '经度', '纬度']);
  expect(columns!.header[3]!.samples[0]).toBe('490300');
  expect(proposed.proposal!.crs.value).toBe('EPSG:4490');

  const chosen = await world.inspect(officer, proposed, { columns: columns!.candidates[1]!.value });
  expect(chosen).toMatchObject({ state: 'proposed', problem: null });
  expect(chosen.proposal).toMatchObject({
    columns: { value: 'parcel=地块编号;point=点号;x=X;y=Y', roles: { x: 2, y: 3 } },
    mapping: { code: '地块编号' },
    features: 2,
  });
  expect(chosen.proposal!.fields.map(({ name }) => name)).toEqual(['地块编号', '经度', '纬度']);
  expect(chosen.proposal!.crs.candidates.map(({ value }) => value)).toContain('EPSG:4547+yx');

  const checked = await world.check(officer, chosen, { crs: 'EPSG:4547+yx' });
  expect(checked.report, JSON.stringify(checked.problem)).toMatchObject({ features: 2, quarantined: 0 });
  expect(checked.report!.areaSqm).toBeCloseTo(10_000, -1);
  expect(checked.mapping!.columns).toBe('parcel=地块编号;point=点号;x=X;y=Y');
  expect((await world.commit(officer, checked)).state).toBe('committed');
});

test('columns whose headers have east and north the wrong way round are put right', async () => {
  const swapped = table('地块,桩,东坐标,北坐标', (east, north) => [north, east].join(','));
  const proposed = await world.propose(officer, '宗地.csv', swapped);
  expect(proposed.proposal!.columns!.evidence.en).toContain('"东坐标" is the easting');
  const said = { crs: 'EPSG:4547', onExisting: 'replace', fields: { code: '地块' } } as const;
  const wrong = await world.check(officer, proposed, said);
  expect(wrong).toMatchObject({ state: 'proposed', problem: { code: 'land.reading-differs' } });

  const stated = await world.inspect(officer, wrong, { columns: 'header=1;parcel=#1;point=#2;x=#4;y=#3' });
  const { columns, crs, fields } = stated.proposal!;
  expect(columns!.value).toBe('header=1;parcel=地块;point=桩;x=北坐标;y=东坐标');
  expect(crs.candidates[0]!.value).not.toContain('+yx');
  expect(fields.map(({ name }) => name)).toEqual(['地块']);
  const checked = await world.check(officer, stated, said);
  expect(checked.report, JSON.stringify(checked.problem)).toMatchObject({ features: 2, quarantined: 0 });
  expect(checked.report!.areaSqm).toBeCloseTo(10_000, -1);
});

test('columns that were not proposed are not read, and the file is not looked at behind an older page', async () => {
  const proposed = await world.propose(officer, '宗地.csv', twoPairs);
  const other = proposed.proposal!.columns!.candidates[1]!.value;
  const { columns: _, ...silent } = mappingOf(proposed);
  const differ = [422, 'land.columns-differ'];
  expect(await refusal(proposed, 'mapping', mappingOf(proposed, { columns: other }))).toEqual(differ);
  expect(await refusal(proposed, 'mapping', silent)).toEqual(differ);
  const late = { revision: proposed.revision - 1, columns: other };
  expect(await refusal(proposed, 'inspect', late)).toEqual([409, 'land.import-changed']);
});

test('columns that leave no choice need not be said', async () => {
  const text = table('地块编号,点号,X北坐标,Y东坐标', (east, north) => [north, east].join(','));
  const proposed = await world.propose(officer, '宗地.csv', text);
  const { columns: _, ...silent } = mappingOf(proposed, { crs: 'EPSG:4547', onExisting: 'replace' });
  const answer = await officer.send('POST', `${IMPORTS}/${proposed.id}/mapping`, { ...silent, layer: null });
  expect(answer.statusCode, answer.body).toBe(200);
  const checked = await world.settled(officer, proposed.id);
  expect(checked.mapping!.columns).toBe(proposed.proposal!.columns!.value);
  expect(checked.report, JSON.stringify(checked.problem)).toMatchObject({ features: 2, quarantined: 0 });
});

test('a looking anew that is stopped leaves the proposal as it was', async () => {
  const proposed = await world.propose(officer, '宗地.csv', twoPairs);
  const columns = proposed.proposal!.columns!.candidates[1]!.value;
  await officer.send('POST', `${IMPORTS}/${proposed.id}/inspect`, { revision: proposed.revision, columns });
  const stopped = await officer.send('POST', `${IMPORTS}/${proposed.id}/cancel`, {});
  const after = await world.settled(officer, proposed.id);
  expect(after.state).toBe('proposed');
  // Where the looking was over before the stop came, what was stated holds.
  const seen = stopped.statusCode === 200 && after.proposal!.columns!.value !== columns;
  if (seen) expect(after.proposal).toEqual(proposed.proposal!);
  else expect(after.proposal!.columns!.value).toBe(columns);
});

test('a statement that cannot be true of the file leaves the proposal as it was, with the reason', async () => {
  const proposed = await world.propose(officer, '宗地.csv', twoPairs);
  const still = await world.inspect(officer, proposed, { columns: 'x=nowhere;y=Y' });
  expect(still).toMatchObject({ state: 'proposed', proposal: proposed.proposal! });
  expect(still.problem).toMatchObject({ code: 'land.file-unreadable' });
  expect(still.problem!.message.zh).toContain('没有“nowhere”这一列');
});

test('a report goes when its file is looked at anew', async () => {
  const proposed = await world.propose(officer, '宗地.csv', twoPairs);
  const checked = await world.check(officer, proposed, { onExisting: 'replace' });
  expect(checked).toMatchObject({ state: 'checked', report: { features: 2, quarantined: 0 } });
  const again = await world.inspect(officer, checked, { columns: checked.proposal!.columns!.value! });
  expect(again).toMatchObject({ state: 'proposed', report: null, mapping: { source: '2021 年地籍调查' } });
  const faults = (await officer.get(`${IMPORTS}/${again.id}/faults`)).json();
  expect(faults.total).toBe(0);
});
