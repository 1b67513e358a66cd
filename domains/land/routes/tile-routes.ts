import { setImmediate } from 'node:timers/promises';
import { encodeTileInSteps, type TileAddress } from '@lizhu/fabric';
import { entityTag, type HttpApp, hasCurrent, Problem } from '@lizhu/http';
import Type from 'typebox';
import { TileCache } from '../tiles/tile-cache.ts';
import { tileJson } from '../tiles/tile-json.ts';
import { layerAt, type TileSource } from '../tiles/tile-source.ts';
import type { LandContext } from './land-context.ts';
import { TileReader } from './tile-reader.ts';

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

/** Vector tiles with TileJSON, of what the asker's post reaches, of one collection or several (`bases+sites`); to be registered under /tiles. */
export function landTileRoutes(app: HttpApp, context: LandContext): void {
  const cache = new TileCache();
  const reader = new TileReader(context);

  app.get('/:collection/tile.json', { schema: { params: Collection } }, async (request, reply) => {
    const { collection } = request.params;
    const { sources, version } = await reader.read(request, reply, [collection]);
    const root = `${request.protocol}://${request.host}${app.prefix}`;
    const [source] = await sources();
    reply.type('application/json');
    return JSON.stringify(
      tileJson(collection, `${root}/${collection}/{z}/{x}/{y}.mvt?v=${version}`, source ?? null),
    );
  });

  app.get('/:collection/:z/:x/:y(^\\d+).mvt', { schema: { params: Address } }, async (request, reply) => {
    const { collection, ...address } = request.params;
    const side = 2 ** address.z;
    if (address.z > ZOOM_MAX || address.x >= side || address.y >= side) throw new Problem('http.not-found');
    const { sources, stamp } = await reader.read(request, reply, namesIn(collection));
    const key = `${ENCODING} ${stamp} ${collection}/${address.z}/${address.x}/${address.y}`;
    const tag = entityTag(key);
    reply.header('etag', tag).header('cache-control', 'private, no-cache').header('vary', 'accept-encoding');
    if (hasCurrent(request, tag)) return reply.code(304).send();
    const tile = await cache.get(key, async () => encoded(await sources(), address));
    reply.type(MVT);
    if (!/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return tile.plain;
    const bytes = await cache.zipped(key, tile);
    if (bytes !== tile.plain) reply.header('content-encoding', 'gzip');
    return bytes;
  });
}

/** `bases+sites`: several collections in one tile, a layer each. */
function namesIn(collection: string): string[] {
  const names = collection.split('+');
  if (new Set(names).size < names.length) throw new Problem('http.not-found');
  return names;
}

/** Encoded by and by: others are answered meanwhile. */
async function encoded(sources: readonly (TileSource | null)[], address: TileAddress): Promise<Uint8Array> {
  const shown = sources.filter((source) => source !== null && address.z >= source.minZoom) as TileSource[];
  const steps = encodeTileInSteps(
    address,
    shown.map((source) => layerAt(source, address.z)),
  );
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value.bytes;
    await setImmediate();
  }
}
