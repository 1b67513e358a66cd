import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
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
  folder = await mkdtemp(join(tmpdir(), 'lizhu-ogc-test-'));
});
afterAll(async () => {
  await world.drop();
  await rm(folder, { recursive: true, force: true });
});

const items = '/ogc/collections/parcels/items';
const get = async (url: string) => {
  const answer = await officer.get(url);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
};

describe('what the standard asks for', () => {
  test('the landing page leads to everything', async () => {
    const { links } = await get('/ogc/');
    for (const rel of ['service-desc', 'conformance', 'data']) {
      const { href } = links.find((link: { rel: string }) => link.rel === rel);
      await get(new URL(href).pathname);
    }
    expect((await get('/ogc/conformance')).conformsTo).toContain(
      'http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs',
    );
  });

  test('a collection says where it lies, in which systems it comes, and in which it is kept', async () => {
    const { collections } = await get('/ogc/collections');
    const parcels = collections.find(({ id }: { id: string }) => id === 'parcels');
    expect(parcels.storageCrs).toBe('http://www.opengis.net/def/crs/EPSG/0/4490');
    expect(parcels.crs[0]).toBe('http://www.opengis.net/def/crs/OGC/1.3/CRS84');
    const [west, south, east, north] = parcels.extent.spatial.bbox[0];
    expect(west).toBeGreaterThan(113);
    expect(south).toBeGreaterThan(22);
    expect(east).toBeGreaterThan(west);
    expect(north).toBeGreaterThan(south);
  });

  test('paging by next reaches every parcel once', async () => {
    const seen = new Set<string>();
    let next: string | undefined = `${items}?limit=77`;
    let pages = 0;
    while (next !== undefined) {
      const page = await get(next);
      for (const { id } of page.features) seen.add(id);
      expect(page.numberReturned).toBe(page.features.length);
      const link = page.links.find(({ rel }: { rel: string }) => rel === 'next');
      next = link === undefined ? undefined : link.href.slice(link.href.indexOf('/ogc'));
      pages++;
    }
    expect(seen.size).toBe(300);
    expect(pages).toBe(4);
  });

  test('properties and dates select; what is misspelt is refused', async () => {
    expect((await get(`${items}?readiness=blocked&limit=1`)).numberMatched).toBe(100);
    expect((await get(`${items}?tenure=collective&acquired=false`)).numberMatched).toBe(60);
    expect((await get(`${items}?datetime=2020-12-31`)).numberMatched).toBe(0);
    expect((await get(`${items}?datetime=2021-01-01`)).numberMatched).toBe(300);
    expect((await get(`${items}?datetime=../2020-06-01T00:00:00Z`)).numberMatched).toBe(0);
    for (const wrong of [
      'readines=blocked',
      'acquired=perhaps',
      'area_sqm=large',
      'limit=0',
      'datetime=yesterday',
      'bbox=1,2,3',
      'crs=EPSG:9999',
      'after=x',
      `bbox=1e9,1e9,2e9,2e9&bbox-crs=${encodeURIComponent('http://www.opengis.net/def/crs/EPSG/0/4547')}`,
    ]) {
      const answer = await officer.get(`${items}?${wrong}`);
      expect([wrong, answer.statusCode]).toEqual([wrong, 400]);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    }
  });

  test('one feature is what the list says of it', async () => {
    const [feature] = (await get(`${items}?limit=1`)).features;
    const { links, ...alone } = await get(`${items}/${feature.id}`);
    expect(alone).toEqual(feature);
    expect(links.map(({ rel }: { rel: string }) => rel)).toEqual(['self', 'collection']);
    expect((await officer.get(`${items}/nothing`)).statusCode).toBe(404);
    expect((await officer.get('/ogc/collections/nothing/items')).statusCode).toBe(404);
  });

  test('axes come in the order of the authority: 4490 latitude first, 4547 northing first', async () => {
    const uri = (code: number) => encodeURIComponent(`http://www.opengis.net/def/crs/EPSG/0/${code}`);
    const plain = await get(`${items}?limit=1`);
    const [lon, lat] = plain.features[0].geometry.coordinates[0][0][0];
    const geographic = await officer.get(`${items}?limit=1&crs=${uri(4490)}`);
    expect(geographic.headers['content-crs']).toBe('<http://www.opengis.net/def/crs/EPSG/0/4490>');
    expect(geographic.json().features[0].geometry.coordinates[0][0][0]).toEqual([lat, lon]);
    const projected = (await get(`${items}?limit=1&crs=${uri(4547)}`)).features[0].geometry
      .coordinates[0][0][0];
    const [east, north] = resolveCrs('EPSG:4547').fromLonLat(lon, lat);
    expect(projected[0]).toBeCloseTo(north, 3);
    expect(projected[1]).toBeCloseTo(east, 3);

    const box = [lat - 1e-5, lon - 1e-5, lat + 1e-5, lon + 1e-5].join(',');
    const found = await get(`${items}?bbox=${box}&bbox-crs=${uri(4490)}`);
    expect(found.numberMatched).toBeGreaterThanOrEqual(1);
    expect((await get(`${items}?bbox=${box}`)).numberMatched).toBe(0);
    const metres = [north - 1, east - 1, north + 1, east + 1].join(',');
    expect((await get(`${items}?bbox=${metres}&bbox-crs=${uri(4547)}`)).numberMatched).toBe(
      found.numberMatched,
    );
  });
});

