import { ellipsoidAreaSqm } from '@lizhu/fabric';
import { signedArea } from '../check/ring-columns.ts';
import { CoordinateSample } from '../crs/coordinate-sample.ts';
import type { Crs } from '../crs/crs.ts';
import { proposeEncoding, statedEncoding } from '../detect/propose-encoding.ts';
import { type Fault, fault } from '../fault.ts';
import { FieldSurvey } from '../field-survey.ts';
import { FileBytes } from '../file-bytes.ts';
import type { LayerChoice, LayerDescription, Reader, Source } from '../format.ts';
import type { FieldValue, GeoFeature, Guess } from '../geo-feature.ts';
import { areaGeometry, type Geometry, type Position, partsOf, type Ring } from '../geometry.ts';
import type { ReadLimits } from '../limits.ts';
import type { Place } from '../place.ts';
import { assembleRings } from '../rings/assemble-rings.ts';
import { samplePositions } from '../sample-positions.ts';
import { declaredCrsOf, type Header, systemOf } from './header.ts';
import { BASE_FIELDS, parcelFieldName } from './parcel-fields.ts';
import { type ScannedParcel, scanParcels } from './scan-parcels.ts';

const SURVEY_PARCELS = 1_000;
const ENCODING_BYTES = 1 << 20;
const SQM_PER_HECTARE = 10_000;

export async function openBoundaryTxt(source: Source, limits: ReadLimits): Promise<Reader> {
  return new BoundaryTxtReader(await FileBytes.open(source.path), source, limits);
}

class BoundaryTxtReader implements Reader {
  readonly layers: Reader['layers'];
  readonly #file: FileBytes;
  readonly #limits: ReadLimits;

  constructor(file: FileBytes, source: Source, limits: ReadLimits) {
    this.#file = file;
    this.#limits = limits;
    this.layers = [{ name: source.fileName.replace(/\.[^.]*$/, ''), features: null }];
  }

  async encoding(stated?: string): Promise<Guess> {
    const head = await this.#file.read(0, ENCODING_BYTES);
    const marked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
    if (stated !== undefined) return statedEncoding(stated, [head]);
    const where = { zh: '字节序标记（BOM）', en: 'the byte-order mark' };
    return proposeEncoding(marked ? { value: 'UTF-8', where } : null, [head]);
  }

