import { readdir, rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Import, ImportMapping } from '../contract.ts';
import type { Browser } from './browser.ts';
import { geojson, IMPORTS, type ImportWorld, makeImportWorld, mappingOf, multipart } from './import-world.ts';
import { rectangle } from './plane-world.ts';

let world: ImportWorld;
let officer: Browser;
beforeAll(async () => {
  world = await makeImportWorld();
  officer = await world.as('officer');
});
afterAll(() => world.drop());

const at = (east: number, north = 300) => rectangle([east, north], 50, 50);
const faultsOf = (entry: Import): string[] =>
  entry.report!.faults.map(({ code, severity, count }) => `${severity} ${code} ${count}`);
const checkOf = async (file: string, mapping: Partial<ImportMapping> = {}): Promise<Import> =>
  world.check(officer, await world.propose(officer, '宗地.geojson', file), mapping);

describe('a file is refused', () => {
  const post = async (name: string, content: string | Uint8Array): Promise<[number, string]> => {
    const answer = await world.app.inject({
      method: 'POST',
      url: IMPORTS,
      ...multipart(name, content, officer.cookie),
    });
    return [answer.statusCode, answer.json().code];
  };

  test('at once when nothing reads its type, or it is one of several', async () => {
    expect(await post('计划.dwg', 'x'.repeat(300_000))).toEqual([415, 'land.file-type-refused']);
    expect(await post('a.b.RAR', 'x')).toEqual([415, 'land.file-type-refused']);
    expect(await post('宗地.shp', 'x')).toEqual([415, 'land.file-needs-zip']);
  });

  test('when there is none in the form', async () => {
    const answer = await world.app.inject({
      method: 'POST',
      url: IMPORTS,
      headers: {
        'content-type': 'multipart/form-data; boundary=B',
        cookie: officer.cookie,
        'sec-fetch-site': 'same-origin',
        host: 'land.test',
      },
      payload: '--B\r\nContent-Disposition: form-data; name="x"\r\n\r\ny\r\n--B--\r\n',
    });
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'land.file-missing']);
  });

  test.each([
    ['empty', '空.geojson', ''],
    ['of another type under the right ending', '假.geojson', 'PK\x03\x04 not a zip'],
    ['cut off before its first feature', '断.geojson', '{"type":"FeatureCollection","features":['],
    ['no archive', '坏.zip', 'nothing'],
    ['no GeoPackage', '坏.gpkg', `SQLite format 3\0${'x'.repeat(200)}`],
  ])('when looked at: %s', async (_, name, content) => {
    const entry = await world.propose(officer, name, content);
    expect(['refused', 'proposed']).toContain(entry.state);
    if (entry.state === 'proposed') {
      // What is there of the file is a record that ends too early, for the dry run to report.
      expect(entry.proposal!.features ?? 0).toBeLessThanOrEqual(1);
      return;
    }
    expect(entry.problem!.message.zh.length).toBeGreaterThan(5);
    expect(entry.problem!.message.en.length).toBeGreaterThan(5);
    expect(entry.problem!.remedy.zh.length).toBeGreaterThan(3);
    expect(entry.proposal).toBeNull();
  });

  test('when it is larger than the limit, and nothing of it is kept', async () => {
    const before = (await readdir(world.filesFolder)).length;
    world.limitUploads(1_000);
    expect(await post('大.geojson', 'x'.repeat(1_001))).toEqual([413, 'http.body-too-large']);
    world.limitUploads(1_000_000);
    expect((await readdir(world.filesFolder)).length).toBe(before);
  });
});

describe('texts', () => {
  const nasty = `"'; drop table land.parcel; --${'长'.repeat(970)}`;

  test('of a thousand characters with quotes are kept as they are', async () => {
    expect([...nasty]).toHaveLength(1_000);
    const checked = await checkOf(
      geojson([{ properties: { ZDDM: `O'Brien "1"`, QLR: nasty }, geometry: at(0) }]),
    );
    expect(faultsOf(checked)).toEqual([]);
    await world.commit(officer, checked);
    const [row] = (await officer.get(`/api/v1/land/parcels?q=${encodeURIComponent("O'Brien")}`)).json().rows;
    expect(row).toMatchObject({ code: `O'Brien "1"`, owner: nasty });
  });

  test('as a code are refused by their length, and as an owner cut with a word about it', async () => {
    const checked = await checkOf(
      geojson([
        { properties: { ZDDM: nasty }, geometry: at(100) },
        { properties: { ZDDM: 'LONG', QLR: `${nasty}${'😀'.repeat(10)}` }, geometry: at(200) },
      ]),
    );
    expect(faultsOf(checked)).toEqual(['quarantine code-too-long 1', 'note text-shortened 1']);
    const { rows } = (await officer.get(`${IMPORTS}/${checked.id}/faults`)).json();
    expect(rows[0].featureId).toHaveLength(101);
  });

  test('with what no database holds lose only that', async () => {
    const features = [{ properties: { ZDDM: 'NUL', QLR: 'a\0b', 'f\0': '\ud800x' }, geometry: at(300) }];
    const checked = await checkOf(geojson(features));
    expect(checked.report).toMatchObject({ features: 1, quarantined: 0 });
    await world.commit(officer, checked);
    expect((await officer.get('/api/v1/land/parcels?q=NUL')).json().rows[0].owner).toBe('a\ufffdb');
  });
});

