import type { CancellingEdges } from './cancelling-edges.ts';

/**
 * Chains edges into rings, the inside to their left: outlines run counter-clockwise, holes clockwise. Where several edges
 * leave a point the sharpest left turn is taken, and what lies between two visits of a point becomes a ring of its own, so
 * that no ring touches itself. Returns rings of point numbers, or null when some edges do not close.
 */
export function chainRings(edges: CancellingEdges): Int32Array[] | null {
  const { from, to, first, next, points } = edges;
  const rings: Int32Array[] = [];
  const used = new Uint8Array(edges.edges);
  const placeOf = new Int32Array(points).fill(-1);
  const path: number[] = [];
  for (let start = 0; start < edges.edges; start++) {
    if (from[start] === -1 || used[start] === 1) continue;
    let edge = start;
    for (;;) {
      used[edge] = 1;
      const point = from[edge]!;
      placeOf[point] = path.length;
      path.push(point);
      const reached = to[edge]!;
      const place = placeOf[reached]!;
      if (place !== -1) {
        const ring = new Int32Array(path.length - place);
        for (let i = 0; i < ring.length; i++) {
          ring[i] = path[place + i]!;
          placeOf[ring[i]!] = -1;
        }
        rings.push(ring);
        path.length = place;
        if (place === 0) break;
      }
      let follow = -1;
      for (let out = first[reached]!; out !== -1; out = next[out]!) {
        if (used[out] === 1) continue;
        if (follow === -1 || turnsFurther(edges, point, reached, to[out]!, to[follow]!)) follow = out;
      }
      if (follow === -1) return null;
      edge = follow;
    }
  }
  return rings;
}

/** Whether going from p over q to a turns further left than going on to b. */
function turnsFurther({ xs, ys }: CancellingEdges, p: number, q: number, a: number, b: number): boolean {
  const dx = xs[q]! - xs[p]!;
  const dy = ys[q]! - ys[p]!;
  const ax = xs[a]! - xs[q]!;
  const ay = ys[a]! - ys[q]!;
  const bx = xs[b]! - xs[q]!;
  const by = ys[b]! - ys[q]!;
  const halfA = dx * ay - dy * ax >= 0;
  const halfB = dx * by - dy * bx >= 0;
  // Left turns, straight on among them, come before right ones; within a half the cross product decides.
  if (halfA !== halfB) return halfA;
  return bx * ay - by * ax > 0;
}
