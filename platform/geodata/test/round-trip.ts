import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Crs } from '../crs/crs.ts';
import type { Format, LayerChoice, OutFeature } from '../format.ts';
import type { Field, GeoFeature } from '../geo-feature.ts';
import type { AreaGeometry } from '../geometry.ts';
import { eachPosition, type Geometry, partsOf } from '../geometry.ts';
import { type ReadLimits, readLimits } from '../limits.ts';

/** A folder that the test process removes when it ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lizhu-geodata-test-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function writeFeatures(
  format: Format,
  path: string,
  crs: Crs,
  fields: readonly Field[],
  features: readonly OutFeature[],
  layerName = 'layer',
): Promise<void> {
  const writer = await format.create(path, { crs, layerName, fields });
  for (const feature of features) await writer.write(feature);
  await writer.finish();
}

/** All records of a file, in the system that it declares or that is given. */
export async function readFeatures(
  format: Format,
  path: string,
  crs?: Crs,
  choice: Partial<LayerChoice> = {},
  limits: ReadLimits = readLimits,
): Promise<GeoFeature[]> {
  const reader = await format.open({ path, fileName: path.slice(path.lastIndexOf('/') + 1) }, limits);
  try {
    const layer = { encoding: null, layer: null, ...choice };
    const declared = crs ?? (await reader.describe(layer)).declaredCrs?.crs;
    if (!declared) throw new Error('The file declares no coordinate system');
    const found: GeoFeature[] = [];
    for await (const feature of reader.features({ ...layer, crs: declared })) found.push(feature);
    return found;
  } finally {
    await reader.close();
  }
}

/** The largest distance in degrees between the positions of two areas; infinite where their structure differs. */
export function farthestDeg(a: Geometry | null, b: Geometry | null): number {
  if (a === null || b === null) return a === b ? 0 : Number.POSITIVE_INFINITY;
  const shape = (geometry: Geometry): string =>
    JSON.stringify(partsOf(geometry as AreaGeometry).map((part) => part.map((ring) => ring.length)));
  if (shape(a) !== shape(b)) return Number.POSITIVE_INFINITY;
  const positions: number[] = [];
  eachPosition(a, ([x, y]) => positions.push(x, y));
  let at = 0;
  let farthest = 0;
  eachPosition(b, ([x, y]) => {
    farthest = Math.max(farthest, Math.abs(x - positions[at]!), Math.abs(y - positions[at + 1]!));
    at += 2;
  });
  return farthest;
}
