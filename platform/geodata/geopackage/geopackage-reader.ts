import type Database from 'better-sqlite3';
import { CoordinateSample } from '../crs/coordinate-sample.ts';
import type { Crs } from '../crs/crs.ts';
import { decodeText, encodingName } from '../detect/encoding-name.ts';
import { proposeEncoding, statedEncoding } from '../detect/propose-encoding.ts';
import { fault } from '../fault.ts';
import { sampleText } from '../field-survey.ts';
import type { LayerChoice, LayerDescription, Reader } from '../format.ts';
import type { FieldValue, GeoFeature, Guess, LayerInfo } from '../geo-feature.ts';
import { GeodataError } from '../geodata-error.ts';
import { assertVertices, limitPassed } from '../limit-passed.ts';
import type { ReadLimits } from '../limits.ts';
import { type ParsedGeometry, unparsed } from '../parsed-geometry.ts';
import type { Place } from '../place.ts';
import { samplePositions } from '../sample-positions.ts';
import { toLonLat } from '../to-lon-lat.ts';
import { parseBlob } from './geopackage-blob.ts';
import { type LayerTable, layerTables } from './layer-table.ts';
import { damaged, type OpenedDatabase, quoted } from './open-database.ts';

const SAMPLE_ROWS = 500;
const SAMPLES_SHOWN = 5;
/** Envelope, header and part counts beside 32 bytes a position with Z and M. */
const blobBytesMax = (limits: ReadLimits): number => Math.min(1e9, limits.verticesMax * 32 + 65_536);
/** A text longer than this is no attribute. */
const TEXT_BYTES_MAX = 16 * 2 ** 20;

/** Rows as SQLite gives them: key, geometry, then one value a column. */
type Row = [key: unknown, geometry: unknown, ...values: unknown[]];

/**
 * Reads the feature tables of a GeoPackage, one row at a time in the order of their keys; memory holds one row.
 *
 * Text is UTF-8 by the standard. Some software writes GBK bytes all the same: then `encoding` proposes GBK, and the
 * text is decoded with the encoding that the caller chooses.
 */
export class GeoPackageReader implements Reader {
  readonly layers: readonly LayerInfo[];
  readonly #opened: OpenedDatabase;
  readonly #database: Database.Database;
  readonly #tables: readonly LayerTable[];
  readonly #limits: ReadLimits;

  constructor(opened: OpenedDatabase, limits: ReadLimits) {
    const { database } = opened;
    this.#opened = opened;
    this.#database = database;
    this.#limits = limits;
    try {
      this.#tables = layerTables(database, limits);
    } catch (error) {
      throw damaged(error);
    }
    this.layers = this.#tables.map(({ name, features }) => ({ name, features }));
  }

  async encoding(stated?: string): Promise<Guess> {
    const declared = {
      value: 'UTF-8',
      where: { zh: 'GeoPackage 标准规定', en: 'required by the GeoPackage standard' },
    };
    const samples = this.#isUtf8() ? this.#textSamples() : [];
    return stated === undefined ? proposeEncoding(declared, samples) : statedEncoding(stated, samples);
  }

