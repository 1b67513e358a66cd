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

/** The box around some boxes: min x, min y, max x, max y; turned inside out, to infinity, when there are none. */
export function boundsOf(boxes: Int32Array): [number, number, number, number] {
  let minX = Infinity;
  let minY = Infinity;
  let maxX = -Infinity;
  let maxY = -Infinity;
  for (let at = 0; at < boxes.length; at += 4) {
    minX = Math.min(minX, boxes[at]!);
    minY = Math.min(minY, boxes[at + 1]!);
    maxX = Math.max(maxX, boxes[at + 2]!);
    maxY = Math.max(maxY, boxes[at + 3]!);
  }
  return [minX, minY, maxX, maxY];
}
