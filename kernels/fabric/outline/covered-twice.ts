import type { CancellingEdges } from './cancelling-edges.ts';

/**
 * Whether ground may be covered twice around a point where several rings meet: there, going around the point, edges into it and out of
 * it must alternate, or the ground between two of a kind lies inside two rings. The edges meet only at their ends.
 */
export function coversTwice(edges: CancellingEdges): boolean {
  const { from, to, first, next, points } = edges;
  const branches = new Map<number, number[]>();
  for (let point = 0; point < points; point++) {
    const out = first[point]!;
    if (out !== -1 && next[out] !== -1) branches.set(point, []);
  }
  if (branches.size === 0) return false;
  for (let edge = 0; edge < edges.edges; edge++) {
    if (from[edge] === -1) continue;
    branches.get(from[edge]!)?.push(edge);
    branches.get(to[edge]!)?.push(edge);
  }
  for (const [point, around] of branches) {
    const spokes = around.map((edge) => {
      const out = from[edge] === point;
      const other = out ? to[edge]! : from[edge]!;
      return {
        out,
        angle: Math.atan2(edges.ys[other]! - edges.ys[point]!, edges.xs[other]! - edges.xs[point]!),
      };
    });
    spokes.sort((a, b) => a.angle - b.angle);
    for (const [i, spoke] of spokes.entries()) {
      if (spoke.out === spokes[(i + 1) % spokes.length]!.out) return true;
    }
  }
  return false;
}
