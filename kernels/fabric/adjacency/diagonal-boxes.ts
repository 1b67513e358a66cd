import type { Polygons } from '../polygons/polygons.ts';

/**
 * The box of each polygon along the diagonals: min x + y, min x - y, max x + y, max x - y, in quarters of grid units, off by less than
 * two. With the plain box it makes an octagon, which tells apart what lies aslant.
 */
export function diagonalBoxes({ count, ringStart, pointStart, xs, ys }: Polygons): Int32Array {
  const boxes = new Int32Array(4 * count);
  for (let i = 0; i < count; i++) {
    const first = pointStart[ringStart[i]!]!;
    const last = pointStart[ringStart[i + 1]!]!;
    if (first === last) continue;
    const x0 = xs[first]! >> 2;
    const y0 = ys[first]! >> 2;
    // Smaller and larger by the sign of a difference, since a branch would be guessed wrong time and again; in quarters it always fits.
    let minSum = 0;
    let minDifference = 0;
    let maxSum = 0;
    let maxDifference = 0;
    for (let k = first + 1; k < last; k++) {
      const x = (xs[k]! >> 2) - x0;
      const y = (ys[k]! >> 2) - y0;
      const sum = x + y;
      const difference = x - y;
      minSum += (sum - minSum) & ((sum - minSum) >> 31);
      maxSum += (sum - maxSum) & ((maxSum - sum) >> 31);
      minDifference += (difference - minDifference) & ((difference - minDifference) >> 31);
      maxDifference += (difference - maxDifference) & ((maxDifference - difference) >> 31);
    }
    boxes[4 * i] = x0 + y0 + minSum;
    boxes[4 * i + 1] = x0 - y0 + minDifference;
    boxes[4 * i + 2] = x0 + y0 + maxSum;
    boxes[4 * i + 3] = x0 - y0 + maxDifference;
  }
  return boxes;
}

/** How far two polygons are apart along the diagonals at least, in grid units; 0 or less says nothing. */
export function diagonalGap(boxes: Int32Array, a: number, b: number): number {
  const between = Math.max(
    boxes[4 * a]! - boxes[4 * b + 2]!,
    boxes[4 * b]! - boxes[4 * a + 2]!,
    boxes[4 * a + 1]! - boxes[4 * b + 3]!,
    boxes[4 * b + 1]! - boxes[4 * a + 3]!,
  );
  return (between - 2) * 2 * Math.SQRT2;
}
