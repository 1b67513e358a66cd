import type { Polygons } from './polygons.ts';

const INT32_MAX = 2_147_483_647;

/** The box of each polygon: min x, min y, max x, max y; turned inside out where it is empty, so that no search meets it. */
export function polygonBoxes({ count, ringStart, pointStart, xs, ys }: Polygons): Int32Array {
  const boxes = new Int32Array(4 * count);
  for (let i = 0; i < count; i++) {
    const first = pointStart[ringStart[i]!]!;
    const last = pointStart[ringStart[i + 1]!]!;
    if (first === last) {
      boxes[4 * i] = INT32_MAX;
      boxes[4 * i + 1] = INT32_MAX;
      boxes[4 * i + 2] = -INT32_MAX;
      boxes[4 * i + 3] = -INT32_MAX;
      continue;
    }
    let minX = xs[first]!;
    let minY = ys[first]!;
    let maxX = minX;
    let maxY = minY;
    for (let k = first + 1; k < last; k++) {
      const x = xs[k]!;
      const y = ys[k]!;
      minX += (x - minX) & ifLess(x, minX);
      minY += (y - minY) & ifLess(y, minY);
      maxX += (x - maxX) & ifLess(maxX, x);
      maxY += (y - maxY) & ifLess(maxY, y);
    }
    boxes[4 * i] = minX;
    boxes[4 * i + 1] = minY;
    boxes[4 * i + 2] = maxX;
    boxes[4 * i + 3] = maxY;
  }
  return boxes;
}

/**
 * -1 where a < b, otherwise 0, without a branch, which would be guessed wrong time and again; for whole numbers whose difference may
 * take more than 32 bits.
 *
 * Source: H. Warren, Hacker's Delight (2002), section 2-11.
 */
function ifLess(a: number, b: number): number {
  return ((a & ~b) | (~(a ^ b) & (a - b))) >> 31;
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
