import { COMMON_GROUND, newId, type Scope } from '@lizhu/db';
import { type TestDatabase, useTestDatabase } from '@lizhu/db/testing';
import type { HttpApp } from '@lizhu/http';
import { createUser } from '@lizhu/identity';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SiteCard } from '../contract.ts';
import { FabricCache } from '../index.ts';
import { tileCollections } from '../tiles/tile-sources.ts';
import { Browser, PASSWORD } from './browser.ts';
import { copySeenRows } from './second-world.ts';
import { makeWorld, openServer, type World, worldMigrations } from './world.ts';

const SEED = 20210618;
const land = '/api/v1/land';

let whole: World;
let second: { readonly used: TestDatabase; readonly app: HttpApp };
/** The officer of base A in the whole world, and in one that never had anything else than what he may see. */
let here: Browser;
let there: Browser;
let hidden: {
  readonly parcel: string;
  readonly code: string;
  readonly site: SiteCard;
  readonly bbox: string;
};
let own: { readonly parcel: string; readonly site: SiteCard };

beforeAll(async () => {
  whole = await makeWorld();
  await whole.build();
  const officer = await whole.as('officer');
  const saved = async (baseId: string, name: string): Promise<SiteCard> => {
    const criteria = {
      baseIds: [baseId],
      minMu: 50,
      classes: ['usable-now'],
      gapM: 0,
      barriers: [],
      limit: 1,
    };
    const [site] = (await officer.send('POST', `${land}/sites/find`, criteria)).json().sites;
    const body = { name, note: '', parcelIds: site.parcelIds, criteria };
    return (await officer.send('POST', `${land}/sites`, body)).json();
  };
  const inB = whole.ledger.parcels.filter(({ baseId }) => baseId === whole.baseB);
  const inA = whole.ledger.parcels.filter(({ baseId }) => baseId === whole.baseA);
  const ring = inB[0]!.geometry.coordinates[0] as [number, number][];
  const lons = ring.map(([lon]) => lon);
  const lats = ring.map(([, lat]) => lat);
  hidden = {
    parcel: inB[0]!.id,
    code: inB[0]!.code,
    site: await saved(whole.baseB, '乙基地块'),
    bbox: [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)].join(','),
  };
  own = { parcel: inA[0]!.id, site: await saved(whole.baseA, '甲基地块') };
  here = await whole.as('officerA');
  second = await makeSecondWorld();
  there = new Browser(second.app);
  await there.signIn('officerA');
});
afterAll(async () => {
  await second.app.close();
  await second.used.drop();
  await whole.drop();
});

async function makeSecondWorld(): Promise<typeof second> {
  const used = await useTestDatabase(worldMigrations);
  const { programmeId, baseA, system } = whole;
  const seen: Scope = { ...system, role: 'land-officer', baseIds: [baseA, COMMON_GROUND] };
  await copySeenRows(whole.used.database, seen, used.database, system, SEED);
  const post = {
    programmeId,
    role: 'land-officer' as const,
    title: { zh: '岗位', en: 'Post' },
    baseIds: [baseA],
  };
  const user = { username: 'officerA', name: 'officerA 姓名', password: PASSWORD, posts: [post] };
  await createUser(used.database, user, whole.clock.now);
  const context = { ...whole.context, database: used.database, fabrics: new FabricCache(used.database) };
  return { used, app: await openServer(context) };
}

/** Everything of an answer that its reader can compare. */
function seenOf(answer: LightMyRequestResponse): object {
  const { 'x-request-id': _id, date: _date, connection: _connection, ...headers } = answer.headers;
  return { status: answer.statusCode, headers, body: answer.rawPayload.toString('latin1') };
}

/** The same without what differs from one asking to the next. */
function timelessOf(answer: LightMyRequestResponse): object {
  const body = answer.json();
  for (const key of ['seconds', 'id', 'requestId']) delete body[key];
  return { status: answer.statusCode, body };
}

function middleOf(bbox: string): string {
  const [west, south, east, north] = bbox.split(',').map(Number) as [number, number, number, number];
  return `lon=${(west + east) / 2}&lat=${(south + north) / 2}`;
}

function tilesOver(zooms: readonly number[]): string[] {
  const [lon, lat] = hidden.bbox.split(',').map(Number) as [number, number];
  return zooms.flatMap((z) => {
    const x = Math.floor(((lon + 180) / 360) * 2 ** z);
    const y = Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z);
    return [...tileCollections, 'sites+bases+layer-road'].map(
      (collection) => `/tiles/${collection}/${z}/${x}/${y}.mvt`,
    );
  });
}

