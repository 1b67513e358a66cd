import { polygonBoxes } from '../polygons/polygon-boxes.ts';
import type { Polygons } from '../polygons/polygons.ts';
import { roomFor } from '../polygons/room-for.ts';
import { BoundaryPair } from './boundary-pair.ts';
import { CommonEdges } from './common-edges.ts';
import { diagonalBoxes, diagonalGap } from './diagonal-boxes.ts';
import { edgesOf, writeEdgeBoxes } from './edge-boxes.ts';
import { findEdgeTwins } from './edge-twins.ts';
import { type Adjacency, Links } from './links.ts';
import { forEachMeeting } from './meeting-boxes.ts';

export interface AdjacencyOptions {
  /** Boundaries no further apart than this are one. 0 = only what coincides to the grid unit. */
  readonly toleranceM?: number;
  /** Polygons no further apart than this are neighbours too, across the gap. */
  readonly gapM?: number;
  /** Touching along less than this does not make neighbours. */
  readonly minSharedM?: number;
  /** Puts the columns into shared memory. */
  readonly shared?: boolean;
}

/**
 * Finds the neighbours of every polygon: those that share at least `minSharedM` of boundary within the tolerance, overlaps and
 * parcels in holes included, and those across a gap of at most `gapM`. Candidate pairs come from a box tree that is joined with
 * itself; edges that two have are told by a hash of their ends, all else is measured by the few edges near both.
 * O((n + k) log n) for k pairs of meeting boxes.
 *
 * @throws RangeError when a distance is negative or not finite.
 */
export function buildAdjacency(polygons: Polygons, options: AdjacencyOptions = {}): Adjacency {
  const { toleranceM = 0.05, gapM = 0, minSharedM = 1, shared = false } = options;
  for (const [name, value] of Object.entries({ toleranceM, gapM, minSharedM })) {
    if (!(value >= 0 && value < Infinity))
      throw new RangeError(`Cannot find neighbours: ${name} is ${value}`);
  }
  const { resolutionM } = polygons;
  const boxes = polygonBoxes(polygons);
  const tolerance = inUnits(toleranceM, resolutionM);
  const reach = inUnits(gapM, resolutionM);
  const margin = Math.max(tolerance, reach);
  const diagonals = diagonalBoxes(polygons);
  const edges = edgesOf(polygons);
  const twins = findEdgeTwins(polygons, boxes, edges.next, edges.boxes);
  writeEdgeBoxes(polygons, edges, 0, edges.next.length);
  const pair = new BoundaryPair(polygons, boxes, edges, tolerance, reach);
  const links = new Links(polygons.count);
  const common = new CommonEdges(polygons, twins);
  const clean = new Uint8Array(roomFor(polygons.count, shared));
  clean.set(twins.matched);
  forEachMeeting(boxes, margin, (a, others, count) => {
    if (twins.matched[a] === 1) common.take(a);
    links.begin(a);
    for (let n = 0; n < count; n++) {
      const b = others[n]!;
      // Where all edges of both are told by their ends, neighbours by whole edges need no look at the geometry.
      if (twins.matched[a] === 1 && twins.matched[b] === 1) {
        const commonM = common.lengthWith(b) * resolutionM;
        if (commonM > 0 && commonM >= minSharedM) {
          links.add(b, commonM, 0);
          continue;
        }
      }
      const aslant = diagonalGap(diagonals, a, b);
      if (aslant > margin) continue;
      pair.measure(a, b, aslant <= tolerance);
      if (pair.overlap) {
        clean[a] = 0;
        clean[b] = 0;
      }
      const sharedM = pair.shared * resolutionM;
      if (sharedM > 0 && sharedM >= minSharedM) links.add(b, sharedM, 0);
      else if (gapM > 0) {
        const apart = pair.distance();
        if (apart <= reach) links.add(b, sharedM, apart * resolutionM);
      }
    }
  });
  return { ...links.rows(shared), clean };
}

/** Metres as grid units, a hair more than they are, so that a gap of exactly so many metres is within. */
function inUnits(metres: number, resolutionM: number): number {
  return metres === 0 ? 0 : metres / resolutionM + 1e-6;
}
