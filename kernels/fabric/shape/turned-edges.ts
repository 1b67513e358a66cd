/** A rectangle in the frame that is turned by `angle`. */
export interface Placed {
  readonly angle: number;
  readonly u0: number;
  readonly v0: number;
  readonly u1: number;
  readonly v1: number;
  readonly area: number;
}

/** The same edges in a frame that is turned again and again. */
export class TurnedEdges {
  readonly edges: Float64Array;
  angle = 0;
  readonly #source: Float64Array;

  constructor(source: Float64Array) {
    this.#source = source;
    this.edges = source.slice();
  }

  turn(angle: number): void {
    if (angle === this.angle) return;
    this.angle = angle;
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    for (let k = 0; k < this.edges.length; k += 2) {
      const x = this.#source[k]!;
      const y = this.#source[k + 1]!;
      this.edges[k] = x * cos + y * sin;
      this.edges[k + 1] = y * cos - x * sin;
    }
  }
}
