import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Import, ImportFault } from '../contract.ts';
import type { Browser } from './browser.ts';
import { geojson, IMPORTS, type ImportWorld, makeImportWorld } from './import-world.ts';
import { lonLatOf, type Place, rectangle } from './plane-world.ts';

let world: ImportWorld;
let officer: Browser;
let checked: Import;

const ring = (...places: Place[]) => ({ type: 'Polygon', coordinates: [places.map(lonLatOf)] });
/** A bow-tie of two equal halves: whether the crossing is meant cannot be told. */
const bowTie = ring([0, 300], [100, 400], [100, 300], [0, 400], [0, 300]);
const unclosed = ring([200, 300], [250, 300], [250, 350], [200, 350]);

beforeAll(async () => {
  world = await makeImportWorld();
  officer = await world.as('officer');
  const features = [
    { properties: { ZDDM: 'OK', QSXZ: '国有' }, geometry: rectangle([400, 300], 50, 50) },
    { properties: { ZDDM: 'OPEN', QSXZ: '不详' }, geometry: unclosed },
    { properties: { ZDDM: 'NONE' }, geometry: null },
    { properties: { ZDDM: 'OK' }, geometry: rectangle([500, 300], 50, 50) },
    { properties: { ZDDM: '' }, geometry: rectangle([600, 300], 50, 50) },
    { properties: { ZDDM: 'OVER' }, geometry: rectangle([430, 300], 50, 50) },
    { properties: { ZDDM: 'TIE' }, geometry: bowTie },
  ];
  checked = await world.check(officer, await world.propose(officer, '宗地 1.geojson', geojson(features)));
});
afterAll(() => world.drop());

const get = (path: string, language = 'zh') =>
  officer.get(`${IMPORTS}/${checked.id}/${path}`, { 'accept-language': language });

test('every feature is accounted for, and the report counts faults by kind', () => {
  const { report } = checked;
  expect(report).toMatchObject({ features: 7, valid: 2, repaired: 2, quarantined: 3 });
  expect(report!.faults.map(({ severity, code, count }) => [severity, code, count])).toEqual([
    ['quarantine', 'code-missing', 1],
    ['quarantine', 'code-repeated', 1],
    ['quarantine', 'geometry-null', 1],
    ['repaired', 'ring-closed', 1],
    ['repaired', 'self-crossing', 1],
    ['note', 'overlaps-feature', 1],
    ['note', 'value-unknown', 1],
  ]);
});

describe('faults', () => {
  test('come in pages, in the order of the file, filtered by kind, with a place in the reader’s language', async () => {
    const first = (await get('faults?limit=3')).json();
    expect(first).toMatchObject({ total: 7 });
    expect(first.rows).toHaveLength(3);
    const rest = (await get(`faults?limit=10&cursor=${first.next}`)).json();
    expect(rest.next).toBeNull();
    const all: ImportFault[] = [...first.rows, ...rest.rows];
    expect(all.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const only = (await get('faults?severity=quarantine&code=code-repeated')).json();
    expect(only.total).toBe(1);
    expect(only.rows[0]).toMatchObject({
      feature: 4,
      featureId: 'OK',
      severity: 'quarantine',
      place: '第 4 个要素，字段 ZDDM',
      message: { zh: '代码“OK”与第 1 个要素重复' },
    });
    expect(only.rows[0].lon).toBeCloseTo(lonLatOf([525, 325])[0], 6);
    expect((await get('faults?code=code-repeated', 'en')).json().rows[0].place).toBe('feature 4, field ZDDM');
    expect((await get('faults?cursor=zzz')).json().code).toBe('http.bad-cursor');
  });

  test('go out as points for the map', async () => {
    const answer = await get('faults.geojson');
    expect(answer.headers['content-type']).toContain('application/geo+json');
    const { features } = answer.json();
    // The one without a geometry has no place on the map.
    expect(features).toHaveLength(6);
    for (const { geometry, properties } of features)
      expect(geometry).toEqual({ type: 'Point', coordinates: [properties.lon, properties.lat] });
  });

  test('go out as a workbook with a row each', async () => {
    const answer = await get('faults.xlsx');
    expect(answer.headers['content-disposition']).toContain(
      "filename*=UTF-8''%E5%AE%97%E5%9C%B0%201-faults.xlsx",
    );
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(answer.rawPayload as unknown as ArrayBuffer);
    const sheet = workbook.getWorksheet('问题清单')!;
    expect(sheet.rowCount).toBe(8);
    const rows = sheet.getSheetValues().slice(2) as unknown[][];
    expect(rows.find((row) => row[9] === 'code-repeated')!.slice(1, 5)).toEqual([
      '隔离',
      4,
      'OK',
      '代码“OK”与第 1 个要素重复',
    ]);
  });
});

test('the quarantine goes out with its reasons, and comes in again when it is mended', async () => {
  const answer = await get('quarantine', 'en');
  const { features } = answer.json();
  expect(features.map(({ properties }: { properties: object }) => properties)).toMatchObject([
    { ZDDM: 'NONE', LZ_FEATURE: 3, LZ_CODE: 'geometry-null', LZ_REASON: 'there is no geometry' },
    {
      ZDDM: 'OK',
      LZ_FEATURE: 4,
      LZ_CODE: 'code-repeated',
      LZ_REMEDY: 'Mend one of the codes and submit it again',
    },
    { ZDDM: '', LZ_FEATURE: 5, LZ_CODE: 'code-missing' },
  ]);
  expect(features[1].geometry.type).toMatch(/Polygon/);
  await world.commit(officer, checked);
  features[1].properties.ZDDM = 'MENDED';
  features[2].properties.ZDDM = 'FILLED';
  const mended = geojson(features.slice(1));
  const again = await world.check(officer, await world.propose(officer, '改正.geojson', mended), {
    target: 'parcels',
    fields: { code: 'ZDDM' },
  });
  expect(again.report).toMatchObject({ features: 2, valid: 2, quarantined: 0 });
  await world.commit(officer, again);
  // It is still there after the commit, for whoever mends it later.
  expect((await get('quarantine')).json().features).toHaveLength(3);
});

test.each(['shapefile', 'geopackage', 'flatgeobuf', 'xlsx', 'csv'])(
  'the quarantine goes out as %s',
  async (format) => {
    const answer = await get(`quarantine?format=${format}`);
    expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
    expect(answer.rawPayload.length).toBeGreaterThan(100);
  },
);

test('boundary-point TXT holds areas only, and says so of a feature without one', async () => {
  const answer = await get('quarantine?format=txt');
  expect([answer.statusCode, answer.json().code]).toEqual([422, 'land.export-refused']);
  expect(answer.json().title).toContain('第 1 个要素');
});

test('no other format is offered', async () => {
  const answer = await get('quarantine?format=dwg');
  expect([answer.statusCode, answer.json().code]).toEqual([400, 'land.format-unknown']);
});
