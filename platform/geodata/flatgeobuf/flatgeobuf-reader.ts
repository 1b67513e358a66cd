import { CoordinateSample } from '../crs/coordinate-sample.ts';
import type { Crs } from '../crs/crs.ts';
import { decodeText, encodingName } from '../detect/encoding-name.ts';
import { proposeEncoding, statedEncoding } from '../detect/propose-encoding.ts';
import { type Fault, fault } from '../fault.ts';
import { sampleText } from '../field-survey.ts';
import type { FileBytes } from '../file-bytes.ts';
import type { LayerChoice, LayerDescription, Reader, Source } from '../format.ts';
import type { FieldType, FieldValue, GeoFeature, Guess } from '../geo-feature.ts';
import type { Geometry } from '../geometry.ts';
import { assertVertices } from '../limit-passed.ts';
import type { ReadLimits } from '../limits.ts';
import type { Place } from '../place.ts';
import { samplePositions } from '../sample-positions.ts';
import { toLonLat } from '../to-lon-lat.ts';
import { type FeatureBytes, featureBytes } from './feature-bytes.ts';
import { parseFlatGeometry } from './flat-geometry.ts';
import { columnsOf, type FlatHeader } from './flat-header.ts';
import {
  columnTypes,
  type DecodeText,
  emptyProperties,
  fieldTypeOf,
  parseProperties,
} from './flat-properties.ts';
import { FlatTable } from './flat-table.ts';

const SAMPLE_FEATURES = 1_000;
const SAMPLES_SHOWN = 5;

/** Reads a FlatGeobuf from its first feature to its last; memory holds one piece of the file and one feature. */
export class FlatGeobufReader implements Reader {
  readonly layers: Reader['layers'];
  readonly #file: FileBytes;
  readonly #header: FlatHeader;
  readonly #limits: ReadLimits;

  constructor(file: FileBytes, header: FlatHeader, source: Source, limits: ReadLimits) {
    this.#file = file;
    this.#header = header;
    this.#limits = limits;
    const name = header.name || source.fileName.replace(/\.[^.]*$/, '');
    this.layers = [{ name, features: header.features }];
  }

  async encoding(stated?: string): Promise<Guess> {
    const samples: Uint8Array[] = [];
    const keep = (bytes: Uint8Array): string => {
      samples.push(bytes.slice(0, 200));
      return '';
    };
    let count = 0;
    for await (const each of this.#features()) {
      if (each.kind === 'feature') this.#parse(each, { feature: ++count }, keep);
      if (count >= SAMPLE_FEATURES) break;
    }
    if (stated !== undefined) return statedEncoding(stated, samples);
    const where = { zh: 'FlatGeobuf 规定的编码', en: 'the encoding that FlatGeobuf prescribes' };
    return proposeEncoding({ value: 'UTF-8', where }, samples);
  }

  async describe(choice: LayerChoice): Promise<LayerDescription> {
    const decode = decoderOf(choice.encoding);
    const sample = new CoordinateSample();
    const shown = new Map<string, Set<string>>();
    let count = 0;
    for await (const each of this.#features()) {
      if (each.kind !== 'feature') break;
      const { geometry, properties } = this.#parse(each, { feature: ++count }, decode);
      samplePositions(sample, geometry);
      for (const name in properties) {
        const values = shown.get(name) ?? new Set<string>();
        shown.set(name, values);
        if (properties[name] !== null && values.size < SAMPLES_SHOWN)
          values.add(sampleText(properties[name]!));
      }
      if (count >= SAMPLE_FEATURES) break;
    }
    return {
      declaredCrs: this.#header.declaredCrs,
      sample,
      fields: this.#fields(shown),
      features: this.#header.features,
    };
  }

  async *features(choice: LayerChoice & { readonly crs: Crs }): AsyncGenerator<GeoFeature> {
    const decode = decoderOf(choice.encoding);
    let index = 0;
    for await (const each of this.#features()) {
      const place = { feature: ++index, byte: each.at + 1 };
      if (each.kind === 'broken') {
        const { code, detail } = each;
        yield unreadable(index, place, fault(code, place, detail ? { detail } : {}));
        continue;
      }
      const { geometry, properties, faults } = this.#parse(each, place, decode);
      yield { index, id: null, properties, geometry: toLonLat(geometry, choice.crs), faults, place };
    }
    const { features } = this.#header;
    if (features === null || index >= features) return;
    const place = { feature: index + 1, byte: this.#file.size + 1 };
    yield unreadable(index + 1, place, fault('file-truncated', place));
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  #features(): AsyncGenerator<FeatureBytes> {
    return featureBytes(this.#file, this.#header.firstAt, this.#limits);
  }

  #parse({ bytes }: FeatureBytes & { kind: 'feature' }, place: Place, decode: DecodeText): Parsed {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const faults: Fault[] = [];
    let properties = emptyProperties(this.#header.columns);
    let geometry: Geometry | null = null;
    try {
      const table = FlatTable.root(view);
      const flat = table.table(4);
      if (flat === null) faults.push(fault('geometry-null', place));
      else {
        const parsed = parseFlatGeometry(flat, this.#header.geometryType, view);
        geometry = parsed.geometry;
        for (const { code, slots } of parsed.problems) faults.push(fault(code, place, slots));
      }
      const values = table.vector(6, 1);
      const own = table.vector(8, 4) === null ? this.#header.columns : columnsOf(table, 8);
      if (values !== null) properties = parseProperties(table.bytes(values), own, decode);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const detail = { zh: '偏移量指向记录之外', en: 'its offsets point outside of it' };
      return { geometry: null, properties, faults: [fault('record-damaged', place, { detail })] };
    }
    assertVertices(geometry, this.#limits);
    return { geometry, properties, faults };
  }

  #fields(shown: ReadonlyMap<string, ReadonlySet<string>>): LayerDescription['fields'] {
    const fields: { name: string; type: FieldType; samples: string[] }[] = [];
    const known = new Set<string>();
    for (const column of this.#header.columns) {
      const stated = fieldTypeOf(column);
      known.add(column.name);
      if (stated === null) continue;
      const samples = [...(shown.get(column.name) ?? [])];
      const isDate =
        column.type === columnTypes.dateTime && samples.every((text) => /^\d{4}-\d\d-\d\d$/.test(text));
      fields.push({ name: column.name, type: isDate ? 'date' : stated, samples });
    }
    for (const [name, samples] of shown) {
      if (!known.has(name)) fields.push({ name, type: 'text', samples: [...samples] });
    }
    return fields;
  }
}

interface Parsed {
  readonly geometry: Geometry | null;
  readonly properties: Record<string, FieldValue>;
  readonly faults: Fault[];
}

function unreadable(index: number, place: Place, reason: Fault): GeoFeature {
  return { index, id: null, properties: {}, geometry: null, faults: [reason], place };
}

function decoderOf(encoding: string | null): DecodeText {
  const name = encodingName(encoding ?? 'UTF-8');
  return (bytes) => decodeText(bytes, name);
}
