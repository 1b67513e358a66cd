import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { inScope } from '@lizhu/db';
import { VectorTile, type VectorTileLayer } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bumpDataVersion } from '../store/data-version.ts';
import { tileCollections } from '../tiles/tile-sources.ts';
import type { Browser } from './browser.ts';
import { makeWorld, type World } from './world.ts';

let world: World;
let officer: Browser;
let folder: string;
/** A tile within base A. */
let address: string;
beforeAll(async () => {
  world = await makeWorld();
  await world.build();
  officer = await world.as('officer');
  folder = await mkdtemp(join(tmpdir(), 'lizhu-tile-test-'));
  const [lon, lat] = world.ledger.parcels[0]!.geometry.coordinates[0]![0] as [number, number];
  address = tileAt(lon + 0.001, lat + 0.001, 15);
});
afterAll(async () => {
  await world.drop();
  await rm(folder, { recursive: true, force: true });
});

function tileAt(lon: number, lat: number, z: number): string {
  const n = 2 ** z;
  const y = (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2;
  return `${z}/${Math.floor(((lon + 180) / 360) * n)}/${Math.floor(y * n)}`;
}

test('every collection that a page may ask for has TileJSON, whose addresses answer', async () => {
  for (const collection of tileCollections) {
    const answer = await officer.get(`/tiles/${collection}/tile.json?v=1`);
    expect([collection, answer.statusCode]).toEqual([collection, 200]);
    const { tiles, vector_layers, maxzoom } = answer.json();
    expect(vector_layers[0].id).toBe(collection);
    expect(maxzoom).toBe(collection === 'readiness' ? 11 : 16);
    const [z, x, y] = address.split('/');
    const url = new URL(tiles[0].replace('{z}', z).replace('{x}', x).replace('{y}', y));
    expect(url.host).toBe('land.test');
    expect((await officer.get(url.pathname + url.search)).statusCode).toBe(200);
  }
});

test('TileJSON says where parcels lie and what is known of each', async () => {
  const { bounds, vector_layers } = (await officer.get('/tiles/parcels/tile.json')).json();
  const lons = world.ledger.parcels.flatMap(({ geometry }) =>
    (geometry.coordinates[0] as [number, number][]).map(([lon]) => lon),
  );
  expect(bounds[0]).toBeCloseTo(Math.min(...lons), 6);
  expect(bounds[2]).toBeCloseTo(Math.max(...lons), 6);
  expect(Object.keys(vector_layers[0].fields)).toEqual(
    expect.arrayContaining(['id', 'code', 'class', 'base', 'tenure', 'use', 'owner', 'area']),
  );
});

test('what does not exist is not found; empty ground is an empty tile', async () => {
  const nowhere = [
    'nothing/tile.json',
    'nothing/1/0/0.mvt',
    'parcels/3/8/0.mvt',
    'parcels/23/0/0.mvt',
    'sites+nothing/1/0/0.mvt',
    'sites+sites/1/0/0.mvt',
    'sites+bases/tile.json',
  ];
  for (const url of nowhere)
    expect([url, (await officer.get(`/tiles/${url}`)).statusCode]).toEqual([url, 404]);
  expect((await officer.get('/tiles/parcels/x/0/0.mvt')).statusCode).toBe(400);
  const sea = await officer.get('/tiles/parcels/12/0/0.mvt');
  expect([sea.statusCode, sea.rawPayload.length]).toEqual([200, 0]);
});

test('visitors are asked to sign in; another programme sees nothing', async () => {
  expect((await world.app.inject({ url: `/tiles/parcels/${address}.mvt` })).statusCode).toBe(401);
  const stranger = await world.as('stranger');
  for (const collection of tileCollections) {
    const answer = await stranger.get(`/tiles/${collection}/${address}.mvt`);
    expect([answer.statusCode, answer.rawPayload.length]).toEqual([200, 0]);
  }
  expect((await stranger.get('/tiles/parcels/tile.json')).json()).not.toHaveProperty('bounds');
});

/** The layers of a tile, by name. */
async function layersAt(url: string, browser = officer) {
  const { rawPayload } = await browser.get(url);
  return new VectorTile(new PbfReader(rawPayload)).layers;
}

test('several collections come in one tile, each as it comes alone', async () => {
  const together = await layersAt(`/tiles/sites+bases+layer-farmland/${address}.mvt`);
  expect(Object.keys(together)).toEqual(['bases', 'layer-farmland']);
  for (const name of ['bases', 'layer-farmland']) {
    const alone = (await layersAt(`/tiles/${name}/${address}.mvt`))[name]!;
    expect(together[name]!.length).toBe(alone.length);
    expect(together[name]!.feature(0).properties).toEqual(alone.feature(0).properties);
  }
});

test('from afar parcels are put together by base and class, and lose no ground', async () => {
  const [lon, lat] = world.ledger.parcels[0]!.geometry.coordinates[0]![0] as [number, number];
  const afar = (await layersAt(`/tiles/readiness/${tileAt(lon, lat, 11)}.mvt`))['readiness']!;
  const near = (await layersAt(`/tiles/parcels/${tileAt(lon, lat, 11)}.mvt`))['parcels']!;
  expect(afar.length).toBeLessThan(near.length / 5);
  const [before, after] = [areaByGroup(near), areaByGroup(afar)];
  expect([...after.keys()].toSorted()).toEqual([...before.keys()].toSorted());
  for (const [group, area] of after) expect(area / before.get(group)!).toBeCloseTo(1, 1);
});

/** Square units of the tile by base and class. */
function areaByGroup(layer: VectorTileLayer): Map<string, number> {
  const areas = new Map<string, number>();
  for (let i = 0; i < layer.length; i++) {
    const feature = layer.feature(i);
    const group = `${feature.properties['base']} ${feature.properties['class']}`;
    for (const ring of feature.loadGeometry()) {
      for (let k = 0; k + 1 < ring.length; k++) {
        const turn = (ring[k]!.x * ring[k + 1]!.y - ring[k + 1]!.x * ring[k]!.y) / 2;
        areas.set(group, (areas.get(group) ?? 0) + turn);
      }
    }
  }
  return areas;
}

describe('the tag of a tile', () => {
  const tagOf = async (collection: string, browser = officer) =>
    String((await browser.get(`/tiles/${collection}/${address}.mvt`)).headers.etag);
  const change = (what: 'ledger' | 'sites') =>
    inScope(world.used.database, world.system, (tx) => bumpDataVersion(tx, world.clock.now, what));

  test('spares sending what the reader has', async () => {
    const tag = await tagOf('parcels');
    const again = await officer.get(`/tiles/parcels/${address}.mvt`, { 'if-none-match': tag });
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
  });

  test('is another for another reach, and the same for another post of the same', async () => {
    const tag = await tagOf('parcels');
    expect(await tagOf('parcels', await world.as('viewer'))).toBe(tag);
    expect(await tagOf('parcels', await world.as('officerA'))).not.toBe(tag);
  });

  test('turns over with the ledger; with sites only that of sites', async () => {
    const before = { parcels: await tagOf('parcels'), sites: await tagOf('sites') };
    await change('sites');
    expect(await tagOf('parcels')).toBe(before.parcels);
    expect(await tagOf('sites')).not.toBe(before.sites);
    await change('ledger');
    expect(await tagOf('parcels')).not.toBe(before.parcels);
  });
});

test('a change shows in the next tile', async () => {
  const url = `/tiles/parcels/${address}.mvt`;
  const before = (await officer.get(url)).rawPayload;
  await inScope(world.used.database, world.system, async (tx) => {
    await tx.query(`update land.parcel set owner = '新权利人' where code = $1`, [
      world.ledger.parcels[0]!.code,
    ]);
    await bumpDataVersion(tx, world.clock.now);
  });
  const after = (await officer.get(url)).rawPayload;
  expect(before.includes('新权利人')).toBe(false);
  expect(after.includes('新权利人')).toBe(true);
});

test('who can unpack it gets it packed', async () => {
  const url = `/tiles/parcels/${address}.mvt`;
  const plain = await officer.get(url);
  const packed = await officer.get(url, { 'accept-encoding': 'gzip, br' });
  expect(packed.headers['content-encoding']).toBe('gzip');
  expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length);
  expect(gunzipSync(packed.rawPayload).equals(plain.rawPayload)).toBe(true);
});

test.skipIf(!existsSync('/usr/bin/ogr2ogr'))('GDAL reads what the pages filter by', async () => {
  const [z, x, y] = address.split('/') as [string, string, string];
  await mkdir(join(folder, z, x), { recursive: true });
  const file = join(folder, z, x, `${y}.mvt`);
  await writeFile(file, (await officer.get(`/tiles/parcels/${address}.mvt`)).rawPayload);
  const text = execFileSync('ogr2ogr', ['-f', 'GeoJSON', '/vsistdout/', file, 'parcels'], {
    encoding: 'utf8',
  });
  const { features } = JSON.parse(text);
  expect(features.length).toBeGreaterThan(50);
  const { rows } = (await officer.get('/api/v1/land/parcels?limit=500')).json();
  const byId = new Map(rows.map((row: { id: string }) => [row.id, row]));
  for (const { properties } of features) {
    const row = byId.get(properties.id) as Record<string, unknown>;
    expect(properties).toMatchObject({
      code: row.code,
      class: row.readiness,
      base: row.baseId,
      tenure: row.tenure,
      use: row.useCode,
      owner: row.owner,
      area: Math.round(row.areaSqm as number),
    });
  }
});
