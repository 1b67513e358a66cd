import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Collection, Feature } from './collection.ts';
import { CRS84, type ServedCrs, toCrs } from './crs.ts';
import { openApiOf } from './openapi.ts';
import { BadQuery, crsOf, parseItemsQuery } from './query.ts';

export interface OgcOptions<Session> {
  readonly title: string;
  readonly description: string;
  readonly collections: readonly Collection<Session>[];
  /** CRS84 first; the others by EPSG. */
  readonly crs: readonly ServedCrs[];
  readonly storageCrs: string;
  /** Runs `work` in the transaction of the request's reader. */
  readonly inSession: <T>(request: FastifyRequest, work: (session: Session) => Promise<T>) => Promise<T>;
}

const conformance = [
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson',
  'http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs',
];
const GEOJSON = 'application/geo+json';
const OPEN_API = 'application/vnd.oai.openapi+json;version=3.0';
type Query = Readonly<Record<string, string | undefined>>;

/** OGC API Features 1.0 (parts 1 and 2) under the prefix at which the plugin is registered. */
export function ogcRoutes<Session>(app: FastifyInstance, options: OgcOptions<Session>): void {
  const { collections, inSession } = options;
  const byId = new Map(collections.map((collection) => [collection.id, collection]));
  const root = (request: FastifyRequest): string => `${request.protocol}://${request.host}${app.prefix}`;

  app.setErrorHandler((error, request, reply) => {
    if (!(error instanceof BadQuery)) throw error;
    return problem(reply, 400, error.message, { parameter: error.parameter, instance: request.url });
  });

  app.get('/', async (request) => {
    const base = root(request);
    return {
      title: options.title,
      description: options.description,
      links: [
        link(`${base}/`, 'self', 'application/json', 'This document'),
        link(`${base}/api`, 'service-desc', OPEN_API, 'API description'),
        link(`${base}/conformance`, 'conformance', 'application/json', 'Conformance classes'),
        link(`${base}/collections`, 'data', 'application/json', 'Collections'),
      ],
    };
  });
  app.get('/conformance', async () => ({ conformsTo: conformance }));
  app.get('/api', async (request, reply) => {
    const description = openApiOf(options.title, root(request), collections as readonly Collection<never>[]);
    // As bytes, since of a text the framework rewrites the type, and clients compare it letter by letter.
    return reply.header('content-type', OPEN_API).send(Buffer.from(JSON.stringify(description)));
  });

  app.get('/collections', async (request) => {
    const base = root(request);
    const described = await inSession(request, async (session) => {
      const all: object[] = [];
      for (const collection of collections) all.push(await describe(base, collection, session));
      return all;
    });
    return {
      links: [link(`${base}/collections`, 'self', 'application/json', 'This document')],
      crs: options.crs.map((crs) => crs.uri),
      collections: described,
    };
  });
  app.get<{ Params: { id: string } }>('/collections/:id', async (request, reply) => {
    const collection = byId.get(request.params.id);
    if (collection === undefined) return problem(reply, 404, 'No such collection');
    return inSession(request, (session) => describe(root(request), collection, session));
  });

  app.get<{ Params: { id: string }; Querystring: Query }>(
    '/collections/:id/items',
    async (request, reply) => {
      const collection = byId.get(request.params.id);
      if (collection === undefined) return problem(reply, 404, 'No such collection');
      const query = parseItemsQuery(request.query, collection.properties, options.crs);
      const page = await inSession(request, (session) => collection.page(session, query));
      const base = `${root(request)}/collections/${collection.id}`;
      const links = [
        link(`${base}/items${search(request.query)}`, 'self', GEOJSON, 'This page'),
        link(base, 'collection', 'application/json', collection.title),
      ];
      if (page.next !== null) {
        const next = search({ ...request.query, after: page.next });
        links.push(link(`${base}/items${next}`, 'next', GEOJSON, 'Next page'));
      }
      reply.type(GEOJSON).header('content-crs', `<${query.crs.uri}>`);
      return JSON.stringify({
        type: 'FeatureCollection',
        ...(page.matched === null ? {} : { numberMatched: page.matched }),
        numberReturned: page.features.length,
        timeStamp: new Date().toISOString(),
        links,
        features: page.features.map((feature) => geojsonOf(feature, query.crs)),
      });
    },
  );

  app.get<{ Params: { id: string; feature: string }; Querystring: Query }>(
    '/collections/:id/items/:feature',
    async (request, reply) => {
      const collection = byId.get(request.params.id);
      if (collection === undefined) return problem(reply, 404, 'No such collection');
      const unknown = Object.keys(request.query).find((name) => !['crs', 'f'].includes(name));
      if (unknown !== undefined) throw new BadQuery(unknown, `Unknown parameter "${unknown}"`);
      const crs = crsOf('crs', request.query.crs, options.crs);
      const feature = await inSession(request, (session) => collection.one(session, request.params.feature));
      if (feature === null) return problem(reply, 404, 'No such feature');
      const base = `${root(request)}/collections/${collection.id}`;
      reply.type(GEOJSON).header('content-crs', `<${crs.uri}>`);
      return JSON.stringify({
        ...geojsonOf(feature, crs),
        links: [
          link(`${base}/items/${encodeURIComponent(feature.id)}`, 'self', GEOJSON, 'This feature'),
          link(base, 'collection', 'application/json', collection.title),
        ],
      });
    },
  );

  async function describe(base: string, collection: Collection<Session>, session: Session): Promise<object> {
    const { bbox, from, to } = await collection.extent(session);
    return {
      id: collection.id,
      title: collection.title,
      description: collection.description,
      itemType: 'feature',
      extent: {
        ...(bbox === null ? {} : { spatial: { bbox: [bbox], crs: CRS84 } }),
        temporal: { interval: [[from, to]] },
      },
      crs: options.crs.map((crs) => crs.uri),
      storageCrs: options.storageCrs,
      links: [
        link(`${base}/collections/${collection.id}`, 'self', 'application/json', collection.title),
        link(`${base}/collections/${collection.id}/items`, 'items', GEOJSON, 'Features'),
      ],
    };
  }
}

function geojsonOf(feature: Feature, crs: ServedCrs): object {
  return {
    type: 'Feature',
    id: feature.id,
    geometry: toCrs(feature.geometry, crs),
    properties: feature.properties,
  };
}

function link(href: string, rel: string, type: string, title: string): object {
  return { href, rel, type, title };
}

function search(query: Query): string {
  const entries = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries)}`;
}

function problem(reply: FastifyReply, status: number, detail: string, more: object = {}): FastifyReply {
  return reply
    .code(status)
    .type('application/problem+json')
    .send(JSON.stringify({ status, title: detail, ...more }));
}
