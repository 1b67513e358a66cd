import type { Polygons } from './polygons.ts';

const INT32_MAX = 2_147_483_647;

/**
 * The box of each polygon along the diagonals: min x + y, min x - y, max x + y, max x - y, in halves of grid units rounded down by
 * less than two. With the plain box it makes an octagon, which tells apart what lies aslant.
 */
export function diagonalBoxes({ count, ringStart, pointStart, xs, ys }: Polygons): Int32Array {
  const boxes = new Int32Array(4 * count);
  for (let i = 0; i < count; i++) {
    let minSum = INT32_MAX;
    let minDifference = INT32_MAX;
    let maxSum = -INT32_MAX;
    let maxDifference = -INT32_MAX;
    for (let k = pointStart[ringStart[i]!]!; k < pointStart[ringStart[i + 1]!]!; k++) {
      const x = xs[k]! >> 1;
      const y = ys[k]! >> 1;
      const sum = x + y;
      const difference = x - y;
      if (sum < minSum) minSum = sum;
      if (sum > maxSum) maxSum = sum;
      if (difference < minDifference) minDifference = difference;
      if (difference > maxDifference) maxDifference = difference;
    }
    boxes[4 * i] = minSum;
    boxes[4 * i + 1] = minDifference;
    boxes[4 * i + 2] = maxSum;
    boxes[4 * i + 3] = maxDifference;
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
  return (between - 2) * Math.SQRT2;
}
