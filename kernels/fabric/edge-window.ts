import { type BoundaryRuns, buildBoundaryRuns, RUN, runsWithin } from './boundary-runs.ts';
import type { Polygons } from './polygons.ts';

/** Boundaries of more points are searched through their runs. */
export const LONG = 96;

/** Runs of the long boundaries, each built when it is first asked for. */
export class LongBoundaries {
  readonly #polygons: Polygons;
  readonly #runsOf = new Map<number, BoundaryRuns>();

  constructor(polygons: Polygons) {
    this.#polygons = polygons;
  }

  runs(row: number): BoundaryRuns {
    let runs = this.#runsOf.get(row);
    if (runs === undefined) {
      runs = buildBoundaryRuns(this.#polygons, row);
      this.#runsOf.set(row, runs);
    }
    return runs;
  }
}

/**
 * The edges of one boundary that meet a window, gathered into columns that are filled again and again.
 *
 * Boxes are compared as halves of grid units, rounded so that none is missed: differences of halves do not overflow, and
 * four comparisons become one, on the sign of an or.
 */
export class EdgeWindow {
  count = 0;
  /** Four numbers an edge: x1, y1, x2, y2, in grid units. */
  edges: Float64Array = new Float64Array(4 * 64);
  /** Four numbers an edge: its box, min x, min y, max x, max y, in halves rounded down. */
  boxes: Int32Array = new Int32Array(4 * 64);
  /** Column index of the point at which each edge starts, and of the point before it on its ring. */
  points: Int32Array = new Int32Array(64);
  before: Int32Array = new Int32Array(64);
  readonly #polygons: Polygons;
  readonly #long: LongBoundaries;
  readonly #runs: number[] = [];

  constructor(polygons: Polygons, long: LongBoundaries) {
    this.#polygons = polygons;
    this.#long = long;
  }

  /** Gathers the edges of polygon `row` whose boxes meet the window (touching counts, and a unit more); returns how many. */
  fill(row: number, minX: number, minY: number, maxX: number, maxY: number): number {
    const { ringStart, pointStart } = this.#polygons;
    const firstRing = ringStart[row]!;
    const lastRing = ringStart[row + 1]!;
    const first = pointStart[firstRing]!;
    const last = pointStart[lastRing]!;
    const lowX = lowHalf(minX);
    const lowY = lowHalf(minY);
    const highX = highHalf(maxX);
    const highY = highHalf(maxY);
    this.count = 0;
    if (last - first <= LONG) {
      for (let r = firstRing; r < lastRing; r++) {
        const start = pointStart[r]!;
        const end = pointStart[r + 1]!;
        this.#gather(start, end, start, end, lowX, lowY, highX, highY);
      }
      return this.count;
    }
    const runs = this.#runs;
    const found = runsWithin(this.#long.runs(row), minX, minY, maxX, maxY, runs);
    let ring = firstRing;
    for (let i = 0; i < found; i++) {
      const from = first + runs[i]! * RUN;
      const to = Math.min(from + RUN, last);
      ring = ringAt(pointStart, from, ring, lastRing);
      for (let r = ring; r < lastRing && pointStart[r]! < to; r++) {
        const start = pointStart[r]!;
        const end = pointStart[r + 1]!;
        this.#gather(start, end, Math.max(from, start), Math.min(to, end), lowX, lowY, highX, highY);
      }
    }
    return this.count;
  }

  /** Edges that start at points from … to - 1 of the ring start … end - 1. */
  #gather(
    start: number,
    end: number,
    from: number,
    to: number,
    lowX: number,
    lowY: number,
    highX: number,
    highY: number,
  ): void {
    const { xs, ys } = this.#polygons;
    if (this.count + to - from > this.points.length) this.#grow(to - from);
    const { edges, boxes, points, before } = this;
    let count = this.count;
    // Which edges first, without a branch that nobody can foretell; what they are after.
    let outP = outside(xs[from]! >> 1, ys[from]! >> 1, lowX, lowY, highX, highY);
    for (let k = from; k < to; k++) {
      const next = k + 1 === end ? start : k + 1;
      const outQ = outside(xs[next]! >> 1, ys[next]! >> 1, lowX, lowY, highX, highY);
      points[count] = k;
      count += ((outP & outQ) - 1) >>> 31;
      outP = outQ;
    }
    for (let i = this.count; i < count; i++) {
      const k = points[i]!;
      const next = k + 1 === end ? start : k + 1;
      const px = xs[k]!;
      const py = ys[k]!;
      const qx = xs[next]!;
      const qy = ys[next]!;
      const at = 4 * i;
      edges[at] = px;
      edges[at + 1] = py;
      edges[at + 2] = qx;
      edges[at + 3] = qy;
      boxes[at] = Math.min(px, qx) >> 1;
      boxes[at + 1] = Math.min(py, qy) >> 1;
      boxes[at + 2] = Math.max(px, qx) >> 1;
      boxes[at + 3] = Math.max(py, qy) >> 1;
      before[i] = k === start ? end - 1 : k - 1;
    }
    this.count = count;
  }

  #grow(more: number): void {
    const room = 2 * (this.count + more);
    const longer = <T extends Int32Array | Float64Array>(old: T, next: T): T => {
      next.set(old);
      return next;
    };
    this.edges = longer(this.edges, new Float64Array(4 * room));
    this.boxes = longer(this.boxes, new Int32Array(4 * room));
    this.points = longer(this.points, new Int32Array(room));
    this.before = longer(this.before, new Int32Array(room));
  }
}

/** The lower side of a window in halves: one less than rounding down, and within what differences of halves can hold. */
export function lowHalf(value: number): number {
  return Math.max(-(2 ** 30), Math.min(2 ** 30 - 1, Math.floor(value / 2) - 1)) | 0;
}

/** The upper side of a window in halves. */
export function highHalf(value: number): number {
  return Math.max(-(2 ** 30), Math.min(2 ** 30 - 1, Math.floor(value / 2) + 1)) | 0;
}

/** On which sides of a window a point lies, one bit a side (E. Cohen and I. Sutherland, 1967). */
function outside(x: number, y: number, lowX: number, lowY: number, highX: number, highY: number): number {
  return (
    ((x - lowX) >>> 31) |
    (((highX - x) >>> 31) << 1) |
    (((y - lowY) >>> 31) << 2) |
    (((highY - y) >>> 31) << 3)
  );
}

/** The ring that owns a point, looked for from `ring` on by doubling and halving. */
function ringAt(pointStart: Int32Array, point: number, ring: number, lastRing: number): number {
  let low = ring;
  let step = 1;
  while (low + step < lastRing && pointStart[low + step]! <= point) step *= 2;
  let high = Math.min(low + step, lastRing);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (pointStart[middle]! <= point) low = middle;
    else high = middle;
  }
  return low;
}
