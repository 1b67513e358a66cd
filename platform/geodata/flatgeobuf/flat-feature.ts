import { Builder } from 'flatbuffers';
import { Feature } from 'flatgeobuf/lib/mjs/flat-geobuf/feature.js';
import { Geometry as FlatGeometry } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry.js';
import type { FieldType, FieldValue } from '../geo-feature.ts';
import { type Geometry, type Position, partsOf } from '../geometry.ts';
import { geometryNames } from './flat-geometry.ts';

/** Builds the FlatBuffers of features, areas always as MultiPolygon, with their length before them. */
export class FlatFeatureBuilder {
  readonly #builder = new Builder(4_096);
  readonly #columns: readonly { readonly name: string; readonly type: FieldType }[];

  constructor(columns: readonly { readonly name: string; readonly type: FieldType }[]) {
    this.#columns = columns;
  }

  /** The bytes hold until the next feature is built. */
  build(geometry: Geometry | null, properties: Readonly<Record<string, FieldValue>>): Uint8Array {
    const builder = this.#builder;
    builder.clear();
    const values = propertyBytes(this.#columns, properties);
    const valuesAt = values.length === 0 ? 0 : Feature.createPropertiesVector(builder, values);
    const geometryAt = geometry === null ? 0 : this.#geometry(geometry);
    Feature.startFeature(builder);
    if (geometryAt !== 0) Feature.addGeometry(builder, geometryAt);
    if (valuesAt !== 0) Feature.addProperties(builder, valuesAt);
    builder.finishSizePrefixed(Feature.endFeature(builder));
    return builder.asUint8Array();
  }

  #geometry(geometry: Geometry): number {
    switch (geometry.type) {
      case 'Point':
        return this.#table('Point', [[geometry.coordinates]]);
      case 'MultiPoint':
      case 'LineString':
        return this.#table(geometry.type, [geometry.coordinates]);
      case 'MultiLineString':
        return this.#table(geometry.type, geometry.coordinates);
      case 'Polygon':
      case 'MultiPolygon': {
        const parts = partsOf(geometry).map((rings) => this.#table('Polygon', rings));
        return this.#table('MultiPolygon', null, parts);
      }
      case 'GeometryCollection':
        return this.#table(
          geometry.type,
          null,
          geometry.geometries.map((member) => this.#geometry(member)),
        );
    }
  }

  #table(
    type: (typeof geometryNames)[number],
    lines: readonly Position[][] | null,
    parts: readonly number[] = [],
  ): number {
    const builder = this.#builder;
    const ends = lines !== null && lines.length > 1 ? this.#ends(lines) : 0;
    const xy = lines === null ? 0 : this.#xy(lines);
    const partsAt = parts.length === 0 ? 0 : FlatGeometry.createPartsVector(builder, [...parts]);
    FlatGeometry.startGeometry(builder);
    if (ends !== 0) FlatGeometry.addEnds(builder, ends);
    if (xy !== 0) FlatGeometry.addXy(builder, xy);
    FlatGeometry.addType(builder, geometryNames.indexOf(type));
    if (partsAt !== 0) FlatGeometry.addParts(builder, partsAt);
    return FlatGeometry.endGeometry(builder);
  }

  #ends(lines: readonly Position[][]): number {
    let end = 0;
    const ends = lines.map((line) => {
      end += line.length;
      return end;
    });
    return FlatGeometry.createEndsVector(this.#builder, ends);
  }

  #xy(lines: readonly Position[][]): number {
    const count = lines.reduce((sum, line) => sum + line.length, 0);
    FlatGeometry.startXyVector(this.#builder, count * 2);
    for (let l = lines.length - 1; l >= 0; l--) {
      const line = lines[l]!;
      for (let p = line.length - 1; p >= 0; p--) {
        this.#builder.addFloat64(line[p]![1]);
        this.#builder.addFloat64(line[p]![0]);
      }
    }
    return this.#builder.endVector();
  }
}

/** The values that are there, a column number of two bytes before each. */
function propertyBytes(
  columns: readonly { readonly name: string; readonly type: FieldType }[],
  properties: Readonly<Record<string, FieldValue>>,
): Buffer {
  const pieces: Buffer[] = [];
  columns.forEach(({ name, type }, i) => {
    const value = properties[name] ?? null;
    if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return;
    const column = Buffer.alloc(2);
    column.writeUInt16LE(i);
    pieces.push(column, valueBytes(value, type));
  });
  return Buffer.concat(pieces);
}

function valueBytes(value: string | number | boolean, type: FieldType): Buffer {
  switch (type) {
    case 'boolean':
      return Buffer.of(value ? 1 : 0);
    case 'integer': {
      const bytes = Buffer.alloc(8);
      bytes.writeBigInt64LE(BigInt(value));
      return bytes;
    }
    case 'number': {
      const bytes = Buffer.alloc(8);
      bytes.writeDoubleLE(Number(value));
      return bytes;
    }
    case 'text':
    case 'date': {
      const text = Buffer.from(String(value));
      const length = Buffer.alloc(4);
      length.writeUInt32LE(text.length);
      return Buffer.concat([length, text]);
    }
  }
}
