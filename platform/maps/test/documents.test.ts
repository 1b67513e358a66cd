import { type FastifyInstance, fastify } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Collection, crs84, epsgUri, type Feature, ogcRoutes } from '../index.ts';

const trees: readonly Feature[] = Array.from({ length: 25 }, (_, i) => ({
  id: `tree ${String(i).padStart(2, '0')}`,
  geometry: i === 3 ? null : { type: 'Point', coordinates: [114 + i / 100, 23] },
  properties: { kind: i % 2 === 0 ? 'fig' : 'lychee' },
}));

interface Reader {
  readonly mayRead: boolean;
}
const collection: Collection<Reader> = {
  id: 'trees',
  title: '树 Trees',
  description: 'Every tree',
  properties: { kind: { type: 'string', title: 'Kind', queryable: true } },
  extent: async ({ mayRead }) => ({ bbox: mayRead ? [114, 23, 114.24, 23] : null, from: null, to: null }),
  async page({ mayRead }, { properties, after, limit }) {
    const kind = properties.get('kind');
    const all = trees.filter((tree) => mayRead && (kind === undefined || tree.properties.kind === kind));
    const rest = after === null ? all : all.filter(({ id }) => id > after);
    const features = rest.slice(0, limit);
    return {
      features,
      matched: after === null ? all.length : null,
      next: rest.length > limit ? features[features.length - 1]!.id : null,
    };
  },
  one: async ({ mayRead }, id) => (mayRead ? (trees.find((tree) => tree.id === id) ?? null) : null),
};

let app: FastifyInstance;
beforeAll(async () => {
  app = fastify();
  await app.register(
    async (scoped) =>
      ogcRoutes<Reader>(scoped, {
        title: 'Trees',
        description: 'All trees',
        collections: [collection],
        crs: [crs84, { ...crs84, uri: epsgUri(4490), order: 'yx' }],
        storageCrs: epsgUri(4490),
        inSession: (request, work) => work({ mayRead: request.headers.authorization === 'Bearer me' }),
      }),
    { prefix: '/ogc' },
  );
});
afterAll(() => app.close());

const get = (url: string, authorization = 'Bearer me') =>
  app.inject({ url, headers: { authorization, host: 'gis.test' } });
const items = '/ogc/collections/trees/items';

test('links are whole addresses under the prefix, and every one of them answers', async () => {
  const { links } = (await get('/ogc')).json();
  const { collections } = (await get('/ogc/collections')).json();
  const { links: onItems } = (await get(`${items}?limit=5`)).json();
  for (const { href, type } of [...links, ...collections[0].links, ...onItems]) {
    const url = new URL(href);
    expect(url.host).toBe('gis.test');
    const answer = await get(url.pathname + url.search);
    expect([href, answer.statusCode]).toEqual([href, 200]);
    expect(String(answer.headers['content-type'])).toContain(type.split(';')[0]);
  }
});

test('next leads through everything once; only the first page counts', async () => {
  const seen: string[] = [];
  let url = `${items}?limit=10&kind=fig`;
  for (let page = 0; ; page++) {
    const answer = (await get(url)).json();
    expect(answer.numberMatched).toBe(page === 0 ? 13 : undefined);
    seen.push(...answer.features.map(({ id }: Feature) => id));
    const next = answer.links.find(({ rel }: { rel: string }) => rel === 'next');
    if (next === undefined) break;
    url = next.href.slice('http://gis.test'.length);
    expect(url).toContain('kind=fig');
  }
  expect(seen).toEqual(trees.filter(({ properties }) => properties.kind === 'fig').map(({ id }) => id));
});

test('the OpenAPI document is of version 3.0 and names what may be asked', async () => {
  const answer = await get('/ogc/api');
  expect(answer.headers['content-type']).toBe('application/vnd.oai.openapi+json;version=3.0');
  const { openapi, servers, paths } = answer.json();
  expect(openapi).toBe('3.0.3');
  expect(servers).toEqual([{ url: 'http://gis.test/ogc' }]);
  const names = paths['/collections/trees/items'].get.parameters.map(({ name }: { name: string }) => name);
  expect(names).toEqual(expect.arrayContaining(['bbox', 'bbox-crs', 'crs', 'datetime', 'limit', 'kind']));
});

test('a feature without geometry stays a feature', async () => {
  const answer = await get(
    `${items}/${encodeURIComponent('tree 03')}?crs=${encodeURIComponent(epsgUri(4490))}`,
  );
  expect(answer.headers['content-crs']).toBe(`<${epsgUri(4490)}>`);
  expect(answer.json()).toMatchObject({ type: 'Feature', id: 'tree 03', geometry: null });
});

test('whoever may not read gets nothing, by list, by id, by extent', async () => {
  expect((await get(items, '')).json()).toMatchObject({ numberMatched: 0, features: [] });
  const hidden = await get(`${items}/${encodeURIComponent('tree 03')}`, '');
  const never = await get(`${items}/nothing`, '');
  expect([hidden.statusCode, hidden.body]).toEqual([never.statusCode, never.body]);
  expect((await get('/ogc/collections/trees', '')).json().extent).not.toHaveProperty('spatial');
});

test('faults are problem documents', async () => {
  const answer = await get(`${items}?colour=green`);
  expect(answer.statusCode).toBe(400);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.json()).toMatchObject({ status: 400, parameter: 'colour' });
});