test(`what an officer of one base reads is the same where the other base never was (seed ${SEED})`, async () => {
  const items = '/ogc/collections/parcels/items';
  const urls = [
    ...['', '&sort=area&order=desc', '&sort=owner', '&sort=base', '&class=usable-now', '&limit=7'].map(
      (query) => `${land}/parcels?limit=500${query}`.replace('limit=500&limit=7', 'limit=7'),
    ),
    `${land}/parcels?bbox=${hidden.bbox}`,
    `${land}/parcels?base=${whole.baseB}`,
    `${land}/parcels?ids=${hidden.parcel},${own.parcel}`,
    `${land}/parcels?q=${hidden.code.slice(0, 8)}`,
    `${land}/parcels/${hidden.parcel}`,
    `${land}/parcels/${own.parcel}`,
    `${land}/parcels/at?${middleOf(hidden.bbox)}`,
    `${land}/parcels/export?format=geojson`,
    `${land}/parcels/export?format=txt&base=${whole.baseB}`,
    `${land}/readiness/summary`,
    `${land}/readiness/summary?bbox=${hidden.bbox}`,
    `${land}/readiness/table`,
    `${land}/readiness/tables`,
    `${land}/search?q=${hidden.code}`,
    `${land}/search?q=${encodeURIComponent('银瓶')}`,
    `${land}/search?q=ypjd`,
    `${land}/search?q=${encodeURIComponent('基地块')}`,
    `${land}/search?q=44`,
    `${land}/layers`,
    `${land}/boundaries`,
    `${land}/boundaries?base=${whole.baseB}`,
    `${land}/data-version`,
    `${land}/sites`,
    `${land}/sites/${hidden.site.id}`,
    `${land}/sites/${own.site.id}`,
    `${land}/sites/${hidden.site.id}/export?format=geojson`,
    `${land}/sites/${own.site.id}/export?format=geojson`,
    `${land}/sites/${hidden.site.id}/sheet.pdf`,
    ...tileCollections.map((collection) => `/tiles/${collection}/tile.json`),
    ...tilesOver([10, 14, 16]),
    '/ogc/collections',
    `${items}/${hidden.parcel}`,
    `${items}/${own.parcel}`,
    '/ogc/collections/bases/items/x',
  ];
  for (const url of urls)
    expect([url, seenOf(await here.get(url))]).toEqual([url, seenOf(await there.get(url))]);
  for (const url of [
    `${items}?limit=500`,
    `${items}?bbox=${hidden.bbox}`,
    '/ogc/collections/sites/items',
    '/ogc/collections/bases/items',
  ]) {
    const timeless = (answer: LightMyRequestResponse) => ({ ...answer.json(), timeStamp: null });
    expect([url, timeless(await here.get(url))]).toEqual([url, timeless(await there.get(url))]);
  }
});

test('the comparison notices what is hidden: a post over both bases reads otherwise', async () => {
  const officer = await whole.as('officer');
  for (const url of [
    `${land}/parcels`,
    `${land}/readiness/summary`,
    `${land}/boundaries`,
    `${land}/sites`,
    ...tilesOver([14]).slice(0, 3),
    `${land}/parcels/at?${middleOf(hidden.bbox)}`,
  ])
    expect(seenOf(await officer.get(url))).not.toEqual(seenOf(await there.get(url)));
  expect((await here.get(`${land}/parcels`)).json().total).toBe(200);
  expect((await here.get(`${land}/sites/${own.site.id}`)).statusCode).toBe(200);
});

test('what he finds and previews is the same', async () => {
  const finds = [
    { gapM: 0, barriers: [] },
    { gapM: 30, barriers: ['boundary'] },
    { gapM: 30, barriers: [], baseIds: [whole.baseB] },
  ].map((change) => ({
    baseIds: [],
    minMu: 10,
    classes: ['usable-now', 'after-plan'],
    limit: 50,
    ...change,
  }));
  for (const criteria of finds) {
    const ask = (browser: Browser) => browser.send('POST', `${land}/sites/find`, criteria);
    expect(timelessOf(await ask(here))).toEqual(timelessOf(await ask(there)));
  }
  const { lines } = (await here.get(`${land}/readiness/table`)).json();
  const preview = (browser: Browser) =>
    browser.send('POST', `${land}/readiness/preview`, { lines: lines.slice(1) });
  expect(seenOf(await preview(here))).toEqual(seenOf(await preview(there)));
});

test('what he may not change refuses him as if it were not there', async () => {
  const edits: ((id: string) => [method: 'POST' | 'PATCH' | 'DELETE', url: string, body?: object])[] = [
    (id) => ['PATCH', `${land}/sites/${id}`, { revision: hidden.site.revision, name: '夺' }],
    (id) => ['POST', `${land}/sites/${id}/publish`, { revision: hidden.site.revision }],
    (id) => ['POST', `${land}/sites/${id}/withdraw`, { revision: hidden.site.revision }],
    (id) => ['DELETE', `${land}/sites/${id}?revision=${hidden.site.revision}`],
  ];
  const never = newId();
  for (const edit of edits) {
    const answers = [
      await here.send(...edit(hidden.site.id)),
      await there.send(...edit(hidden.site.id)),
      await here.send(...edit(never)),
    ].map(seenOf);
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toEqual(answers[2]);
  }
  const officer = await whole.as('officer');
  expect((await officer.get(`${land}/sites/${hidden.site.id}`)).json()).toEqual(hidden.site);
});

test('a name that is taken where he may not look is free for him', async () => {
  const body = { name: hidden.site.name, note: '', parcelIds: own.site.found.parcelIds };
  const answers = [
    await here.send('POST', `${land}/sites`, body),
    await there.send('POST', `${land}/sites`, body),
  ];
  expect(answers[0]!.statusCode, answers[0]!.body).toBe(201);
  expect(timelessOf(answers[0]!)).toEqual(timelessOf(answers[1]!));
});
