import type { LimitedEntry } from '@lizhu/files';
import { type CheckedFeature, type FeatureStatus, loadFeatureCheck } from '../checked-features.ts';
import { type Overlap, OverlapFinder } from '../dataset/find-overlaps.ts';
import { type Fault, fault } from '../fault.ts';
import type { Source } from '../format.ts';
import type { FieldValue } from '../geo-feature.ts';
import { boxOf } from '../geometry.ts';
import type { ReadLimits } from '../limits.ts';
import { type Choice, openGeodata } from '../open-geodata.ts';
import { wkbOfGeometry } from '../simple-features/wkb.ts';
import { type Refusal, refusalOf } from './refusal.ts';

export interface ReadInput {
  readonly source: Source;
  readonly choice: Choice;
  readonly limits?: ReadLimits;
  readonly batchFeatures?: number;
  /**
   * The field that identifies a feature, which must be unique; by default the identifier that the format itself gives. Null for
   * a caller that judges identifiers by itself: then none is held against another.
   */
  readonly idField?: string | null;
  /** False for a caller that looks for overlaps by itself. */
  readonly findOverlaps?: boolean;
}

/** A checked feature as it travels. */
export interface SentFeature {
  readonly index: number;
  readonly id: string | null;
  readonly properties: Readonly<Record<string, FieldValue>>;
  readonly status: FeatureStatus;
  readonly areaSqm: number;
  /** Base64 of a MultiPolygon in EPSG:4490; null where quarantined. */
  readonly wkb: string | null;
  /** West, south, east, north; of a quarantined one what can be said. */
  readonly bbox: readonly [number, number, number, number] | null;
  readonly faults: readonly Fault[];
  /** GeoJSON text of a quarantined geometry as it was read, in EPSG:4490; null where there was none. */
  readonly raw: string | null;
}

export interface ReadResult {
  readonly features: number;
  readonly valid: number;
  readonly repaired: number;
  readonly quarantined: number;
  readonly areaSqm: number;
  readonly crs: string;
  readonly encoding: string;
  /** The largest pairs that overlap, the largest first. */
  readonly overlaps: readonly Overlap[];
  /** All such pairs; null where they were not looked for, or were too many to count. */
  readonly overlapping: number | null;
}

const BATCH_FEATURES = 1_000;
const BATCH_BYTES = 1 << 20;
/** Base64 of more than this does not pass between processes in one message. */
const WKB_BYTES_MAX = 40 << 20;

/** Reads and checks a file in a process under limits; batches of `SentFeature[]` are sent, the counts returned. */
const read: LimitedEntry<ReadInput, ReadResult | Refusal, SentFeature[]> = async (input, task) => {
  try {
    return await readInBatches(input, (batch) => task.send(batch));
  } catch (error) {
    return refusalOf(error);
  }
};

export default read;

async function readInBatches(
  { source, choice, limits, batchFeatures = BATCH_FEATURES, idField, findOverlaps = true }: ReadInput,
  send: (batch: SentFeature[]) => Promise<void>,
): Promise<ReadResult> {
  const opened = await openGeodata(source, choice, limits);
  try {
    const check = await loadFeatureCheck(
      idField === undefined
        ? {}
        : { idOf: ({ properties }) => (idField === null ? null : textOf(properties[idField])) },
    );
    const counts = { features: 0, valid: 0, repaired: 0, quarantined: 0, areaSqm: 0 };
    const overlaps = new OverlapFinder();
    let batch: SentFeature[] = [];
    let batchBytes = 0;
    for await (const feature of opened.features()) {
      const checked = check(feature);
      const sent = travelling(checked, idField ?? null);
      if (findOverlaps && checked.geometry)
        overlaps.add(feature.index, sent.id, checked.geometry, feature.place);
      counts.features++;
      counts[sent.status]++;
      counts.areaSqm += sent.areaSqm;
      batch.push(sent);
      batchBytes += sizeOf(sent);
      if (batch.length >= batchFeatures || batchBytes >= BATCH_BYTES) {
        await send(batch);
        batch = [];
        batchBytes = 0;
      }
    }
    if (batch.length > 0) await send(batch);
    const found = overlaps.find();
    return {
      ...counts,
      crs: opened.crs.id,
      encoding: opened.encoding,
      overlaps: found.pairs,
      overlapping: findOverlaps && found.complete ? found.count : null,
    };
  } finally {
    await opened.close();
  }
}

function travelling(
  { feature, status, geometry, areaSqm, faults }: CheckedFeature,
  idField: string | null,
): SentFeature {
  const { index, properties, place } = feature;
  const id = idField ? textOf(properties[idField]) : feature.id;
  const wkb = geometry && wkbOfGeometry(geometry);
  if (wkb && wkb.length > WKB_BYTES_MAX) {
    const tooLarge = fault('too-large', place, { vertices: Math.round(wkb.length / 16) });
    return {
      index,
      id,
      properties,
      status: 'quarantined',
      areaSqm: 0,
      wkb: null,
      bbox: boxOf(geometry!),
      faults: [...faults, tooLarge],
      raw: null,
    };
  }
  const original = geometry ?? feature.geometry;
  return {
    index,
    id,
    properties,
    status,
    areaSqm,
    wkb: wkb && Buffer.from(wkb.buffer).toString('base64'),
    bbox: original && boxOf(original),
    faults,
    raw: geometry || !feature.geometry ? null : JSON.stringify(feature.geometry),
  };
}

/** About what a feature takes as JSON. */
function sizeOf({ wkb, raw, faults, properties }: SentFeature): number {
  let bytes = 200 + (wkb?.length ?? 0) + (raw?.length ?? 0) + 600 * faults.length;
  for (const name in properties) {
    const value = properties[name];
    bytes += name.length + (typeof value === 'string' ? value.length : 10);
  }
  return bytes;
}

function textOf(value: FieldValue | undefined): string | null {
  return value === undefined || value === null || value === '' ? null : String(value);
}
