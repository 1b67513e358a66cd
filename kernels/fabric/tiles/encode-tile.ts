import { BoxSearch } from '../polygons/box-tree.ts';
import { LayerBody, type TileLayer } from './layer-body.ts';
import { WORLD } from './mercator-columns.ts';
import { EXTENT, TileGeometry } from './tile-geometry.ts';
import { joined, TileRoom } from './tile-room.ts';

/** Web Mercator tile in the XYZ scheme: zoom 0 … 24, x eastward and y southward from the upper left. */
export interface TileAddress {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

export interface EncodedTile {
  /** The tile, uncompressed; no bytes when it has no feature. */
  readonly bytes: Uint8Array;
  /** Features in it. */
  readonly features: number;
  /** Features that meet the tile but have no area left on its grid. */
  readonly collapsed: number;
}

export interface TileOptions {
  /** How far geometry reaches beyond the tile's edge, in 4096ths of the tile, 0 … 4096; 64 unless told. */
  readonly buffer?: number;
}

const ZOOM_MAX = 24;
const BUFFER = 64;
/** Products of two ways across a tile and its buffer fit 32 bits. */
const BUFFER_MAX = EXTENT;
const ROWS_PER_STEP = 1024;

/**
 * A vector tile (Mapbox Vector Tile 2.1) of some layers. Features keep the order of their rows. A layer without features is left out.
 *
 * @throws RangeError when the address is none, or the buffer is wider than a tile.
 */
export function encodeTile(
  address: TileAddress,
  layers: readonly TileLayer[],
  options: TileOptions = {},
): EncodedTile {
  const steps = encodeTileInSteps(address, layers, options);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** `encodeTile` with a pause after every thousand rows or so (1 to 3 ms), for a host that has others to serve meanwhile. */
export function* encodeTileInSteps(
  { z, x, y }: TileAddress,
  layers: readonly TileLayer[],
  { buffer = BUFFER }: TileOptions = {},
): Generator<void, EncodedTile, void> {
  const side = 2 ** z;
  const whole = Number.isInteger(z) && Number.isInteger(x) && Number.isInteger(y);
  if (!(whole && z >= 0 && z <= ZOOM_MAX && x >= 0 && x < side && y >= 0 && y < side)) {
    throw new RangeError(`Cannot encode tile ${z}/${x}/${y}: there is no such tile`);
  }
  if (!(buffer >= 0 && buffer <= BUFFER_MAX)) {
    throw new RangeError(
      `Cannot encode tile ${z}/${x}/${y}: a buffer of ${buffer} is not from 0 to ${BUFFER_MAX}`,
    );
  }
  const room = TileRoom.take();
  try {
    const written: Uint8Array[] = [];
    let features = 0;
    let collapsed = 0;
    for (const layer of layers) {
      const body = new LayerBody(layer, room);
      const geometry = new TileGeometry(layer.index, z, x, y, buffer);
      const rows = rowsIn(layer, z, x, y, buffer);
      for (let from = 0; from < rows.length; from += ROWS_PER_STEP) {
        if (from > 0) yield;
        collapsed += addRows(body, geometry, rows.subarray(from, from + ROWS_PER_STEP));
      }
      features += body.features;
      if (body.features > 0) written.push(body.bytes());
    }
    return { bytes: written.length === 1 ? written[0]! : joined(written), features, collapsed };
  } finally {
    room.giveBack();
  }
}

/** Adds what is left of the rows in the tile; returns of how many there is nothing. */
function addRows(body: LayerBody, geometry: TileGeometry, rows: Int32Array): number {
  let collapsed = 0;
  for (const row of rows) {
    if (geometry.encode(row)) body.add(row, geometry.commands);
    else collapsed++;
  }
  return collapsed;
}

/** Rows whose boxes meet the tile with its buffer, ascending. */
function rowsIn({ index, mask }: TileLayer, z: number, x: number, y: number, buffer: number): Int32Array {
  const size = WORLD / 2 ** z;
  const margin = (buffer / EXTENT) * size;
  const clamp = (value: number): number => Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, value));
  const left = x * size - WORLD / 2;
  const top = y * size - WORLD / 2;
  const search = new BoxSearch(index.tree);
  const found = search.find(
    clamp(Math.ceil(left - margin)),
    clamp(Math.ceil(top - margin)),
    clamp(Math.floor(left + size + margin)),
    clamp(Math.floor(top + size + margin)),
  );
  const hits = search.hits.subarray(0, found);
  const rows = found * 16 > index.count ? scanned(hits, index.count) : hits.sort();
  return mask === undefined ? rows : rows.filter((row) => mask[row] !== 0);
}

/** Many rows in order: marking and scanning beats sorting. */
function scanned(hits: Int32Array, count: number): Int32Array {
  const marks = new Uint8Array(count);
  for (const row of hits) marks[row] = 1;
  let at = 0;
  for (let row = 0; row < count; row++) if (marks[row] === 1) hits[at++] = row;
  return hits;
}
