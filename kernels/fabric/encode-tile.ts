import { BoxSearch } from './box-tree.ts';
import { WORLD } from './mercator-columns.ts';
import { ProtobufWriter, varintLength } from './protobuf-writer.ts';
import { EXTENT, TileGeometry } from './tile-geometry.ts';
import type { TileIndex } from './tile-index.ts';
import { type TileColumn, TileValues } from './tile-values.ts';

/** Web Mercator tile in the XYZ scheme: zoom 0 … 24, x eastward and y southward from the upper left. */
export interface TileAddress {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** Polygons as one layer of a tile. */
export interface TileLayer {
  readonly name: string;
  readonly index: TileIndex;
  /** Properties by key; each column has a value a row. */
  readonly columns?: Readonly<Record<string, TileColumn>>;
  /** Numeric feature ids by row, whole numbers from 0. */
  readonly ids?: ArrayLike<number>;
  /** Only rows that are not 0 here. */
  readonly mask?: ArrayLike<number>;
}

export interface EncodedTile {
  /** The tile, uncompressed; no bytes when it has no feature. */
  readonly bytes: Uint8Array;
  /** Features in it. */
  readonly features: number;
  /** Features that meet the tile but have no area left on its grid. */
  readonly collapsed: number;
}

const ZOOM_MAX = 24;
const BUFFER = 64;
const LAYER = 0x1a;
const NAME = 0x0a;
const FEATURE = 0x12;
const KEY = 0x1a;
const EXTENT_FIELD = 0x28;
const VERSION = 0x78;
const FEATURE_ID = 0x08;
const FEATURE_TAGS = 0x12;
const FEATURE_TYPE_POLYGON = [0x18, 3] as const;
const FEATURE_GEOMETRY = 0x22;

/**
 * A vector tile (Mapbox Vector Tile 2.1) of some layers. `buffer` is how far geometry reaches beyond the tile's edge, in 4096ths of the
 * tile. Features keep the order of their rows. A layer without features is left out.
 *
 * @throws RangeError when the address is none.
 */
export function encodeTile(
  { z, x, y }: TileAddress,
  layers: readonly TileLayer[],
  { buffer = BUFFER }: { readonly buffer?: number } = {},
): EncodedTile {
  const side = 2 ** z;
  const whole = Number.isInteger(z) && Number.isInteger(x) && Number.isInteger(y);
  if (!(whole && z >= 0 && z <= ZOOM_MAX && x >= 0 && x < side && y >= 0 && y < side)) {
    throw new RangeError(`Cannot encode tile ${z}/${x}/${y}: there is no such tile`);
  }
  const written: Uint8Array[] = [];
  let features = 0;
  let collapsed = 0;
  for (const layer of layers) {
    const body = new LayerBody(layer);
    const geometry = new TileGeometry(layer.index, z, x, y, buffer);
    const rows = rowsIn(layer, z, x, y, buffer);
    for (const row of rows) {
      if (geometry.encode(row)) body.add(row, geometry.commands);
      else collapsed++;
    }
    features += body.features;
    if (body.features > 0) written.push(body.bytes());
  }
  return { bytes: written.length === 1 ? written[0]! : joined(written), features, collapsed };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
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

/** Where layers are put together, one after the other: room once made serves the next tile. */
const room = { features: new ProtobufWriter(), tags: new ProtobufWriter(), values: new ProtobufWriter() };
/** Larger room is given back. */
const ROOM_BYTES = 32 * 1024 * 1024;

function emptied(writer: ProtobufWriter): ProtobufWriter {
  writer.length = 0;
  if (writer.bytes.length > ROOM_BYTES) writer.bytes = new Uint8Array(1 << 12);
  return writer;
}

/** The features of one layer as they are written. Only one is written at a time. */
class LayerBody {
  features = 0;
  readonly #layer: TileLayer;
  readonly #out = emptied(room.features);
  readonly #tags = emptied(room.tags);
  readonly #values = new TileValues(emptied(room.values));
  readonly #keys: readonly string[];
  readonly #readers: readonly ((row: number) => number)[];

  constructor(layer: TileLayer) {
    this.#layer = layer;
    const columns = Object.entries(layer.columns ?? {});
    this.#keys = columns.map(([key]) => key);
    this.#readers = columns.map(([, column]) => this.#values.reader(column));
    this.#tags.reserve(16 * columns.length);
  }

  add(row: number, geometry: ProtobufWriter): void {
    const tags = this.#tags;
    tags.length = 0;
    for (let key = 0; key < this.#readers.length; key++) {
      const value = this.#readers[key]!(row);
      if (value === -1) continue;
      tags.varint(key);
      tags.varint(value);
    }
    const id = this.#layer.ids?.[row];
    const length =
      (id === undefined ? 0 : 1 + varintLength(id)) +
      (tags.length === 0 ? 0 : 1 + varintLength(tags.length) + tags.length) +
      FEATURE_TYPE_POLYGON.length +
      1 +
      varintLength(geometry.length) +
      geometry.length;
    const out = this.#out;
    out.reserve(length + 16);
    out.varint(FEATURE);
    out.varint(length);
    if (id !== undefined) {
      out.varint(FEATURE_ID);
      out.varint(id);
    }
    if (tags.length > 0) {
      out.varint(FEATURE_TAGS);
      out.varint(tags.length);
      out.append(tags.bytes, tags.length);
    }
    for (const byte of FEATURE_TYPE_POLYGON) out.varint(byte);
    out.varint(FEATURE_GEOMETRY);
    out.varint(geometry.length);
    out.append(geometry.bytes, geometry.length);
    this.features++;
  }

  /** The whole layer, as a field of the tile. */
  bytes(): Uint8Array {
    const head = new ProtobufWriter();
    head.varint(VERSION);
    head.varint(2);
    head.text(NAME, this.#layer.name);
    const keys = new ProtobufWriter();
    for (const key of this.#keys) keys.text(KEY, key);
    const extent = new ProtobufWriter();
    extent.varint(EXTENT_FIELD);
    extent.varint(EXTENT);
    const parts = [head, this.#out, keys, this.#values.out, extent];
    const field = new ProtobufWriter();
    field.varint(LAYER);
    field.varint(parts.reduce((length, part) => length + part.length, 0));
    return joined([field, ...parts].map((part) => part.bytes.subarray(0, part.length)));
  }
}