  async describe(choice: LayerChoice): Promise<LayerDescription> {
    const sample = new CoordinateSample();
    const survey = new FieldSurvey(this.#limits.fieldsMax);
    let parcels = 0;
    let header: Header = new Map();
    for await (const parcel of scanParcels(this.#file, choice.encoding ?? 'UTF-8')) {
      if (parcels++ === 0) header = parcel.header;
      if (parcels > SURVEY_PARCELS) break;
      survey.add(propertiesOf(parcel.fields));
      const lines = parcel.rings.map(({ points }) => points);
      samplePositions(sample, { type: 'MultiLineString', coordinates: lines });
    }
    return {
      declaredCrs: declaredCrsOf(header, sample),
      sample,
      fields: survey.fields(),
      features: parcels <= SURVEY_PARCELS ? parcels : null,
    };
  }

  async *features(choice: LayerChoice & { readonly crs: Crs }): AsyncGenerator<GeoFeature> {
    let index = 0;
    let system: string | undefined;
    for await (const parcel of scanParcels(this.#file, choice.encoding ?? 'UTF-8')) {
      index++;
      system ??= systemOf(parcel.header);
      yield featureOf(parcel, index, choice.crs, systemOf(parcel.header) === system);
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

function featureOf(parcel: ScannedParcel, index: number, crs: Crs, sameSystem: boolean): GeoFeature {
  const { fields, line, offset } = parcel;
  const place: Place = { feature: index, line, byte: offset + 1 };
  const faults = lineFaults(parcel, place);
  if (!sameSystem) {
    const detail = {
      zh: '此地块之前的表头与文件开头的坐标系不同，请拆分为两个文件',
      en: 'the header before this parcel states another coordinate system than the first one; split the file',
    };
    faults.push(fault('record-damaged', place, { detail }));
  }
  const id = fields[2] ? fields[2] : null;
  const feature = { index, id, properties: propertiesOf(fields), place };
  if (faults.some(({ severity }) => severity === 'quarantine')) return { ...feature, geometry: null, faults };
  const { geometry, misplaced } = geometryOf(parcel, crs);
  if (misplaced.length > 0) {
    const rings = misplaced
      .slice(0, 10)
      .map((ring) => ring + 1)
      .join(', ');
    faults.push(fault('ring-role', place, { rings }));
  }
  const area = areaFault(parcel, geometry, crs, place);
  if (area) faults.push(area);
  return { ...feature, geometry, faults };
}

function lineFaults({ fields, rings, pointLines, unreadable, stray }: ScannedParcel, place: Place): Fault[] {
  const faults: Fault[] = [];
  if (stray) {
    const detail = {
      zh: '界址点之前没有以 @ 结尾的地块行',
      en: 'its points follow no parcel line (one that ends in @)',
    };
    faults.push(fault('record-damaged', place, { detail }));
  }
  for (const { line, text } of unreadable)
    faults.push(fault('point-unreadable', { ...place, line }, { text }));
  const stated = fields[0] ? Number(fields[0]) : Number.NaN;
  const closings = rings.filter(({ points }) => points.length > 1 && same(points[0]!, points.at(-1)!)).length;
  if (Number.isFinite(stated) && (stated > pointLines || stated < pointLines - closings)) {
    faults.push(fault('point-count-differs', place, { stated, found: pointLines - closings }));
  }
  return faults;
}

function same(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

function geometryOf(
  { fields, rings }: ScannedParcel,
  crs: Crs,
): { readonly geometry: Geometry; readonly misplaced: readonly number[] } {
  const lines: Ring[] = rings.map(({ points }) => points.map(([x, y]) => crs.toLonLat(x, y)));
  const kind = fields[4] ?? '';
  if (kind.startsWith('点')) {
    return { geometry: { type: 'MultiPoint', coordinates: lines.flat() }, misplaced: [] };
  }
  if (kind.startsWith('线')) {
    return { geometry: { type: 'MultiLineString', coordinates: lines }, misplaced: [] };
  }
  if (lines.length === 0) return { geometry: { type: 'Polygon', coordinates: [] }, misplaced: [] };
  const { parts, misplaced } = assembleRings(
    lines,
    lines.map((_, ring) => ring > 0),
  );
  return { geometry: areaGeometry(parts), misplaced };
}

/** Holds the stated area against the area of the ellipsoid and that of the plane: both are in use. */
function areaFault(parcel: ScannedParcel, geometry: Geometry, crs: Crs, place: Place): Fault | null {
  const text = parcel.fields[1] ?? '';
  const stated = text === '' ? Number.NaN : Number(text);
  if (!(stated > 0) || (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon')) return null;
  const parts = partsOf(geometry);
  const statedSqm = stated * SQM_PER_HECTARE;
  const decimals = text.split('.')[1]?.length ?? 0;
  const toleranceSqm = Math.max(1, 0.51 * 10 ** -decimals * SQM_PER_HECTARE, statedSqm * 1e-4);
  const ellipsoidSqm = sumOf(parts, (ring) => ellipsoidAreaSqm(ring.flat()));
  if (Math.abs(statedSqm - ellipsoidSqm) <= toleranceSqm) return null;
  const planeSqm = sumOf(parts, (ring) =>
    Math.abs(signedArea(ring.map(([lon, lat]) => crs.fromLonLat(lon, lat)))),
  );
  if (!crs.geographic && Math.abs(statedSqm - planeSqm) <= toleranceSqm) return null;
  if (parts.every((part) => part.length === 0) || !Number.isFinite(ellipsoidSqm)) return null;
  const found = (ellipsoidSqm / SQM_PER_HECTARE).toFixed(4);
  return fault('stated-area-differs', place, { stated: text, found });
}

/** Exteriors count, holes are taken off. */
function sumOf(parts: readonly Ring[][], area: (ring: Ring) => number): number {
  let sum = 0;
  for (const part of parts) for (let r = 0; r < part.length; r++) sum += (r === 0 ? 1 : -1) * area(part[r]!);
  return sum;
}

function propertiesOf(fields: readonly string[]): Record<string, FieldValue> {
  const properties: Record<string, FieldValue> = {};
  const count = Math.max(BASE_FIELDS, fields.length);
  for (let f = 0; f < count; f++) {
    const text = fields[f] ?? '';
    const number = f < 2 && text !== '' ? Number(text) : Number.NaN;
    properties[parcelFieldName(f)] = Number.isFinite(number) ? number : text === '' ? null : text;
  }
  return properties;
}
