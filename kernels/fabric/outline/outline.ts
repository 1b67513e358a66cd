import { doubleArea, type Polygons, PolygonsBuilder } from '../polygons/polygons.ts';
import { CancellingEdges } from './cancelling-edges.ts';
import { chainRings } from './chain-rings.ts';
import { coversTwice } from './covered-twice.ts';
import { type LooseRing, looseRing } from './loose-ring.ts';
import { type NestedRings, nestRings } from './nest-rings.ts';
import { EdgeNoder } from './node-edges.ts';
import { keepOuterEdges } from './outer-edges.ts';

/** Groups of parcels: group g is parcels[start[g]] … parcels[start[g + 1] - 1]. `Components` are groups. */
export interface ParcelGroups {
  readonly count: number;
  readonly start: Int32Array;
  readonly parcels: Int32Array;
}

export interface OutlineOptions {
  /** Boundaries no further apart than this are one. */
  readonly toleranceM?: number;
  /** `clean` of an adjacency with that tolerance: groups of clean parcels alone are drawn without looking for what to mend. */
  readonly clean?: Uint8Array | undefined;
}

/**
 * The outline of each group of parcels, as one polygon a group: what a union gives, from boundaries that cancel where parcels
 * touch. Points of one side only, and offsets within the tolerance, are brought together first; ground that several parcels cover
 * counts once. Parcels of a group that do not touch give several outlines, gaps wider than the tolerance stay open, and rings
 * thinner than the tolerance are left out.
 */
export function outlineGroups(
  polygons: Polygons,
  groups: ParcelGroups,
  options: OutlineOptions = {},
): Polygons {
  const { originX, originY, resolutionM } = polygons;
  const { toleranceM = 0.05, clean } = options;
  const tolerance = toleranceM / resolutionM;
  const builder = new PolygonsBuilder({ originX, originY, resolutionM });
  const edges = new CancellingEdges();
  const noder = new EdgeNoder();
  for (let g = 0; g < groups.count; g++) {
    builder.beginPolygon();
    if (groups.start[g + 1]! - groups.start[g]! === 1) {
      copyRings(polygons, groups.parcels[groups.start[g]!]!, builder);
      continue;
    }
    const parcels = groups.parcels.subarray(groups.start[g]!, groups.start[g + 1]!);
    addBoundaries(polygons, parcels, edges);
    if (clean === undefined || parcels.some((parcel) => clean[parcel] !== 1)) noder.node(edges, tolerance);
    const outlines = drawOutlines(edges, tolerance);
    for (const { outer, holes } of outlines) {
      builder.ringInUnits(inUnits(edges, outer), false);
      for (const hole of holes) builder.ringInUnits(inUnits(edges, hole), true);
    }
  }
  return builder.finish();
}

/**
 * The outlines of noded edges. Where ground is covered twice, only the edges around all of it are kept first; should these not
 * close, which noding in whole grid units cannot quite rule out, the rings are given as they are rather than lost.
 */
function drawOutlines(edges: CancellingEdges, tolerance: number): NestedRings[] {
  const rings = looseRings(edges, tolerance) ?? [];
  const nested = coversTwice(edges) ? null : nestRings(rings);
  if (nested !== null) return nested;
  keepOuterEdges(edges);
  const outer = looseRings(edges, tolerance);
  return (
    (outer && nestRings(outer)) ??
    rings.filter(({ doubleArea }) => doubleArea > 0).map((ring) => ({ outer: ring, holes: [] }))
  );
}

/** One parcel is its own outline. */
function copyRings({ ringStart, pointStart, xs, ys }: Polygons, row: number, builder: PolygonsBuilder): void {
  for (let r = ringStart[row]!; r < ringStart[row + 1]!; r++) {
    const start = pointStart[r]!;
    const pairs = new Int32Array(2 * (pointStart[r + 1]! - start));
    for (let k = 0; k < pairs.length / 2; k++) {
      pairs[2 * k] = xs[start + k]!;
      pairs[2 * k + 1] = ys[start + k]!;
    }
    builder.ringInUnits(pairs, doubleArea(xs, ys, start, pointStart[r + 1]!) < 0);
  }
}

function addBoundaries(polygons: Polygons, parcels: Int32Array, edges: CancellingEdges): void {
  const { ringStart, pointStart, xs, ys } = polygons;
  let points = 0;
  for (const parcel of parcels)
    points += pointStart[ringStart[parcel + 1]!]! - pointStart[ringStart[parcel]!]!;
  edges.clear(points);
  for (const parcel of parcels) {
    for (let r = ringStart[parcel]!; r < ringStart[parcel + 1]!; r++) {
      const end = pointStart[r + 1]!;
      let from = edges.point(xs[end - 1]!, ys[end - 1]!);
      for (let k = pointStart[r]!; k < end; k++) {
        const to = edges.point(xs[k]!, ys[k]!);
        edges.add(from, to);
        from = to;
      }
    }
  }
}

/** Rings of the edges, but those that are thinner than the tolerance; null when some edges do not close. */
function looseRings(edges: CancellingEdges, tolerance: number): LooseRing[] | null {
  const chained = chainRings(edges);
  if (chained === null) return null;
  return chained.map((points) => looseRing(edges, points, tolerance)).filter((ring) => ring !== null);
}

function inUnits({ xs, ys }: CancellingEdges, { points }: LooseRing): Int32Array {
  const pairs = new Int32Array(2 * points.length);
  for (let i = 0; i < points.length; i++) {
    pairs[2 * i] = xs[points[i]!]!;
    pairs[2 * i + 1] = ys[points[i]!]!;
  }
  return pairs;
}
