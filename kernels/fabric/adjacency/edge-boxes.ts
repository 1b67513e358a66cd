import type { Polygons } from '../polygons/polygons.ts';

/**
 * All edges of some polygons, each named by the column index of the point at which it starts, so that those of one polygon stand in
 * a row. Their boxes are kept in halves of grid units.
 */
export interface EdgeBoxes {
  /** Polygon i has edges first[i] … first[i + 1] - 1. */
  readonly first: Int32Array;
  /** Four numbers an edge: min x, min y, max x, max y, in halves rounded down. */
  readonly boxes: Int32Array;
  /** The point at which each edge ends. */
  readonly next: Int32Array;
}

/** The edges of some polygons, with room for their boxes, which are yet to be written. */
export function edgesOf({ count, ringStart, pointStart, xs }: Polygons): EdgeBoxes {
  const first = new Int32Array(count + 1);
  for (let i = 0; i <= count; i++) first[i] = pointStart[ringStart[i]!]!;
  const next = new Int32Array(xs.length);
  for (let k = 0; k < next.length; k++) next[k] = k + 1;
  for (let r = 0; r + 1 < pointStart.length; r++) {
    if (pointStart[r]! < pointStart[r + 1]!) next[pointStart[r + 1]! - 1] = pointStart[r]!;
  }
  return { first, boxes: new Int32Array(4 * xs.length), next };
}

/** Writes the boxes of edges from … to - 1. */
export function writeEdgeBoxes(
  { xs, ys }: Polygons,
  { boxes, next }: EdgeBoxes,
  from: number,
  to: number,
): void {
  for (let k = from, at = 4 * from; k < to; k++, at += 4) {
    const end = next[k]!;
    const px = xs[k]! >> 1;
    const py = ys[k]! >> 1;
    const qx = xs[end]! >> 1;
    const qy = ys[end]! >> 1;
    // The lesser and the greater without a branch that nobody can foretell.
    const west = (qx - px) & ((qx - px) >> 31);
    const south = (qy - py) & ((qy - py) >> 31);
    boxes[at] = px + west;
    boxes[at + 1] = py + south;
    boxes[at + 2] = qx - west;
    boxes[at + 3] = qy - south;
  }
}
