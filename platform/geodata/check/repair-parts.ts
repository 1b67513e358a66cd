import type { Ring } from '../geometry.ts';
import type { Clipper } from './clipper.ts';
import { findDefects } from './find-defects.ts';
import { nestRings } from './nest-rings.ts';
import { nodeTouches } from './node-touches.ts';
import { signedArea } from './ring-columns.ts';
import { splitPinches } from './split-pinches.ts';
import { sweepRings } from './sweep-rings.ts';
import { traceInteriors } from './trace-interiors.ts';

/**
 * Parts rebuilt into valid polygons, and by how much another reading of the same outline would differ.
 *
 * What each defect is taken to mean: an outline that crosses itself encloses what an odd number of its windings enclose;
 * holes are taken off their own exterior; parts are joined. Where that is a guess, the area at stake is `doubtDeg2` (square
 * degrees): land that the outline winds round twice, holes outside their exterior, holes in holes, parts inside parts.
 */
export interface RepairedParts {
  readonly parts: Ring[][];
  readonly doubtDeg2: number;
  readonly doubt: 'wound twice' | 'hole outside' | 'hole in hole' | 'part in part' | null;
}

/** Clips and joins; null where no valid polygon comes out. */
export function repairParts(parts: readonly (readonly Ring[])[], clipper: Clipper): RepairedParts | null {
  const doubts = new Map<NonNullable<RepairedParts['doubt']>, number>();
  const doubtful = (kind: NonNullable<RepairedParts['doubt']>, area: number): void => {
    if (area > 0) doubts.set(kind, (doubts.get(kind) ?? 0) + area);
  };
  const readings = parts.map(([exterior, ...holes]) => {
    const shell = clipper.union([exterior!], 'even-odd');
    doubtful('wound twice', areaOf(clipper.union([exterior!], 'non-zero')) - areaOf(shell));
    if (holes.length === 0) return shell;
    const hollows = holes.flatMap((hole) => clipper.union([hole], 'even-odd'));
    const hollow = clipper.union(hollows, 'non-zero');
    doubtful('hole in hole', areaOf(hollows) - areaOf(hollow));
    doubtful('hole outside', areaOf(clipper.difference(hollow, shell)));
    return clipper.difference(shell, hollow);
  });
  const joined = readings.length === 1 ? readings[0]! : clipper.union(readings.flat(), 'non-zero');
  const overlap = readings.reduce((sum, reading) => sum + areaOf(reading), 0) - areaOf(joined);
  if (overlap > 0) doubtful('part in part', nestedArea(readings, clipper) ?? overlap);
  const [doubt, doubtDeg2] = [...doubts].sort((a, b) => b[1] - a[1])[0] ?? [null, 0];
  const rebuilt = rebuild(joined);
  return rebuilt && { parts: rebuilt, doubtDeg2, doubt };
}

const PARTS_COMPARED_MAX = 200;

/** Area of the parts that lie (all but 1 %) inside a larger one; null where there are too many parts to compare. */
function nestedArea(readings: readonly Ring[][], clipper: Clipper): number | null {
  if (readings.length > PARTS_COMPARED_MAX) return null;
  const areas = readings.map(areaOf);
  let sum = 0;
  for (let i = 0; i < readings.length; i++) {
    const inLarger = readings.some((other, k) => {
      if (areas[i]! >= 0.99 * areas[k]! || k === i) return false;
      return areaOf(clipper.intersection(readings[i]!, other)) > 0.99 * areas[i]!;
    });
    if (inLarger) sum += areas[i]!;
  }
  return sum;
}

/**
 * Rebuilds parts whose rings only touch (themselves or each other): nothing is clipped, every point stays. Returns
 * null where rings cross after all. Loops of one ring inside each other that turn the same way are a doubt.
 */
export function splitParts(parts: readonly (readonly Ring[])[]): RepairedParts | null {
  const { sweep } = findDefects(parts);
  if (sweep.crossing) return null;
  const loops = nodeTouches(parts.flat(), sweep).map(splitPinches);
  const rings = loops.flat();
  const source = loops.flatMap((each, ring) => each.map(() => ring));
  const nested = sweepRings(rings);
  if (nested.crossing) return null;
  let doubtDeg2 = 0;
  for (let r = 0; r < rings.length; r++) {
    const parent = nested.parents[r]!;
    if (parent === -1 || source[parent] !== source[r]) continue;
    const area = signedArea(rings[r]!);
    if (area > 0 === signedArea(rings[parent]!) > 0) doubtDeg2 += Math.abs(area);
  }
  const rebuilt = rebuild(rings);
  return rebuilt && { parts: rebuilt, doubtDeg2, doubt: doubtDeg2 > 0 ? 'wound twice' : null };
}

/** Rings that do not cross, put together by the even-odd rule into valid parts; null where that does not succeed. */
function rebuild(loose: readonly Ring[]): Ring[][] | null {
  let rings = loose.filter((ring) => ring.length >= 3);
  for (let round = 0; round < 4; round++) {
    const sweep = sweepRings(rings);
    if (sweep.crossing) return null;
    rings = nodeTouches(rings, sweep).flatMap(splitPinches);
    const nested = sweepRings(rings);
    if (nested.crossing) return null;
    const parts = nestRings(rings, nested.parents);
    const { defects } = findDefects(parts);
    if (defects.length === 0) return parts;
    rings = traceInteriors(parts).flatMap(splitPinches);
  }
  return null;
}

/** Area of rings that run as Clipper gives them: exteriors one way, holes the other. */
function areaOf(rings: readonly Ring[]): number {
  let sum = 0;
  for (const ring of rings) sum += signedArea(ring);
  return Math.abs(sum);
}
