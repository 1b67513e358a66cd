import type { Ring } from '../geometry.ts';
import { TOLERANCE_DEG } from './sweep-rings.ts';

/** Up to here comparing all pairs of edges is several times faster than the sweep. */
const POINTS_MAX = 32;

/**
 * True where an open ring is so clearly simple that nothing more need be looked at: every two edges without a common vertex
 * lie on different sides of a line with room to spare, and no two neighbours run back on each other. False says nothing.
 */
export function isPlainlySimple(ring: Ring): boolean {
  const count = ring.length;
  if (count > POINTS_MAX || count < 3) return false;
  for (let i = 0; i < count; i++) {
    const a = ring[i]!;
    const b = ring[i + 1 === count ? 0 : i + 1]!;
    const ax = a[0];
    const ay = a[1];
    const dx = b[0] - ax;
    const dy = b[1] - ay;
    const slack = 2 * TOLERANCE_DEG * (Math.abs(dx) + Math.abs(dy));
    const c = ring[i + 2 >= count ? i + 2 - count : i + 2]!;
    const turn = dx * (c[1] - b[1]) - dy * (c[0] - b[0]);
    if (Math.abs(turn) <= slack && dx * (c[0] - b[0]) + dy * (c[1] - b[1]) <= 0) return false;
    const last = i === 0 ? count - 1 : count;
    for (let j = i + 2; j < last; j++) {
      const p = ring[j]!;
      const q = ring[j + 1 === count ? 0 : j + 1]!;
      const sideP = dx * (p[1] - ay) - dy * (p[0] - ax);
      const sideQ = dx * (q[1] - ay) - dy * (q[0] - ax);
      if ((sideP > slack && sideQ > slack) || (sideP < -slack && sideQ < -slack)) continue;
      const ex = q[0] - p[0];
      const ey = q[1] - p[1];
      const room = 2 * TOLERANCE_DEG * (Math.abs(ex) + Math.abs(ey));
      const sideA = ex * (ay - p[1]) - ey * (ax - p[0]);
      const sideB = ex * (b[1] - p[1]) - ey * (b[0] - p[0]);
      if ((sideA > room && sideB > room) || (sideA < -room && sideB < -room)) continue;
      return false;
    }
  }
  return true;
}