describe('a mapping', () => {
  let entry: Import;
  beforeAll(async () => {
    const features = [{ properties: { ZDDM: 'M1', QLR: '某' }, geometry: at(400) }];
    entry = await world.propose(officer, '宗地.geojson', geojson(features));
  });
  const refusal = async (said: Partial<ImportMapping>): Promise<[number, string]> => {
    const answer = await officer.send('POST', `${IMPORTS}/${entry.id}/mapping`, mappingOf(entry, said));
    return [answer.statusCode, answer.json().code];
  };

  test.each<[string, Partial<ImportMapping>, string]>([
    ['without a field for the code', { fields: {} }, 'land.mapping-incomplete'],
    ['with a column that is not there', { fields: { code: 'NO"PE' } }, 'land.field-unknown'],
    ['with a layer that is not there', { layer: 'nope' }, 'land.layer-unknown'],
    ['with blanks for a source', { source: '   ' }, 'land.source-needed'],
    ['with an unknown coordinate system', { crs: 'EPSG:99999' }, 'land.crs-unusable'],
    ['with a local datum', { crs: 'EPSG:2383' }, 'land.crs-unusable'],
    [
      'of boundaries without a document',
      { target: 'boundaries', fields: { baseCode: 'ZDDM' } },
      'land.document-needed',
    ],
  ])('is refused %s', async (_, said, code) => {
    expect(await refusal(said)).toEqual([422, code]);
  });

  test('that takes the wrong column keeps everything out, and says so', async () => {
    const features = Array.from({ length: 3 }, (_, i) => ({
      properties: { ZDDM: `W${i}`, KIND: '工业' },
      geometry: at(500 + 60 * i),
    }));
    const proposed = await world.propose(officer, '宗地.geojson', geojson(features));
    const wrong = await world.check(officer, proposed, { fields: { code: 'KIND' } });
    expect(faultsOf(wrong)).toEqual(['quarantine code-repeated 2']);
    const right = await world.check(officer, wrong, { fields: { code: 'ZDDM' } });
    expect(right.report).toMatchObject({ valid: 3, quarantined: 0, faults: [] });
  });
});

test('what is not as it was confirmed is to be confirmed anew', async () => {
  const features = [{ properties: { ZDDM: 'Z' }, geometry: at(700) }];
  const proposed = await world.propose(officer, '宗地.geojson', geojson(features));
  const back = await world.check(officer, proposed, { crs: 'EPSG:4547' });
  expect(back).toMatchObject({ state: 'proposed', report: null, problem: { code: 'land.reading-differs' } });
  expect(back.problem!.message.zh).toMatch(/^文件与所确认的不符：.{5,}/);
  expect((await world.check(officer, back, { crs: 'EPSG:4490' })).problem).toBeNull();
});

test('when everything is kept out, there is nothing to commit', async () => {
  const checked = await checkOf(geojson([{ properties: { ZDDM: '' }, geometry: at(700) }]));
  expect(checked.report).toMatchObject({ features: 1, valid: 0, quarantined: 1 });
  const answer = await officer.send('POST', `${IMPORTS}/${checked.id}/commit`, {
    revision: checked.revision,
  });
  expect([answer.statusCode, answer.json().code]).toEqual([422, 'land.import-nothing-usable']);
});

test('what lies far from the programme is kept out: it would break the plane of everybody', async () => {
  const ring = [
    [10, 50],
    [10.001, 50],
    [10.001, 50.001],
    [10, 50.001],
    [10, 50],
  ];
  const far = { properties: { ZDDM: 'FAR' }, geometry: { type: 'Polygon', coordinates: [ring] } };
  const checked = await checkOf(geojson([far, { properties: { ZDDM: 'NEAR' }, geometry: at(800) }]));
  expect(faultsOf(checked)).toEqual(['quarantine far-away 1']);
});

test('a file that went away meanwhile fails its dry run in plain words', async () => {
  const proposed = await world.propose(
    officer,
    '宗地.geojson',
    geojson([{ properties: { ZDDM: 'GONE' }, geometry: at(0, 600) }]),
  );
  await rm(world.filesFolder, { recursive: true });
  const failed = await world.check(officer, proposed);
  expect(failed).toMatchObject({ state: 'failed', problem: { code: 'land.file-gone' }, report: null });
  const answer = await officer.send('POST', `${IMPORTS}/${failed.id}/discard`, { revision: failed.revision });
  expect(answer.json()).toMatchObject({ state: 'discarded', problem: null });
});
