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

/** Whether a point on the line of an edge (ux, uy), at (dx, dy) from its start, lies between its ends, without them. */
export function within(dx: number, dy: number, ux: number, uy: number): boolean {
  const reached = ux * dx + uy * dy;
  return reached > 0 && reached < ux * ux + uy * uy;
}

/** Pushes where, from 0 to 1, an edge (ux, uy) meets another, whose ends are at (px, py) and (qx, qy) from its start. */
export function cutBy(
  px: number,
  py: number,
  qx: number,
  qy: number,
  ux: number,
  uy: number,
  cuts: number[],
): void {
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

/** Square of the shortest way from a point to the edge between two others, which are named by their place in the columns. */
export function pointApart2(
  xs: Int32Array,
  ys: Int32Array,
  point: number,
  start: number,
  end: number,
): number {
  const x = xs[start]!;
  const y = ys[start]!;
  const px = xs[point]! - x;
  const py = ys[point]! - y;
  const dx = xs[end]! - x;
  const dy = ys[end]! - y;
  const share = (px * dx + py * dy) / (dx * dx + dy * dy + 1e-300);
  // The share brought to between 0 and 1, without a branch that nobody can foretell.
  const along = (Math.abs(share) - Math.abs(share - 1) + 1) / 2;
  const offX = px - along * dx;
  const offY = py - along * dy;
  return offX * offX + offY * offY;
}
