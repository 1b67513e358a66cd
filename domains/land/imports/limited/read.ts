import type { LimitedEntry } from '@lizhu/files';
import {
  type AreaGeometry,
  type CheckedFeature,
  checkedFeatures,
  eachPosition,
  GeodataError,
  type Geometry,
  openGeodata,
  type Source,
  wkbOfGeometry,
} from '@lizhu/geodata';
import type { ReadFeature } from '../read-feature.ts';
import { type FileAnswer, refused } from './file-answer.ts';

/** What the officer confirmed of the file. */
export interface StatedFile {
  readonly format: string;
  readonly encoding: string | null;
  readonly crs: string;
  readonly layer: string | null;
}

/** Batches are cut by features and by bytes: one message holds at most 64 MiB. */
const BATCH_FEATURES = 1_000;
const BATCH_BYTES = 4 * 1024 * 1024;

/** Reads and checks every feature of a file in a limited child, and sends them in batches. */
const read: LimitedEntry<{ source: Source; stated: StatedFile }, FileAnswer<number>, ReadFeature[]> = async (
  { source, stated },
  task,
) => {
  try {
    const opened = await openGeodata(source, stated);
    let batch: ReadFeature[] = [];
    let bytes = 0;
    let features = 0;
    const send = async (): Promise<void> => {
      if (batch.length > 0) await task.send(batch);
      batch = [];
      bytes = 0;
    };
    try {
      // The ledger judges identifiers by its own codes.
      for await (const checked of checkedFeatures(opened.features(), { idOf: () => null })) {
        const feature = readFeatureOf(checked);
        batch.push(feature);
        bytes += (feature.wkb?.length ?? 0) + (feature.raw?.length ?? 0) + 500;
        features++;
        if (batch.length >= BATCH_FEATURES || bytes >= BATCH_BYTES) await send();
      }
      await send();
      return { refusal: null, answer: features };
    } finally {
      await opened.close();
    }
  } catch (error) {
    if (error instanceof GeodataError) return refused(error);
    throw error;
  }
};
export default read;

function readFeatureOf({ feature, status, geometry, areaSqm, faults }: CheckedFeature): ReadFeature {
  const { index, id, properties } = feature;
  return {
    index,
    id,
    properties,
    status,
    areaSqm,
    wkb: geometry === null ? null : Buffer.from(wkbOfGeometry(geometry)).toString('base64'),
    bbox: bboxOf(geometry ?? feature.geometry),
    faults,
    raw: geometry === null && feature.geometry !== null ? JSON.stringify(feature.geometry) : null,
  };
}

function bboxOf(geometry: Geometry | AreaGeometry | null): ReadFeature['bbox'] {
  if (geometry === null) return null;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  eachPosition(geometry, ([lon, lat]) => {
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) return;
    west = Math.min(west, lon);
    south = Math.min(south, lat);
    east = Math.max(east, lon);
    north = Math.max(north, lat);
  });
  return west <= east ? [west, south, east, north] : null;
}
