import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveCrs } from '@lizhu/geodata';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from './browser.ts';
import { makeWorld, type World } from './world.ts';

let world: World;
let officer: Browser;
let folder: string;
beforeAll(async () => {
  world = await makeWorld();
  await world.build();
  officer = await world.as('officer');
  folder = await mkdtemp(join(tmpdir(), 'lizhu-export-test-'));
});
afterAll(async () => {
  await world.drop();
  await rm(folder, { recursive: true, force: true });
});

const url = (query: string) => `/api/v1/land/parcels/export?${query}`;

test('GeoJSON holds the selection with its mark, under a name that says what it is', async () => {
  const answer = await officer.get(url('format=geojson&class=usable-now'));
  expect(answer.statusCode).toBe(200);
  const name = decodeURIComponent(
    /filename\*=UTF-8''(.*)$/.exec(String(answer.headers['content-disposition']))![1]!,
  );
  expect(name).toBe('宗地-演示数据-20260218-EPSG4490.geojson');
  const { features } = answer.json();
  expect(features).toHaveLength(76);
  for (const { properties } of features) {
    expect(properties).toMatchObject({
      KYX: 'usable-now',
      KYXMC: '可立刻使用',
      BZ: '演示数据 Demonstration data',
    });
  }
  const codes = features.map(({ properties }: { properties: { ZDDM: string } }) => properties.ZDDM);
  expect(codes).toEqual([...codes].sort());
});

test('what cannot be done is said before anything is sent', async () => {
  const refused = async (query: string) => {
    const answer = await officer.get(url(query), { 'accept-language': 'en' });
    return [answer.statusCode, answer.json().code];
  };
  expect(await refused('format=dwg')).toEqual([400, 'land.format-unknown']);
  expect(await refused('format=constructor')).toEqual([400, 'land.format-unknown']);
  expect(await refused('format=geojson&crs=EPSG:2383')).toEqual([400, 'land.crs-unknown']);
  expect(await refused('format=txt&crs=EPSG:4490')).toEqual([422, 'land.export-refused']);
  expect(await refused('format=geojson&bbox=1,2')).toEqual([400, 'land.bad-bbox']);
});

test('no file stays behind', async () => {
  const { TMPDIR } = process.env;
  process.env.TMPDIR = folder;
  try {
    await officer.get(url('format=geojson'));
    await officer.get(url('format=txt&crs=EPSG:4490'));
    await expect.poll(() => readdir(folder)).toEqual([]);
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
});

test('boundary-point TXT comes in the programme’s zone when none is asked for', async () => {
  const answer = await officer.get(url('format=txt&class=existing-space'));
  expect(answer.statusCode).toBe(200);
  expect(String(answer.headers['content-disposition'])).toContain('EPSG4547');
  expect(answer.body).toContain('坐标系=2000国家大地坐标系');
});

describe.skipIf(!existsSync('/usr/bin/ogrinfo'))('GDAL reads every format', () => {
  test.each([
    ['geojson', 'EPSG:4490', 'all.geojson'],
    ['shapefile', 'EPSG:4547', 'all.zip'],
    ['geopackage', 'EPSG:4547', 'all.gpkg'],
    ['flatgeobuf', 'EPSG:4526', 'all.fgb'],
    ['csv', 'EPSG:4547', 'all.csv'],
    ['xlsx', 'EPSG:4547', 'all.xlsx'],
  ])('%s in %s', async (format, crs, name) => {
    const answer = await officer.get(url(`format=${format}&crs=${crs}`));
    expect(answer.statusCode, answer.body.slice(0, 500)).toBe(200);
    const file = join(folder, name);
    await writeFile(file, answer.rawPayload);
    const source = format === 'shapefile' ? `/vsizip/${file}` : file;
    const said = execFileSync('ogrinfo', ['-so', '-al', source], { encoding: 'utf8' });
    const features = Number(/Feature Count: (\d+)/.exec(said)![1]);
    expect(features).toBeGreaterThanOrEqual(300);
    if (format === 'csv' || format === 'xlsx') return;
    expect(features).toBe(300);
    const [minX] = /Extent: \(([^)]*)\)/.exec(said)![1]!.split(',').map(Number);
    const west = Math.min(
      ...world.ledger.parcels.flatMap(({ geometry }) =>
        (geometry.coordinates[0] as [number, number][]).map(
          ([lon, lat]) => resolveCrs(crs).fromLonLat(lon, lat)[0],
        ),
      ),
    );
    expect(minX).toBeCloseTo(west, crs === 'EPSG:4490' ? 5 : 2);
  });
});
