import { newId } from '@lizhu/db';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ParcelCard, ParcelPage, SearchHit } from '../contract.ts';
import type { Browser } from './browser.ts';
import { makeWorld, type World } from './world.ts';

let world: World;
let officer: Browser;
beforeAll(async () => {
  world = await makeWorld();
  await world.build();
  officer = await world.as('officer');
});
afterAll(() => world.drop());

const land = '/api/v1/land';
const page = async (query: string, browser = officer): Promise<ParcelPage> => {
  const answer = await browser.get(`${land}/parcels?${query}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
};

test('pages hold every parcel once, in the order asked for, whatever the sort', async () => {
  for (const sort of ['code', 'area', 'readiness', 'use', 'owner', 'base']) {
    for (const order of ['asc', 'desc']) {
      const seen: string[] = [];
      let cursor = '';
      for (;;) {
        const { rows, total, next } = await page(`sort=${sort}&order=${order}&limit=70${cursor}`);
        expect(total).toBe(300);
        seen.push(...rows.map(({ id }) => id));
        if (next === null) break;
        cursor = `&cursor=${next}`;
      }
      expect(new Set(seen).size).toBe(300);
      expect(seen).toHaveLength(300);
    }
  }
});

describe('filters', () => {
  const codes = async (query: string): Promise<string[]> =>
    (await page(`limit=500&${query}`)).rows.map(({ code }) => code);
  const expected = (keep: (parcel: World['ledger']['parcels'][number]) => boolean): string[] =>
    world.ledger.parcels
      .filter(keep)
      .map(({ code }) => code)
      .sort();

  test('each selects what it says', async () => {
    expect(await codes(`base=${world.baseA}`)).toEqual(expected(({ baseId }) => baseId === world.baseA));
    expect(await codes('tenure=collective')).toEqual(expected(({ tenure }) => tenure === 'collective'));
    expect(await codes('use=06')).toEqual(expected(({ useCode }) => useCode === '0601'));
    expect(await codes('q=4419000101GB')).toEqual(expected(({ code }) => code.startsWith('4419000101GB')));
    expect(await codes('q=4419000101gb')).toEqual(expected(({ code }) => code.startsWith('4419000101GB')));
    expect(await codes(`q=${encodeURIComponent('第2股份')}`)).toEqual(
      expected(({ owner }) => owner?.startsWith('第2股份') === true),
    );
    expect(await codes('q=%25')).toEqual([]);
    expect(await codes('minAreaSqm=4000')).toEqual([]);
    expect(await codes('class=existing-space')).toHaveLength(4);
  });

  test('property (seed 7): a window holds the parcels whose boxes meet it', async () => {
    const places = world.ledger.parcels.map(({ code, geometry }) => {
      const ring = geometry.coordinates[0] as [number, number][];
      const lons = ring.map(([lon]) => lon);
      const lats = ring.map(([, lat]) => lat);
      return {
        code,
        box: [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)] as const,
      };
    });
    const west = Math.min(...places.map(({ box }) => box[0]));
    const south = Math.min(...places.map(({ box }) => box[1]));
    const size = fc.double({ min: 1e-6, max: 0.015, noNaN: true });
    await fc.assert(
      fc.asyncProperty(size, size, size, size, async (x, y, width, height) => {
        const window = [west + x - 0.001, south + y - 0.001, west + x + width, south + y + height] as const;
        const meeting = places
          .filter(
            ({ box }) =>
              box[0] <= window[2] && box[2] >= window[0] && box[1] <= window[3] && box[3] >= window[1],
          )
          .map(({ code }) => code)
          .sort();
        expect(await codes(`bbox=${window.join(',')}`)).toEqual(meeting);
      }),
      { seed: 7, numRuns: 25 },
    );
  });

  test('table, summary and export tell the same of one selection', async () => {
    const selection = `base=${world.baseB}&tenure=state`;
    const { total, totalAreaSqm } = await page(selection);
    const summary = (await officer.get(`${land}/readiness/summary?${selection}`)).json();
    const { features } = (await officer.get(`${land}/parcels/export?format=geojson&${selection}`)).json();
    const sum = (key: 'parcels' | 'areaSqm') =>
      summary.total.reduce((all: number, entry: Record<string, number>) => all + entry[key]!, 0);
    expect([sum('parcels'), features.length]).toEqual([total, total]);
    expect(sum('areaSqm')).toBeCloseTo(totalAreaSqm, 3);
    expect(summary.byBase.map(({ baseId }: { baseId: string }) => baseId)).toEqual([world.baseB]);
  });

  test('a page that is none of ours is refused', async () => {
    const refused = async (query: string) => {
      const answer = await officer.get(`${land}/parcels?${query}`);
      return [answer.statusCode, answer.json().code];
    };
    expect(await refused('cursor=abc')).toEqual([400, 'http.bad-cursor']);
    const { next } = await page('sort=code&limit=1');
    expect(await refused(`sort=area&cursor=${next}`)).toEqual([400, 'http.bad-cursor']);
    expect(await refused('bbox=2,2,1,1')).toEqual([400, 'land.bad-bbox']);
    expect(await refused('limit=501')).toEqual([400, 'http.invalid-request']);
    expect(await refused('base=x')).toEqual([422, 'database.invalid-value']);
  });
});

test('a card tells of codes, both areas with their difference, and what lies under the parcel', async () => {
  const lot = world.ledger.parcels.find(({ legalAreaSqm }) => legalAreaSqm === 3620)!;
  const card: ParcelCard = (await officer.get(`${land}/parcels/${lot.id}`)).json();
  expect(card.parcel).toMatchObject({
    code: lot.code,
    useCode: '1201',
    useName: '空闲地',
    legalAreaSqm: 3620,
  });
  expect(card.areaDifferenceSqm).toBeCloseTo(card.parcel.areaSqm - 3620, 9);
  expect(card.areaDifferenceNotable).toBe(true);
  expect(card.geometry).toMatchObject({ type: 'MultiPolygon' });
  expect(card.overlaps.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['growth', 'land-plan', 'city-plan']),
  );
  for (const { share } of card.overlaps) expect(share).toBeLessThanOrEqual(1.000001);
  const nobody = await officer.get(`${land}/parcels/${newId()}`);
  expect([nobody.statusCode, nobody.json().code]).toEqual([404, 'land.parcel-not-found']);
});

test('the parcel at a place is the one that holds it; none elsewhere', async () => {
  const at = async (lon: number, lat: number, browser = officer): Promise<string | null> =>
    (await browser.get(`${land}/parcels/at?lon=${lon}&lat=${lat}`)).json().id;
  const { rows } = await page('limit=500');
  for (const { id, bbox } of rows) {
    const [west, south, east, north] = bbox;
    expect(await at((west + east) / 2, (south + north) / 2)).toBe(id);
  }
  const [west, south] = rows[0]!.bbox;
  expect(await at(west - 1, south)).toBeNull();
  expect(await at(-66, -40)).toBeNull();
  expect(await at(west, south, await world.as('stranger'))).toBeNull();
  expect((await officer.get(`${land}/parcels/at?lon=113.8&lat=91`)).statusCode).toBe(400);
  expect((await world.app.inject({ url: `${land}/parcels/at?lon=113.8&lat=23` })).statusCode).toBe(401);
});

test('search finds bases by name and initials, parcels by the beginning of their code', async () => {
  const hits = async (text: string): Promise<SearchHit[]> =>
    (await officer.get(`${land}/search?q=${encodeURIComponent(text)}`)).json().rows;
  expect(await hits('松山')).toMatchObject([
    { kind: 'base', id: world.baseA, title: '松山湖基地', subtitle: 'Base A' },
  ]);
  expect(await hits('ssh')).toMatchObject([{ kind: 'base', id: world.baseA }]);
  expect((await hits('ssh'))[0]!.bbox).toHaveLength(4);
  const parcels = await hits('4419000001gb');
  expect(parcels).toHaveLength(8);
  expect(parcels.every(({ kind, title }) => kind === 'parcel' && title.startsWith('4419000001GB'))).toBe(
    true,
  );
  expect(await hits('  ')).toEqual([]);
  expect(await hits('%')).toEqual([]);
});

test('layers and boundaries tell their versions, and which is in force', async () => {
  const { rows: layers } = (await officer.get(`${land}/layers`)).json();
  expect(layers.map(({ kind }: { kind: string }) => kind).sort()).toEqual(
    ['buildings', 'city-plan', 'farmland', 'growth', 'land-plan', 'road'].sort(),
  );
  for (const layer of layers) {
    expect(layer).toMatchObject({ version: 1, inForce: true });
    expect(layer.classes.reduce((sum: number, { features }: { features: number }) => sum + features, 0)).toBe(
      layer.features,
    );
  }
  const { rows: boundaries } = (await officer.get(`${land}/boundaries?base=${world.baseA}`)).json();
  expect(boundaries).toMatchObject([{ baseId: world.baseA, version: 1, inForce: true, effectiveTo: null }]);
});

test('the settings of the map are for everybody; what else there is asks who you are', async () => {
  const visitor = (path: string) => world.app.inject({ url: `${land}/${path}` });
  expect((await visitor('map-settings')).json()).toEqual({ baseMap: null, reviewNumber: null });
  expect((await visitor('published-sites')).json()).toEqual({ rows: [] });
  for (const path of [
    'parcels',
    'parcels/export?format=csv',
    'layers',
    'search?q=4',
    'data-version',
    'readiness/summary',
    'sites',
  ])
    expect([path, (await visitor(path)).statusCode]).toEqual([path, 401]);
});
