import type { Polygons } from './polygons.ts';

const INT32_MAX = 2_147_483_647;

/** The box of each polygon: min x, min y, max x, max y; turned inside out where it is empty, so that no search meets it. */
export function polygonBoxes({ count, ringStart, pointStart, xs, ys }: Polygons): Int32Array {
  const boxes = new Int32Array(4 * count);
  for (let i = 0; i < count; i++) {
    let minX = INT32_MAX;
    let minY = INT32_MAX;
    let maxX = -INT32_MAX;
    let maxY = -INT32_MAX;
    for (let k = pointStart[ringStart[i]!]!; k < pointStart[ringStart[i + 1]!]!; k++) {
      const x = xs[k]!;
      const y = ys[k]!;
      if (x < minX) minX = x;
      if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      if (y > maxY) maxY = y;
    }
    boxes[4 * i] = minX;
    boxes[4 * i + 1] = minY;
    boxes[4 * i + 2] = maxX;
    boxes[4 * i + 3] = maxY;
  }
  return boxes;
}