test('a visitor is asked who he is', async () => {
  const answer = await world.app.inject({ url: items });
  expect(answer.statusCode).toBe(401);
  expect(answer.headers['www-authenticate']).toBe('Basic realm="Lizhu"');
});

describe.skipIf(!existsSync('/usr/bin/ogr2ogr'))('GDAL as the client', () => {
  let address: string;
  let token: string;
  beforeAll(async () => {
    await world.app.listen({ host: '127.0.0.1', port: 0 });
    address = `http://127.0.0.1:${(world.app.server.address() as AddressInfo).port}`;
    const made = await officer.send('POST', '/api/v1/identity/tokens', { name: 'QGIS', days: 30 });
    token = made.json().token;
  });
  const run = async (program: string, args: readonly string[]): Promise<string> => {
    const { stdout, stderr } = await promisify(execFile)(program, [...args], { maxBuffer: 64 * 1024 * 1024 });
    expect(stderr.replaceAll(/Warning 1:.*\n/g, '')).toBe('');
    return stdout;
  };

  test.each([
    ['a bearer token', () => ['--config', 'GDAL_HTTP_HEADERS', `Authorization: Bearer ${token}`]],
    ['the token as a password', () => ['--config', 'GDAL_HTTP_USERPWD', `officer:${token}`]],
    ['a session cookie', () => ['--config', 'GDAL_HTTP_COOKIE', officer.cookie]],
  ])('ogrinfo counts with %s', async (_, authorisation) => {
    const said = await run('ogrinfo', [...authorisation(), '-so', `OAPIF:${address}/ogc`, 'parcels']);
    expect(said).toContain('Feature Count: 300');
    expect(said).toMatch(/area_sqm: Real/);
  });

  test('ogr2ogr copies all parcels, through several pages', async () => {
    const out = join(folder, 'all.geojson');
    const authorisation = ['--config', 'GDAL_HTTP_HEADERS', `Authorization: Bearer ${token}`];
    await run('ogr2ogr', [...authorisation, '-oo', 'PAGE_SIZE=80', out, `OAPIF:${address}/ogc`, 'parcels']);
    const { features } = JSON.parse(await readFile(out, 'utf8'));
    expect(features).toHaveLength(300);
    const codes = new Set(
      features.map((feature: { properties: { code: string } }) => feature.properties.code),
    );
    expect(codes).toEqual(new Set(world.ledger.parcels.map(({ code }) => code)));
    const places = new Map(world.ledger.parcels.map(({ code, geometry }) => [code, geometry.coordinates[0]]));
    for (const { properties, geometry } of features) {
      const [lon, lat] = geometry.coordinates[0][0][0];
      const ring = places.get(properties.code) as [number, number][];
      expect(Math.min(...ring.map(([x, y]) => Math.hypot(x - lon, y - lat)))).toBeLessThan(1e-6);
    }
  });

  test('a spatial filter and an attribute filter select on the server', async () => {
    const [lon, lat] = world.ledger.parcels[0]!.geometry.coordinates[0]![0] as [number, number];
    const authorisation = ['--config', 'GDAL_HTTP_HEADERS', `Authorization: Bearer ${token}`];
    const window = [lon - 0.0001, lat - 0.0001, lon + 0.0001, lat + 0.0001].map(String);
    const near = await run('ogrinfo', [
      ...authorisation,
      '-so',
      '-spat',
      ...window,
      `OAPIF:${address}/ogc`,
      'parcels',
    ]);
    expect(near).toContain('Feature Count: 1');
    const blocked = ['-where', "readiness = 'blocked'"];
    const said = await run('ogrinfo', [
      ...authorisation,
      '-so',
      ...blocked,
      `OAPIF:${address}/ogc`,
      'parcels',
    ]);
    expect(said).toContain('Feature Count: 100');
  });
});
