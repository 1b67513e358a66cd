import type { CoveredLengths } from './covered-lengths.ts';

/** Adds the stretch of an edge (ux, uy) that another edge, at (dx, dy) from its start and running (vx, vy), goes along. */
export function lieAlong(
  lengths: CoveredLengths,
  edge: number,
  length2: number,
  ux: number,
  uy: number,
  dx: number,
  dy: number,
  vx: number,
  vy: number,
  tolerance: number,
): void {
  const length = Math.sqrt(length2);
  const off1 = (ux * dy - uy * dx) / length;
  const off2 = (ux * (dy + vy) - uy * (dx + vx)) / length;
  let low = 0;
  let high = 1;
  if (off1 !== off2) {
    const atMinus = (-tolerance - off1) / (off2 - off1);
    const atPlus = (tolerance - off1) / (off2 - off1);
    low = Math.max(0, Math.min(atMinus, atPlus));
    high = Math.min(1, Math.max(atMinus, atPlus));
    if (low >= high) return;
  } else if (Math.abs(off1) > tolerance) return;
  const start = (ux * dx + uy * dy) / length;
  const run = (ux * vx + uy * vy) / length;
  const p = start + low * run;
  const q = start + high * run;
  const from = Math.max(0, Math.min(p, q));
  const to = Math.min(length, Math.max(p, q));
  if (to > from) lengths.add(edge, from, to);
}

/** Whether a point on the line of an edge lies between its ends, without them. */
export function within(x: number, y: number, edges: Float64Array, at: number): boolean {
  const dx = edges[at + 2]! - edges[at]!;
  const dy = edges[at + 3]! - edges[at + 1]!;
  const reached = dx * (x - edges[at]!) + dy * (y - edges[at + 1]!);
  return reached > 0 && reached < dx * dx + dy * dy;
}

/** Pushes where, from 0 to 1, an edge from (x, y) along (ux, uy) meets the edge in column `at`. */
export function cutBy(
  edges: Float64Array,
  at: number,
  x: number,
  y: number,
  ux: number,
  uy: number,
  cuts: number[],
): void {
  const px = edges[at]! - x;
  const py = edges[at + 1]! - y;
  const qx = edges[at + 2]! - x;
  const qy = edges[at + 3]! - y;
  const p = ux * py - uy * px;
  const q = ux * qy - uy * qx;
  if ((p > 0 && q > 0) || (p < 0 && q < 0)) return;
  const length2 = ux * ux + uy * uy;
  const push = (mx: number, my: number): void => {
    const share = (ux * mx + uy * my) / length2;
    if (share > 0 && share < 1) cuts.push(share);
  };
  if (p === q) {
    push(px, py);
    push(qx, qy);
    return;
  }
  const t = p / (p - q);
  push(px + t * (qx - px), py + t * (qy - py));
}

/** Square of the shortest way from a corner to an edge without its end, which is the corner of the next edge. */
export function cornerApart(x: number, y: number, edges: Float64Array, at: number): number {
  const px = x - edges[at]!;
  const py = y - edges[at + 1]!;
  const dx = edges[at + 2]! - edges[at]!;
  const dy = edges[at + 3]! - edges[at + 1]!;
  const reached = px * dx + py * dy;
  if (reached <= 0) return px * px + py * py;
  const length2 = dx * dx + dy * dy;
  if (reached >= length2) return Infinity;
  const across = dx * py - dy * px;
  return (across * across) / length2;
}
