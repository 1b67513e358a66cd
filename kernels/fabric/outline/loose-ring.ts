import type { CancellingEdges } from './cancelling-edges.ts';

/** A ring of point numbers; outlines have a positive area, holes a negative one. */
export interface LooseRing {
  readonly points: Int32Array;
  readonly doubleArea: number;
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
  readonly xs: Int32Array;
  readonly ys: Int32Array;
}

/** A ring of some edges with its measures; null when it is no wider than `width` all along. */
export function looseRing({ xs, ys }: CancellingEdges, points: Int32Array, width: number): LooseRing | null {
  const last = points[points.length - 1]!;
  const x0 = xs[last]!;
  const y0 = ys[last]!;
  let minX = x0;
  let minY = y0;
  let maxX = x0;
  let maxY = y0;
  let doubleArea = 0;
  let length = 0;
  let px = 0;
  let py = 0;
  for (const point of points) {
    const x = xs[point]! - x0;
    const y = ys[point]! - y0;
    doubleArea += px * y - x * py;
    length += Math.sqrt((x - px) * (x - px) + (y - py) * (y - py));
    minX = Math.min(minX, x + x0);
    maxX = Math.max(maxX, x + x0);
    minY = Math.min(minY, y + y0);
    maxY = Math.max(maxY, y + y0);
    px = x;
    py = y;
  }
  if (Math.abs(doubleArea) <= width * length) return null;
  return { points, doubleArea, minX, minY, maxX, maxY, xs, ys };
}
