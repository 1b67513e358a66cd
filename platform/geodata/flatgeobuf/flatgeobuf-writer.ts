import { closeSync, openSync, readSync } from 'node:fs';
import { Builder } from 'flatbuffers';
import { Column } from 'flatgeobuf/lib/mjs/flat-geobuf/column.js';
import { Crs as FlatCrs } from 'flatgeobuf/lib/mjs/flat-geobuf/crs.js';
import { Header } from 'flatgeobuf/lib/mjs/flat-geobuf/header.js';
import type { Crs } from '../crs/crs.ts';
import { envelopeOf } from '../envelope.ts';
import type { OutFeature, WriteOptions, Writer } from '../format.ts';
import { distinctNames, freeName } from '../free-name.ts';
import { eastFirst, fromLonLat } from '../from-lon-lat.ts';
import type { FieldType, FieldValue } from '../geo-feature.ts';
import type { Geometry } from '../geometry.ts';
import { PendingFile } from '../pending-file.ts';
import { parseWkb } from '../simple-features/parse-wkb.ts';
import { writeWkb } from '../simple-features/write-wkb.ts';
import { WidenedField } from '../widened-field.ts';
import { FlatFeatureBuilder } from './flat-feature.ts';
import { geometryNames } from './flat-geometry.ts';
import { MAGIC } from './flat-header.ts';
import { columnTypes } from './flat-properties.ts';
import { around, hilbertOrder, NODE_SIZE, packedTree, treeBytes } from './packed-tree.ts';

const typeOf: Readonly<Record<FieldType, number>> = {
  text: columnTypes.string,
  integer: columnTypes.long,
  number: columnTypes.double,
  boolean: columnTypes.bool,
  date: columnTypes.dateTime,
};

/**
 * Writes a FlatGeobuf 3 with its spatial index, the features along a Hilbert curve as the format asks. Where a feature has
 * no place, there is no index, and the features keep their order. The header comes first in the file but is known last,
 * so features wait in a file of their own.
 *
 * The format knows no identifiers: they are kept in a text column `id`, unless there is a field of this name.
 */
export class FlatGeobufWriter implements Writer {
  readonly #file: PendingFile;
  readonly #waiting: PendingFile;
  readonly #crs: Crs;
  readonly #layerName: string;
  readonly #fields: readonly WidenedField[];
  readonly #columns: readonly string[];
  readonly #idColumn: string | null;
  #hasIds = false;
  #onlyAreas = true;
  #allPlaced = true;
  readonly #boxes = new Growing();
  readonly #ends = new Growing();

  private constructor(file: PendingFile, waiting: PendingFile, options: WriteOptions) {
    this.#file = file;
    this.#waiting = waiting;
    this.#crs = eastFirst(options.crs);
    this.#layerName = options.layerName;
    this.#fields = options.fields.map((field) => new WidenedField(field));
    this.#columns = distinctNames(
      options.fields.map(({ name }) => name),
      'field',
    );
    const taken = new Set(this.#columns.map((name) => name.toLowerCase()));
    this.#idColumn = taken.has('id') ? null : freeName('id', taken);
  }

  static async create(path: string, options: WriteOptions): Promise<FlatGeobufWriter> {
    const file = await PendingFile.create(path);
    try {
      return new FlatGeobufWriter(file, await PendingFile.create(path), options);
    } catch (error) {
      await file.discard();
      throw error;
    }
  }

