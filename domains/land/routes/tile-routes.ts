import { inScope, type Transaction } from '@lizhu/db';
import { encodeTile } from '@lizhu/fabric';
import { entityTag, type HttpApp, hasCurrent, Problem } from '@lizhu/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { TileCache } from '../tiles/tile-cache.ts';
import { tileJson } from '../tiles/tile-json.ts';
import type { TileSource } from '../tiles/tile-source.ts';
import { tileCollections, tileSourceOf } from '../tiles/tile-sources.ts';
import { type LandContext, readers } from './land-context.ts';

const MVT = 'application/vnd.mapbox-vector-tile';
/** Turns over what clients keep when the same data is encoded in another way. */
const ENCODING = '1';
const ZOOM_MAX = 22;

const Collection = Type.Object({ collection: Type.String() });
const Address = Type.Object({
  collection: Type.String(),
  z: Type.Integer({ minimum: 0 }),
  x: Type.Integer({ minimum: 0 }),
  y: Type.Integer({ minimum: 0 }),
});

/** Vector tiles with TileJSON, of what the asker's post reaches; to be registered under /tiles. */
export function landTileRoutes(app: HttpApp, context: LandContext): void {
  const cache = new TileCache();

  app.get(
    '/:collection/tile.json',
    { ...readers, schema: { params: Collection } },
    async (request, reply) => {
      const { source, version } = await presentOf(context, request, request.params.collection);
      const { collection } = request.params;
      const origin = `${request.protocol}://${request.host}`;
      const tiles = `${origin}${app.prefix}/${collection}/{z}/{x}/{y}.mvt?v=${version}`;
      reply.type('application/json');
      return JSON.stringify(tileJson(collection, tiles, await source()));
    },
  );

  app.get(
    '/:collection/:z/:x/:y(^\\d+).mvt',
    { ...readers, schema: { params: Address } },
    async (request, reply) => {
      const { collection, z, x, y } = request.params;
      if (z > ZOOM_MAX || x >= 2 ** z || y >= 2 ** z) throw new Problem('http.not-found');
      const { source, stamp } = await presentOf(context, request, collection);
      const key = `${stamp} ${collection}/${z}/${x}/${y}`;
      const tag = entityTag(key);
      reply
        .header('etag', tag)
        .header('cache-control', 'private, no-cache')
        .header('vary', 'accept-encoding');
      if (hasCurrent(request, tag)) return reply.code(304).send();
      const held = await source();
      const tile = cache.get(key, () =>
        held === null || z < held.minZoom ? new Uint8Array() : encodeTile({ z, x, y }, [held.layer]).bytes,
      );
      return sendTile(request, reply, tile.plain, () => cache.zipped(tile));
    },
  );
}

interface PresentTiles {
  readonly source: () => Promise<TileSource | null>;
  readonly version: string;
  /** Of reach and data: another one, other tiles. */
  readonly stamp: string;
}

/** @throws Problem `http.not-found` when there is no such collection. */
async function presentOf(
  context: LandContext,
  request: FastifyRequest,
  collection: string,
): Promise<PresentTiles> {
  if (!tileCollections.includes(collection)) throw new Problem('http.not-found');
  const scope = await request.scope();
  const { snapshot, version, reach } = await context.fabrics.at(scope);
  const read = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
    inScope(context.database, scope, work, { readOnly: true });
  return {
    source: () => tileSourceOf(snapshot, collection, version, read),
    version,
    stamp: `${ENCODING} ${reach} ${collection === 'sites' ? version : snapshot.ledger}`,
  };
}

async function sendTile(
  request: FastifyRequest,
  reply: FastifyReply,
  plain: Uint8Array,
  zipped: () => Promise<Uint8Array>,
): Promise<FastifyReply> {
  reply.type(MVT);
  if (!/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return reply.send(plain);
  const bytes = await zipped();
  if (bytes !== plain) reply.header('content-encoding', 'gzip');
  return reply.send(bytes);
}
