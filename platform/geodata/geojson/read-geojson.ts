import { CoordinateSample } from '../crs/coordinate-sample.ts';
import type { Crs } from '../crs/crs.ts';
import { proposeEncoding, statedEncoding } from '../detect/propose-encoding.ts';
import { FieldSurvey } from '../field-survey.ts';
import { FileBytes } from '../file-bytes.ts';
import type { LayerChoice, LayerDescription, Reader, Source } from '../format.ts';
import type { GeoFeature, Guess } from '../geo-feature.ts';
import type { ReadLimits } from '../limits.ts';
import { samplePositions } from '../sample-positions.ts';
import { toLonLat } from '../to-lon-lat.ts';
import { declaredCrsOf, membersAtEnd } from './declared-crs.ts';
import { parseRecord } from './parse-record.ts';
import { type JsonRecord, RecordScanner, type Scanned } from './scan-records.ts';

/** What is looked at before all is read. */
const SURVEY_BYTES = 16 << 20;
const SURVEY_RECORDS = 2_000;
const ENCODING_BYTES = 1 << 20;

export async function openGeoJson(source: Source, limits: ReadLimits): Promise<Reader> {
  return new GeoJsonReader(await FileBytes.open(source.path), source, limits);
}

class GeoJsonReader implements Reader {
  readonly layers: Reader['layers'];
  readonly #file: FileBytes;
  readonly #limits: ReadLimits;

  constructor(file: FileBytes, source: Source, limits: ReadLimits) {
    this.#file = file;
    this.#limits = limits;
    this.layers = [{ name: source.fileName.replace(/\.[^.]*$/, ''), features: null }];
  }

  async encoding(stated?: string): Promise<Guess> {
    const piece = await this.#file.read(0, ENCODING_BYTES);
    const middle = await this.#file.read(Math.floor(this.#file.size / 2), ENCODING_BYTES);
    const samples = [piece, withoutCutStart(middle)];
    if (stated !== undefined) return statedEncoding(stated, samples);
    const declared = {
      value: 'UTF-8',
      where: { zh: 'GeoJSON 规定的编码', en: 'the encoding that GeoJSON prescribes' },
    };
    return proposeEncoding(declared, samples);
  }

  async describe(choice: LayerChoice): Promise<LayerDescription> {
    const encoding = choice.encoding ?? 'UTF-8';
    const sample = new CoordinateSample();
    const survey = new FieldSurvey(this.#limits.fieldsMax);
    let members: Record<string, unknown> = {};
    let records = 0;
    let complete = true;
    for await (const each of this.#scanned(encoding)) {
      if (each.kind === 'members') {
        members = { ...members, ...membersOf(each.text) };
        continue;
      }
      records++;
      const { geometry, properties } = parseRecord(each.record, encoding, { feature: records });
      survey.add(properties);
      samplePositions(sample, geometry);
      const surveyed =
        each.record.offset + each.record.bytes.length > SURVEY_BYTES || records >= SURVEY_RECORDS;
      if (surveyed) {
        complete = false;
        break;
      }
    }
    if (!complete && !('crs' in members)) members = { ...members, ...(await membersAtEnd(this.#file)) };
    return {
      declaredCrs: declaredCrsOf(members),
      sample,
      fields: survey.fields(),
      features: complete ? records : null,
    };
  }

  async *features(choice: LayerChoice & { readonly crs: Crs }): AsyncGenerator<GeoFeature> {
    const encoding = choice.encoding ?? 'UTF-8';
    let index = 0;
    for await (const each of this.#scanned(encoding)) {
      if (each.kind === 'members') continue;
      index++;
      yield featureOf(each.record, index, encoding, choice.crs);
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async *#scanned(encoding: string): AsyncGenerator<Scanned> {
    const scanner = new RecordScanner({
      recordBytesMax: this.#limits.featureBytesMax,
      doubleByte: /^(GB|Big5|CP9)/i.test(encoding),
    });
    for await (const piece of this.#file.pieces()) yield* scanner.push(piece);
    yield* scanner.end();
  }
}

function featureOf(record: JsonRecord, index: number, encoding: string, crs: Crs): GeoFeature {
  const place = { feature: index, line: record.line, byte: record.offset + 1 };
  const { id, properties, geometry, faults } = parseRecord(record, encoding, place);
  return { index, id, properties, geometry: toLonLat(geometry, crs), faults, place };
}

function membersOf(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** Without the rest of a character that a piece out of the middle may begin with. */
function withoutCutStart(bytes: Buffer): Buffer {
  const start = bytes.indexOf(0x22);
  return start === -1 ? bytes : bytes.subarray(start);
}
