import type { CancellingEdges } from './cancelling-edges.ts';
import { EdgeGrid } from './edge-grid.ts';

/**
 * Of edges that meet only at their ends, keeps those with ground on their left and none on their right, each once: the boundary
 * of all ground, even where several rings cover it. How often ground is covered is counted, as a winding number, along a ray from
 * the middle of each edge to the east.
 */
export function keepOuterEdges(edges: CancellingEdges): void {
  const { xs, ys } = edges;
  let count = 0;
  const from = new Int32Array(edges.edges);
  const to = new Int32Array(edges.edges);
  for (let edge = 0; edge < edges.edges; edge++) {
    if (edges.from[edge] === -1) continue;
    from[count] = edges.from[edge]!;
    to[count++] = edges.to[edge]!;
  }
  const x1 = new Float64Array(count);
  const y1 = new Float64Array(count);
  const x2 = new Float64Array(count);
  const y2 = new Float64Array(count);
  for (let edge = 0; edge < count; edge++) {
    x1[edge] = xs[from[edge]!]!;
    y1[edge] = ys[from[edge]!]!;
    x2[edge] = xs[to[edge]!]!;
    y2[edge] = ys[to[edge]!]!;
  }
  const grid = new EdgeGrid();
  grid.build(count, x1, y1, x2, y2, 1);
  const seen = new Int32Array(count).fill(-1);
  const next = onlyEdgeAfter(from, to, count, edges.points);
  const decided = new Uint8Array(count);
  const kept = new Uint8Array(count);
  for (let start = 0; start < count; start++) {
    if (decided[start] === 1) continue;
    const keeps = isOuter(start) ? 1 : 0;
    // Along a chain without branches the same ground lies on both sides.
    for (let edge = start; edge !== -1 && decided[edge] === 0; edge = next[edge]!) {
      decided[edge] = 1;
      kept[edge] = keeps;
    }
  }
  edges.clearEdges();
  for (let edge = 0; edge < count; edge++) if (kept[edge] === 1) edges.add(from[edge]!, to[edge]!);

  function isOuter(edge: number): boolean {
    const x = (x1[edge]! + x2[edge]!) / 2;
    const y = (y1[edge]! + y2[edge]!) / 2;
    let beyond = 0;
    let copies = 0;
    const row = grid.rowOf(y) * grid.columns;
    for (let cell = row + grid.columnOf(x); cell < row + grid.columns; cell++) {
      for (let k = grid.start[cell]!; k < grid.start[cell + 1]!; k++) {
        const other = grid.items[k]!;
        if (seen[other] === edge) continue;
        seen[other] = edge;
        if (from[other] === from[edge] && to[other] === to[edge]) {
          copies++;
          if (other < edge) return false;
          continue;
        }
        const up = y1[other]! <= y && y2[other]! > y;
        const down = y2[other]! <= y && y1[other]! > y;
        if (!up && !down) continue;
        const side =
          (x2[other]! - x1[other]!) * (y - y1[other]!) - (y2[other]! - y1[other]!) * (x - x1[other]!);
        if (up && side > 0) beyond++;
        else if (down && side < 0) beyond--;
      }
    }
    // `beyond` covers the ground east of a sloping edge, and north of a level one.
    const beyondIsLeft = y2[edge]! < y1[edge]! || (y1[edge] === y2[edge] && x2[edge]! > x1[edge]!);
    const left = beyondIsLeft ? beyond : beyond + copies;
    return left > 0 && left - copies <= 0;
  }
}

/** For each edge the one that goes on from its end, where no other edge begins or ends there; else -1. */
function onlyEdgeAfter(from: Int32Array, to: Int32Array, count: number, points: number): Int32Array {
  const outOf = new Int32Array(points).fill(-1);
  const meetings = new Int32Array(points);
  for (let edge = 0; edge < count; edge++) {
    outOf[from[edge]!] = edge;
    meetings[from[edge]!]!++;
    meetings[to[edge]!]!++;
  }
  const next = new Int32Array(count);
  for (let edge = 0; edge < count; edge++) {
    const point = to[edge]!;
    next[edge] = meetings[point] === 2 ? outOf[point]! : -1;
  }
  return next;
}
