/** Some positions of a file as the file has them, to judge its coordinate system by: x, y pairs, finite ones only. */
export class CoordinateSample {
  readonly #pairs: number[] = [];
  readonly #pairsMax: number;

  constructor(pairsMax = 4_000) {
    this.#pairsMax = pairsMax;
  }

  add(x: number, y: number): void {
    if (this.full || !Number.isFinite(x) || !Number.isFinite(y)) return;
    this.#pairs.push(x, y);
  }

  get full(): boolean {
    return this.#pairs.length >= this.#pairsMax * 2;
  }

  get count(): number {
    return this.#pairs.length / 2;
  }

  /** Share of the sampled positions for which `test` holds; 0 where there are none. */
  share(test: (x: number, y: number) => boolean): number {
    if (this.count === 0) return 0;
    let hits = 0;
    for (let i = 0; i < this.#pairs.length; i += 2) if (test(this.#pairs[i]!, this.#pairs[i + 1]!)) hits++;
    return hits / this.count;
  }

  /** The median x and the median y: a place that stray points do not move. */
  median(): [number, number] {
    const middle = (offset: 0 | 1): number => {
      const values = this.#pairs.filter((_, i) => i % 2 === offset).sort((a, b) => a - b);
      return values[values.length >> 1] ?? Number.NaN;
    };
    return [middle(0), middle(1)];
  }
}
