import type { Ring } from '../geometry.ts';

/** Open rings as columns: ring r owns the vertices ringStart[r] … ringStart[r + 1] − 1, edge v runs from vertex v on. */
export interface RingColumns {
  readonly ringStart: Int32Array;
  readonly ringOf: Int32Array;
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  readonly vertexCount: number;
  readonly ringCount: number;
}

/** Lays open rings (the first point not repeated) out as columns. */
export function ringColumns(rings: readonly Ring[]): RingColumns {
  let vertexCount = 0;
  for (const ring of rings) vertexCount += ring.length;
  const ringStart = new Int32Array(rings.length + 1);
  const ringOf = new Int32Array(vertexCount);
  const xs = new Float64Array(vertexCount);
  const ys = new Float64Array(vertexCount);
  let at = 0;
  for (let r = 0; r < rings.length; r++) {
    for (const [x, y] of rings[r]!) {
      xs[at] = x;
      ys[at] = y;
      ringOf[at] = r;
      at++;
    }
    ringStart[r + 1] = at;
  }
  return { ringStart, ringOf, xs, ys, vertexCount, ringCount: rings.length };
}

/** The vertex that follows `vertex` round its ring. */
export function nextVertex(columns: RingColumns, vertex: number): number {
  const ring = columns.ringOf[vertex]!;
  return vertex + 1 === columns.ringStart[ring + 1] ? columns.ringStart[ring]! : vertex + 1;
}

/** The vertex before `vertex` round its ring. */
export function previousVertex(columns: RingColumns, vertex: number): number {
  const ring = columns.ringOf[vertex]!;
  return vertex === columns.ringStart[ring] ? columns.ringStart[ring + 1]! - 1 : vertex - 1;
}

/** Signed area of an open or closed ring in square degrees; positive when it runs counter-clockwise. */
export function signedArea(ring: Ring): number {
  if (ring.length === 0) return 0;
  const [x0, y0] = ring[0]!;
  let sum = 0;
  let previousX = 0;
  let previousY = 0;
  for (let i = 1; i < ring.length; i++) {
    const x = ring[i]![0] - x0;
    const y = ring[i]![1] - y0;
    sum += previousX * y - x * previousY;
    previousX = x;
    previousY = y;
  }
  return sum / 2;
}
