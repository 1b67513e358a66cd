import type { Polygons } from '../polygons/polygons.ts';

/** What a pair of polygons has in common, found by walking along one boundary in small steps; metres. */
export interface NaivePair {
  readonly a: number;
  readonly b: number;
  readonly sharedM: number;
  readonly apartM: number;
}

type Edge = readonly [number, number, number, number];

/**
 * The model for adjacency: every pair, every edge with every edge. Shared boundary is sampled every `stepM` metres and is right to
 * about that much a stretch; distances are exact.
 */
export function naivePairs(
  polygons: Polygons,
  toleranceM: number,
  reachM: number,
  stepM: number,
): NaivePair[] {
  const edges = Array.from({ length: polygons.count }, (_, row) => edgesOf(polygons, row));
  const boxes = edges.map(boxOf);
  const pairs: NaivePair[] = [];
  for (let a = 0; a < polygons.count; a++) {
    for (let b = a + 1; b < polygons.count; b++) {
      const margin = Math.max(toleranceM, reachM);
      const [p, q] = [boxes[a]!, boxes[b]!];
      if (p[0] > q[2] + margin || q[0] > p[2] + margin || p[1] > q[3] + margin || q[1] > p[3] + margin)
        continue;
      const near = (list: readonly Edge[], box: Edge): Edge[] =>
        list.filter((edge) => boxesApart(boxOf([edge]), box) <= margin);
      const [nearA, nearB] = [near(edges[a]!, q), near(edges[b]!, p)];
      const sharedM = Math.max(
        walk(nearA, nearB, edges[b]!, toleranceM, stepM),
        walk(nearB, nearA, edges[a]!, toleranceM, stepM),
      );
      let apartM = sharedM > stepM && insideEither(edges[a]!, edges[b]!) ? 0 : Infinity;
      for (const e of nearA) for (const f of nearB) apartM = Math.min(apartM, edgesApart(e, f));
      pairs.push({ a, b, sharedM, apartM });
    }
  }
  return pairs;
}

export function edgesOf({ ringStart, pointStart, xs, ys, resolutionM }: Polygons, row: number): Edge[] {
  const edges: Edge[] = [];
  for (let r = ringStart[row]!; r < ringStart[row + 1]!; r++) {
    const [start, end] = [pointStart[r]!, pointStart[r + 1]!];
    for (let k = start; k < end; k++) {
      const next = k + 1 === end ? start : k + 1;
      edges.push([xs[k]!, ys[k]!, xs[next]!, ys[next]!].map((v) => v * resolutionM) as unknown as Edge);
    }
  }
  return edges;
}

/** Metres of `own` that run along `other` within the tolerance, or lie inside the polygon of `all`. */
function walk(own: Edge[], other: Edge[], all: Edge[], toleranceM: number, stepM: number): number {
  const [minX, minY, maxX, maxY] = boxOf(all);
  let sum = 0;
  for (const [x1, y1, x2, y2] of own) {
    const length = Math.hypot(x2 - x1, y2 - y1);
    const steps = Math.max(1, Math.ceil(length / stepM));
    const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
    for (let step = 0; step < steps; step++) {
      const at = ((step + 0.5) / steps) * length;
      const [x, y] = [x1 + at * ux, y1 + at * uy];
      const along = other.some(([px, py, qx, qy]) => {
        const [vx, vy] = [qx - px, qy - py];
        const sine = Math.abs(ux * vy - uy * vx) / Math.hypot(vx, vy);
        if (sine > 0.25) return false;
        // Where the perpendicular through (x, y) meets the other edge.
        const facing = ux * vx + uy * vy;
        const share = (ux * (x - px) + uy * (y - py)) / facing;
        if (share < 0 || share > 1) return false;
        return Math.abs(ux * (py + share * vy - y) - uy * (px + share * vx - x)) <= toleranceM + 1e-9;
      });
      const inBox = x > minX && x < maxX && y > minY && y < maxY;
      if (along || (inBox && inside(all, x, y))) sum += length / steps;
    }
  }
  return sum;
}

export function inside(edges: readonly Edge[], x: number, y: number): boolean {
  let odd = false;
  for (const [x1, y1, x2, y2] of edges) {
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) odd = !odd;
  }
  return odd;
}

function insideEither(a: Edge[], b: Edge[]): boolean {
  return inside(a, b[0]![0], b[0]![1]) || inside(b, a[0]![0], a[0]![1]);
}

function edgesApart([ax, ay, bx, by]: Edge, [cx, cy, dx, dy]: Edge): number {
  const side = (px: number, py: number, qx: number, qy: number, x: number, y: number): number =>
    Math.sign((qx - px) * (y - py) - (qy - py) * (x - px));
  if (
    side(ax, ay, bx, by, cx, cy) * side(ax, ay, bx, by, dx, dy) < 0 &&
    side(cx, cy, dx, dy, ax, ay) * side(cx, cy, dx, dy, bx, by) < 0
  )
    return 0;
  const point = (x: number, y: number, px: number, py: number, qx: number, qy: number): number => {
    const share = ((x - px) * (qx - px) + (y - py) * (qy - py)) / ((qx - px) ** 2 + (qy - py) ** 2);
    const t = Math.min(1, Math.max(0, share));
    return Math.hypot(x - px - t * (qx - px), y - py - t * (qy - py));
  };
  return Math.min(
    point(ax, ay, cx, cy, dx, dy),
    point(bx, by, cx, cy, dx, dy),
    point(cx, cy, ax, ay, bx, by),
    point(dx, dy, ax, ay, bx, by),
  );
}

function boxOf(edges: readonly Edge[]): Edge {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x1, y1, x2, y2] of edges) {
    minX = Math.min(minX, x1, x2);
    minY = Math.min(minY, y1, y2);
    maxX = Math.max(maxX, x1, x2);
    maxY = Math.max(maxY, y1, y2);
  }
  return [minX, minY, maxX, maxY];
}

function boxesApart(p: Edge, q: Edge): number {
  return Math.max(p[0] - q[2], q[0] - p[2], p[1] - q[3], q[1] - p[3], 0);
}
