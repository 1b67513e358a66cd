import { ProtobufWriter, putVarint, varintLength } from './protobuf-writer.ts';
import { EXTENT } from './tile-geometry.ts';
import type { TileIndex } from './tile-index.ts';
import { joined, type TileRoom } from './tile-room.ts';
import { type TileColumn, TileValues } from './tile-values.ts';

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

const LAYER = 0x1a;
const NAME = 0x0a;
const FEATURE = 0x12;
const KEY = 0x1a;
const EXTENT_FIELD = 0x28;
const VERSION = 0x78;
const FEATURE_ID = 0x08;
const FEATURE_TAGS = 0x12;
const FEATURE_TYPE = 0x18;
const POLYGON = 3;
const FEATURE_GEOMETRY = 0x22;

/** The features of one layer as they are written, in a room that no other uses meanwhile. */
export class LayerBody {
  features = 0;
  readonly #layer: TileLayer;
  readonly #out: ProtobufWriter;
  readonly #tags: ProtobufWriter;
  readonly #values: TileValues;
  readonly #keys: readonly string[];
  readonly #readers: readonly ((row: number) => number)[];

  constructor(layer: TileLayer, room: TileRoom) {
    room.empty();
    this.#layer = layer;
    this.#out = room.features;
    this.#tags = room.tags;
    this.#values = new TileValues(room.values);
    const columns = Object.entries(layer.columns ?? {});
    this.#keys = columns.map(([key]) => key);
    this.#readers = columns.map(([, column]) => this.#values.reader(column));
    this.#tags.reserve(16 * columns.length);
  }

  add(row: number, geometry: ProtobufWriter): void {
    const pairs = this.#tags.bytes;
    let tagsLength = 0;
    for (let key = 0; key < this.#readers.length; key++) {
      const value = this.#readers[key]!(row);
      if (value === -1) continue;
      tagsLength = putVarint(pairs, tagsLength, key);
      tagsLength = putVarint(pairs, tagsLength, value);
    }
    const id = this.#layer.ids?.[row];
    const length =
      (id === undefined ? 0 : 1 + varintLength(id)) +
      (tagsLength === 0 ? 0 : 1 + varintLength(tagsLength) + tagsLength) +
      2 +
      1 +
      varintLength(geometry.length) +
      geometry.length;
    const out = this.#out;
    out.reserve(length + 16);
    const { bytes } = out;
    let at = out.length;
    bytes[at++] = FEATURE;
    at = putVarint(bytes, at, length);
    if (id !== undefined) {
      bytes[at++] = FEATURE_ID;
      at = putVarint(bytes, at, id);
    }
    if (tagsLength > 0) {
      bytes[at++] = FEATURE_TAGS;
      at = putVarint(bytes, at, tagsLength);
      for (let i = 0; i < tagsLength; i++) bytes[at++] = pairs[i]!;
    }
    bytes[at++] = FEATURE_TYPE;
    bytes[at++] = POLYGON;
    bytes[at++] = FEATURE_GEOMETRY;
    at = putVarint(bytes, at, geometry.length);
    out.length = at;
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
