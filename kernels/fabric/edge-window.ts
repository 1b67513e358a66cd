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
 * The edges of one boundary that meet a window, gathered into columns that are filled again and again: eight numbers an edge,
 * x1, y1, x2, y2, min x, min y, max x, max y, in grid units.
 */
export class EdgeWindow {
  count = 0;
  edges: Float64Array = new Float64Array(8 * 64);
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

  /** Gathers the edges of polygon `row` whose boxes meet the window (touching counts); returns how many. */
  fill(row: number, minX: number, minY: number, maxX: number, maxY: number): number {
    const { ringStart, pointStart } = this.#polygons;
    const firstRing = ringStart[row]!;
    const lastRing = ringStart[row + 1]!;
    const first = pointStart[firstRing]!;
    const last = pointStart[lastRing]!;
    this.count = 0;
    if (last - first <= LONG) {
      for (let r = firstRing; r < lastRing; r++) {
        this.#gather(
          pointStart[r]!,
          pointStart[r + 1]!,
          pointStart[r]!,
          pointStart[r + 1]!,
          minX,
          minY,
          maxX,
          maxY,
        );
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
        this.#gather(start, end, Math.max(from, start), Math.min(to, end), minX, minY, maxX, maxY);
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
    minX: number,
    minY: number,
    maxX: number,
    maxY: number,
  ): void {
    const { xs, ys } = this.#polygons;
    if (8 * (this.count + to - from) > this.edges.length) this.#grow(to - from);
    const { edges, points, before } = this;
    let count = this.count;
    let px = xs[from]!;
    let py = ys[from]!;
    let outP = (px < minX ? 1 : px > maxX ? 2 : 0) | (py < minY ? 4 : py > maxY ? 8 : 0);
    for (let k = from; k < to; k++) {
      const next = k + 1 === end ? start : k + 1;
      const qx = xs[next]!;
      const qy = ys[next]!;
      const outQ = (qx < minX ? 1 : qx > maxX ? 2 : 0) | (qy < minY ? 4 : qy > maxY ? 8 : 0);
      if ((outP & outQ) === 0) {
        const at = 8 * count;
        edges[at] = px;
        edges[at + 1] = py;
        edges[at + 2] = qx;
        edges[at + 3] = qy;
        edges[at + 4] = px < qx ? px : qx;
        edges[at + 5] = py < qy ? py : qy;
        edges[at + 6] = px < qx ? qx : px;
        edges[at + 7] = py < qy ? qy : py;
        before[count] = k === start ? end - 1 : k - 1;
        points[count++] = k;
      }
      px = qx;
      py = qy;
      outP = outQ;
    }
    this.count = count;
  }

  #grow(more: number): void {
    const room = 2 * (this.count + more);
    const edges = new Float64Array(8 * room);
    const points = new Int32Array(room);
    const before = new Int32Array(room);
    edges.set(this.edges);
    points.set(this.points);
    before.set(this.before);
    this.edges = edges;
    this.points = points;
    this.before = before;
  }
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