  #textSamples(): Uint8Array[] {
    const samples: Uint8Array[] = [];
    for (const table of this.#tables.filter(({ refusal }) => !refusal).slice(0, 20)) {
      const texts = table.columns.filter(({ type }) => type === 'text');
      if (texts.length === 0) continue;
      const values = texts.map(({ name }) => `cast(substr(${quoted(name)}, 1, 200) as blob)`).join(', ');
      try {
        for (const row of this.#rows(`select ${values} from ${quoted(table.name)} limit ${SAMPLE_ROWS}`)) {
          for (const value of row) if (value instanceof Uint8Array) samples.push(value);
        }
      } catch (error) {
        throw damaged(error);
      }
    }
    return samples;
  }

  async describe(choice: LayerChoice): Promise<LayerDescription> {
    const table = this.#table(choice.layer);
    const decode = this.#decoder(choice.encoding);
    const sample = new CoordinateSample();
    const samples = table.columns.map(() => new Set<string>());
    const backwards =
      table.key === null || table.isView ? [] : [this.#select(table, decode !== null, SAMPLE_ROWS, true)];
    try {
      for (const sql of [this.#select(table, decode !== null, SAMPLE_ROWS), ...backwards]) {
        for (const row of this.#rows(sql)) {
          const { geometry } = this.#geometry((row as Row)[1]);
          samplePositions(sample, geometry);
          table.columns.forEach((column, i) => {
            const value = fieldValue(row[i + 2], column.type, decode);
            const shown = samples[i]!;
            if (value !== null && shown.size < SAMPLES_SHOWN) shown.add(sampleText(value));
          });
        }
      }
    } catch (error) {
      throw damaged(error);
    }
    return {
      declaredCrs: table.declaredCrs,
      sample,
      fields: table.columns.map(({ name, type }, i) => ({ name, type, samples: [...samples[i]!] })),
      features: table.features,
    };
  }

  async *features(choice: LayerChoice & { readonly crs: Crs }): AsyncGenerator<GeoFeature> {
    const table = this.#table(choice.layer);
    const decode = this.#decoder(choice.encoding);
    let index = 0;
    try {
      for (const row of this.#rows(this.#select(table, decode !== null, null))) {
        yield this.#feature(row as Row, ++index, table, choice.crs, decode);
      }
    } catch (error) {
      throw damaged(error, index);
    }
  }

  async close(): Promise<void> {
    await this.#opened.close();
  }

  #feature(row: Row, index: number, table: LayerTable, crs: Crs, decode: Decode | null): GeoFeature {
    const place: Place = { feature: index };
    const { geometry, problems } = this.#geometry(row[1]);
    assertVertices(geometry, this.#limits);
    const faults = problems.map(({ code, slots }) => fault(code, place, slots));
    const properties: Record<string, FieldValue> = {};
    table.columns.forEach(({ name, type }, i) => {
      properties[name] = fieldValue(row[i + 2], type, decode);
    });
    const id = row[0] === null || row[0] === undefined ? null : String(row[0]);
    return { index, id, properties, geometry: toLonLat(geometry, crs), faults, place };
  }

  #geometry(value: unknown): ParsedGeometry {
    if (value === null) return unparsed('geometry-null');
    if (value instanceof Uint8Array) return parseBlob(value);
    if (typeof value === 'number') {
      const where = { zh: `图形 ${value} 字节`, en: `a geometry of ${value} bytes` };
      throw limitPassed('vertices', this.#limits.verticesMax, where);
    }
    return unparsed('record-damaged', {
      detail: { zh: '图形列中是文字', en: 'the geometry column holds text' },
    });
  }

  /** Values that are too large are not loaded: of a geometry comes its size instead, of a text only the beginning. */
  #select(table: LayerTable, asBytes: boolean, rows: number | null, backwards = false): string {
    const geometry = quoted(table.geometryColumn);
    const key = table.key === null ? 'null' : `cast(${quoted(table.key)} as text)`;
    const guarded = `case when octet_length(${geometry}) > ${blobBytesMax(this.#limits)} then octet_length(${geometry}) else ${geometry} end`;
    const values = table.columns.map(({ name, type }) => {
      const column = quoted(name);
      const exact =
        type === 'integer'
          ? `when ${column} > ${Number.MAX_SAFE_INTEGER} or ${column} < ${Number.MIN_SAFE_INTEGER} then cast(${column} as text)`
          : '';
      const short = `case when octet_length(${column}) > ${TEXT_BYTES_MAX} then substr(${column}, 1, 1000) || '…' ${exact} else ${column} end`;
      return asBytes && type === 'text' ? `cast(${short} as blob)` : short;
    });
    const order =
      table.key === null || table.isView ? '' : ` order by ${quoted(table.key)}${backwards ? ' desc' : ''}`;
    const limit = rows === null ? '' : ` limit ${rows}`;
    return `select ${[key, guarded, ...values].join(', ')} from ${quoted(table.name)}${order}${limit}`;
  }

  *#rows(sql: string): Generator<unknown[]> {
    yield* this.#database.prepare(sql).raw().iterate() as IterableIterator<unknown[]>;
  }

  #table(layer: string | null): LayerTable {
    const table = this.#chosen(layer);
    if (table.refusal) throw table.refusal;
    return table;
  }

  #chosen(layer: string | null): LayerTable {
    const candidates = this.#tables.map(({ name }) => ({ value: name, note: { zh: '图层', en: 'layer' } }));
    if (layer === null) {
      if (this.#tables.length === 1) return this.#tables[0]!;
      throw new GeodataError(
        'layer-needed',
        { zh: '文件有多个图层，请选择一个', en: 'the file has several layers; choose one' },
        candidates,
      );
    }
    const table = this.#tables.find(({ name }) => name === layer);
    if (table) return table;
    throw new GeodataError(
      'layer-unknown',
      { zh: `没有图层“${layer.slice(0, 100)}”`, en: `there is no layer "${layer.slice(0, 100)}"` },
      candidates,
    );
  }

  #isUtf8(): boolean {
    return this.#database.pragma('encoding', { simple: true }) === 'UTF-8';
  }

  /** Null where SQLite decodes the text itself. */
  #decoder(encoding: string | null): Decode | null {
    const name = encoding === null ? 'UTF-8' : encodingName(encoding);
    if (name === 'UTF-8' || !this.#isUtf8()) return null;
    return (bytes) => decodeText(bytes, name);
  }
}

type Decode = (bytes: Uint8Array) => string;

function fieldValue(value: unknown, type: string, decode: Decode | null): FieldValue {
  if (value instanceof Uint8Array) return decode ? decode(value) : decodeText(value, 'UTF-8');
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return null;
    return type === 'boolean' ? value !== 0 : value;
  }
  return typeof value === 'string' ? value : null;
}
