import { COMMON_GROUND } from '@lizhu/db';
import type { Blocker, Site } from '@lizhu/fabric';
import type { Bilingual } from '@lizhu/programme/contract';
import { type FoundSite, type ReadinessLine, readinessClasses } from '../contract.ts';
import { type LandFabric, totalsByClass } from '../fabric/land-fabric.ts';
import { projectionOf } from '../fabric/plane.ts';
import type { CodeColumn } from '../readiness/fact-columns.ts';

/** What explains a fabric's readiness. */
export interface Explained {
  readonly fabric: LandFabric;
  /** Lines of the table that decided. */
  readonly lines: readonly ReadinessLine[];
}

const noLine: Bilingual = { zh: '没有成立的规则行', en: 'No line of the table held' };
/** A tenth of a millimetre. */
const DEGREE_DECIMALS = 1e9;

/** A site of the kernel in the words of people: ids, owners, places on the earth. */
export function foundSite({ fabric, lines }: Explained, site: Site): FoundSite {
  const rows = site.parcels;
  const toLonLat = inverseOf(fabric);
  const outline = site.outline.map((rings) => rings.map((ring) => closed(pairs(ring).map(toLonLat))));
  const points = outline.flat(2);
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  return {
    rank: site.rank,
    areaSqm: site.areaSqm,
    baseIds: distinct(fabric.base, rows).filter((id) => id !== COMMON_GROUND),
    parcelIds: Array.from(rows, (row) => fabric.ids[row]!),
    owners: distinct(fabric.owner, rows),
    classes: classTotals(fabric, rows),
    compactness: site.compactness,
    outline: { type: 'MultiPolygon', coordinates: outline },
    inscribedRectangle: {
      widthM: site.rectangle?.widthM ?? 0,
      lengthM: site.rectangle?.lengthM ?? 0,
      ring: site.rectangle === null ? [] : pairs(site.rectangle.corners).map(toLonLat),
    },
    labelPoint: toLonLat(site.labelPoint),
    bbox: [least(lons), least(lats), most(lons), most(lats)],
    blockers: site.blockers.map((blocker) => blockerOf(fabric, lines, blocker)),
  };
}

function blockerOf(
  fabric: LandFabric,
  lines: readonly ReadinessLine[],
  { parcel, gainSqm }: Blocker,
): FoundSite['blockers'][number] {
  const line = lines[fabric.lineNumber[parcel]! - 1];
  return {
    parcelId: fabric.ids[parcel]!,
    code: fabric.codes[parcel]!,
    readiness: readinessClasses[fabric.readiness[parcel]!]!,
    owner: textAt(fabric.owner, parcel),
    because: line?.title ?? noLine,
    areaSqm: fabric.areaSqm[parcel]!,
    gainSqm,
  };
}

function classTotals(fabric: LandFabric, rows: Int32Array): FoundSite['classes'] {
  return totalsByClass(
    readinessClasses,
    Uint8Array.from(rows, (row) => fabric.readiness[row]!),
    Float64Array.from(rows, (row) => fabric.areaSqm[row]!),
  );
}

function distinct(column: CodeColumn, rows: Int32Array): string[] {
  return [...new Set(Array.from(rows, (row) => textAt(column, row)))].sort();
}

function textAt({ codes, dictionary }: CodeColumn, row: number): string {
  return dictionary[codes[row]!]!;
}

type Pair = readonly [number, number];
type LonLat = [number, number];

function inverseOf({ plane }: LandFabric): (place: Pair) => LonLat {
  const projection = projectionOf(plane);
  const out = new Float64Array(2);
  const rounded = (degrees: number): number => Math.round(degrees * DEGREE_DECIMALS) / DEGREE_DECIMALS;
  return ([x, y]) => {
    projection.inverse(x, y, out);
    return [rounded(out[0]!), rounded(out[1]!)];
  };
}

function pairs(ring: ArrayLike<number>): Pair[] {
  return Array.from({ length: ring.length / 2 }, (_, i): Pair => [ring[2 * i]!, ring[2 * i + 1]!]);
}

function closed(ring: LonLat[]): LonLat[] {
  return ring.length === 0 ? ring : [...ring, ring[0]!];
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function most(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
}
