import type { Polygons } from '../polygons/polygons.ts';
import { type BoundaryRuns, buildBoundaryRuns, RUN, runsWithin } from './boundary-runs.ts';
import type { EdgeBoxes } from './edge-boxes.ts';

/** Boundaries of more points are searched through their runs. */
const LONG = 96;

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

/** The edges of one boundary that meet a window, gathered again and again. */
export class EdgeWindow {
  count = 0;
  /** The edges, ascending; the first `count` are of now. */
  edges: Int32Array = new Int32Array(128);
  readonly #first: Int32Array;
  readonly #boxes: Int32Array;
  readonly #long: LongBoundaries;
  readonly #runs: number[] = [];

  constructor({ first, boxes }: EdgeBoxes, long: LongBoundaries) {
    this.#first = first;
    this.#boxes = boxes;
    this.#long = long;
  }

  /**
   * Gathers the edges of polygon `row` whose boxes meet a window, its sides in halves of grid units as `lowHalf` and `highHalf` give
   * them (touching counts); returns how many.
   */
  fill(row: number, lowX: number, lowY: number, highX: number, highY: number): number {
    const first = this.#first[row]!;
    const last = this.#first[row + 1]!;
    this.count = 0;
    if (last - first <= LONG) {
      this.#gather(first, last, lowX, lowY, highX, highY);
      return this.count;
    }
    const runs = this.#runs;
    const boundary = this.#long.runs(row);
    const found = runsWithin(boundary, 2 * lowX, 2 * lowY, 2 * highX + 1, 2 * highY + 1, runs);
    for (let i = 0; i < found; i++) {
      const from = first + runs[i]! * RUN;
      this.#gather(from, Math.min(from + RUN, last), lowX, lowY, highX, highY);
    }
    return this.count;
  }

  #gather(from: number, to: number, lowX: number, lowY: number, highX: number, highY: number): void {
    if (this.count + to - from > this.edges.length) this.#grow(to - from);
    const { edges } = this;
    const boxes = this.#boxes;
    let count = this.count;
    for (let k = from, at = 4 * from; k < to; k++, at += 4) {
      const apart =
        (boxes[at + 2]! - lowX) | (highX - boxes[at]!) | (boxes[at + 3]! - lowY) | (highY - boxes[at + 1]!);
      // Written over by the next unless it is near: no branch that nobody can foretell.
      edges[count] = k;
      count += 1 + (apart >> 31);
    }
    this.count = count;
  }

  #grow(more: number): void {
    const longer = new Int32Array(2 * (this.count + more));
    longer.set(this.edges);
    this.edges = longer;
  }
}
