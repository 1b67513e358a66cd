import type { Polygons } from '../polygons/polygons.ts';
import type { EdgeTwins } from './edge-twins.ts';

/** Length of the edges that one polygon has in common with each other, in grid units. */
export class CommonEdges {
  readonly #polygons: Polygons;
  readonly #twins: EdgeTwins;
  readonly #lengths: Float64Array;
  readonly #takenFor: Int32Array;
  #row = -1;

  constructor(polygons: Polygons, twins: EdgeTwins) {
    this.#polygons = polygons;
    this.#twins = twins;
    this.#lengths = new Float64Array(polygons.count);
    this.#takenFor = new Int32Array(polygons.count).fill(-1);
  }

  take(row: number): void {
    const { ringStart, pointStart, xs, ys } = this.#polygons;
    const { twinOf } = this.#twins;
    this.#row = row;
    for (let r = ringStart[row]!; r < ringStart[row + 1]!; r++) {
      const start = pointStart[r]!;
      const end = pointStart[r + 1]!;
      for (let k = start; k < end; k++) {
        const other = twinOf[k]!;
        if (other < row) continue;
        const next = k + 1 === end ? start : k + 1;
        const dx = xs[next]! - xs[k]!;
        const dy = ys[next]! - ys[k]!;
        const before = this.#takenFor[other] === row ? this.#lengths[other]! : 0;
        this.#takenFor[other] = row;
        this.#lengths[other] = before + Math.sqrt(dx * dx + dy * dy);
      }
    }
  }

  lengthWith(other: number): number {
    return this.#takenFor[other] === this.#row ? this.#lengths[other]! : 0;
  }
}