  async write({ id, properties, geometry }: OutFeature): Promise<void> {
    const placed = geometry === null ? null : fromLonLat(geometry, this.#crs);
    if (placed !== null && placed.type !== 'Polygon' && placed.type !== 'MultiPolygon')
      this.#onlyAreas = false;
    const box = placed === null ? null : envelopeOf(placed);
    if (box === null) this.#allPlaced = false;
    this.#boxes.push(...(box ?? [Number.NaN, Number.NaN, Number.NaN, Number.NaN]));
    if (id !== null) this.#hasIds = true;
    const values = this.#fields.map((field) => {
      const value = properties[field.name] ?? null;
      field.see(value);
      return value;
    });
    const wkb = placed === null ? new Uint8Array(0) : writeWkb(placed);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(wkb.length);
    await this.#waiting.write(length);
    await this.#waiting.write(wkb);
    await this.#waiting.write(JSON.stringify([id, ...values]));
    this.#ends.push(this.#waiting.bytes);
  }

  async finish(): Promise<void> {
    try {
      await this.#waiting.flush();
      await this.#assemble();
      await this.#waiting.discard();
      await this.#file.finish();
    } catch (error) {
      await this.discard();
      throw error;
    }
  }

  async discard(): Promise<void> {
    await this.#waiting.discard();
    await this.#file.discard();
  }

  async #assemble(): Promise<void> {
    const boxes = this.#boxes.values();
    const count = boxes.length / 4;
    const isIndexed = this.#allPlaced && count > 0;
    const order = isIndexed ? hilbertOrder(boxes) : Uint32Array.from({ length: count }, (_, i) => i);
    await this.#file.write(Uint8Array.of(...MAGIC, 1));
    await this.#file.write(this.#header(count, isIndexed, boxes));
    const treeAt = this.#file.bytes;
    const inOrder = new Float64Array(boxes.length);
    order.forEach((feature, i) => {
      inOrder.set(boxes.subarray(feature * 4, feature * 4 + 4), i * 4);
    });
    const starts = new Float64Array(count);
    // The tree tells where the features come to lie, so it is written last into the room kept for it.
    if (isIndexed) await this.#file.write(new Uint8Array(treeBytes(count, NODE_SIZE)));
    const firstAt = this.#file.bytes;
    const builder = new FlatFeatureBuilder(this.#outColumns());
    const waiting = openSync(this.#waiting.pendingPath, 'r');
    try {
      for (let i = 0; i < count; i++) {
        starts[i] = this.#file.bytes - firstAt;
        const { geometry, properties } = this.#waitingFeature(waiting, order[i]!);
        await this.#file.write(builder.build(geometry, properties).slice());
      }
    } finally {
      closeSync(waiting);
    }
    if (isIndexed) await this.#file.overwrite(treeAt, packedTree(inOrder, starts));
  }

  #waitingFeature(
    file: number,
    feature: number,
  ): { geometry: Geometry | null; properties: Record<string, FieldValue> } {
    const start = feature === 0 ? 0 : this.#ends.at(feature - 1);
    const bytes = Buffer.allocUnsafe(this.#ends.at(feature) - start);
    readSync(file, bytes, 0, bytes.length, start);
    const wkbBytes = bytes.readUInt32LE(0);
    const geometry = wkbBytes === 0 ? null : parseWkb(bytes.subarray(4, 4 + wkbBytes)).geometry;
    const [id, ...values] = JSON.parse(bytes.toString('utf8', 4 + wkbBytes)) as FieldValue[];
    const properties: Record<string, FieldValue> = {};
    this.#columns.forEach((name, i) => {
      properties[name] = values[i]!;
    });
    if (this.#idColumn !== null) properties[this.#idColumn] = id!;
    return { geometry, properties };
  }

  #outColumns(): { name: string; type: FieldType }[] {
    const columns = this.#columns.map((name, i) => ({ name, type: this.#fields[i]!.type }));
    if (this.#hasIds && this.#idColumn !== null) columns.push({ name: this.#idColumn, type: 'text' });
    return columns;
  }

  #header(count: number, isIndexed: boolean, boxes: Float64Array): Uint8Array {
    const builder = new Builder();
    const name = builder.createString(this.#layerName);
    const columns = Header.createColumnsVector(
      builder,
      this.#outColumns().map((column) => {
        const columnName = builder.createString(column.name);
        Column.startColumn(builder);
        Column.addName(builder, columnName);
        Column.addType(builder, typeOf[column.type]);
        return Column.endColumn(builder);
      }),
    );
    const crs = this.#crsTable(builder);
    const envelope = around(boxes, 0, count);
    const hasEnvelope = envelope.every(Number.isFinite);
    const envelopeAt = hasEnvelope ? Header.createEnvelopeVector(builder, [...envelope]) : 0;
    Header.startHeader(builder);
    Header.addName(builder, name);
    if (hasEnvelope) Header.addEnvelope(builder, envelopeAt);
    Header.addGeometryType(builder, this.#onlyAreas ? geometryNames.indexOf('MultiPolygon') : 0);
    Header.addColumns(builder, columns);
    Header.addFeaturesCount(builder, BigInt(count));
    Header.addIndexNodeSize(builder, isIndexed ? NODE_SIZE : 0);
    Header.addCrs(builder, crs);
    builder.finishSizePrefixed(Header.endHeader(builder));
    return builder.asUint8Array();
  }

  #crsTable(builder: Builder): number {
    const { epsg, label, name, wkt } = this.#crs;
    const org = epsg === null ? 0 : builder.createString('EPSG');
    const nameAt = builder.createString(epsg === null ? label : name.en);
    const wktAt = wkt === null ? 0 : builder.createString(wkt);
    FlatCrs.startCrs(builder);
    if (epsg !== null) {
      FlatCrs.addOrg(builder, org);
      FlatCrs.addCode(builder, epsg);
    }
    FlatCrs.addName(builder, nameAt);
    if (wktAt !== 0) FlatCrs.addWkt(builder, wktAt);
    return FlatCrs.endCrs(builder);
  }
}

/** Numbers that are appended to. */
class Growing {
  #numbers = new Float64Array(4_096);
  #count = 0;

  push(...numbers: readonly number[]): void {
    if (this.#count + numbers.length > this.#numbers.length) {
      const larger = new Float64Array(this.#numbers.length * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers.set(numbers, this.#count);
    this.#count += numbers.length;
  }

  at(i: number): number {
    return this.#numbers[i]!;
  }

  values(): Float64Array {
    return this.#numbers.subarray(0, this.#count);
  }
}
