import { polygonBoxes } from './polygon-boxes.ts';
import type { Polygons } from './polygons.ts';

/**
 * The box of each polygon along the diagonals: min x + y, min x - y, max x + y, max x - y, in halves of grid units rounded down by
 * less than two. With the plain box it makes an octagon, which tells apart what lies aslant.
 */
export function diagonalBoxes(polygons: Polygons): Int32Array {
  const { xs, ys } = polygons;
  const sums = new Int32Array(xs.length);
  const differences = new Int32Array(xs.length);
  for (let k = 0; k < xs.length; k++) {
    sums[k] = (xs[k]! >> 1) + (ys[k]! >> 1);
    differences[k] = (xs[k]! >> 1) - (ys[k]! >> 1);
  }
  return polygonBoxes({ ...polygons, xs: sums, ys: differences });
}

/** Whether two polygons are further apart than `reach` (in grid units) along a diagonal. False does not say that they are near. */
export function diagonallyApart(boxes: Int32Array, a: number, b: number, reach: number): boolean {
  const between = Math.max(
    boxes[4 * a]! - boxes[4 * b + 2]!,
    boxes[4 * b]! - boxes[4 * a + 2]!,
    boxes[4 * a + 1]! - boxes[4 * b + 3]!,
    boxes[4 * b + 1]! - boxes[4 * a + 3]!,
  );
  return between > reach * Math.SQRT1_2 + 2;
}
