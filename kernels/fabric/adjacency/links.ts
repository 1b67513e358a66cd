import { roomFor } from '../polygons/room-for.ts';

/**
 * Which polygons lie beside which, as rows of links: polygon i has links start[i] … start[i + 1] - 1, its neighbours ascending.
 * Each pair stands in both rows with the same figures.
 */
export interface Adjacency {
  readonly count: number;
  readonly start: Int32Array;
  readonly neighbour: Int32Array;
  /** Metres of boundary in common. */
  readonly sharedM: Float32Array;
  /** Metres of the shortest way between the boundaries; 0 where they touch or overlap. */
  readonly gapM: Float32Array;
  /**
   * 1 for each polygon that overlaps no other and whose every edge is an edge of just one other: what is joined out of such polygons
   * alone needs no mending. As `outlineGroups` takes it.
   */
  readonly clean?: Uint8Array;
}

/** Room made at first; a fabric has about three pairs a polygon, two more across gaps. */
const PAIRS_A_POLYGON = 6;

/** Gathers pairs a < b, all of one a in a row, and turns them into rows. */
export class Links {
  readonly #polygons: number;
  #count = 0;
  /** Where the pairs of each a begin, and how many they are. */
  readonly #first: Int32Array;
  readonly #pairs: Int32Array;
  #a = 0;
  #b: Int32Array;
  #sharedM: Float32Array;
  #gapM: Float32Array;

  constructor(polygons: number) {
    const size = PAIRS_A_POLYGON * polygons + 16;
    this.#polygons = polygons;
    this.#first = new Int32Array(polygons);
    this.#pairs = new Int32Array(polygons);
    this.#b = new Int32Array(size);
    this.#sharedM = new Float32Array(size);
    this.#gapM = new Float32Array(size);
  }

  /** What is added from now on is beside polygon a. */
  begin(a: number): void {
    this.#a = a;
    this.#first[a] = this.#count;
  }

  add(b: number, sharedM: number, gapM: number): void {
    if (this.#count === this.#b.length) this.#grow();
    this.#b[this.#count] = b;
    this.#sharedM[this.#count] = sharedM;
    this.#gapM[this.#count++] = gapM;
    this.#pairs[this.#a]!++;
  }

  rows(shared: boolean): Omit<Adjacency, 'clean'> {
    const count = this.#polygons;
    const links = 2 * this.#count;
    const start = new Int32Array(roomFor(4 * (count + 1), shared));
    const neighbour = new Int32Array(roomFor(4 * links, shared));
    const sharedM = new Float32Array(roomFor(4 * links, shared));
    const gapM = new Float32Array(roomFor(4 * links, shared));
    for (let a = 0; a < count; a++) start[a + 1] = this.#pairs[a]!;
    for (let p = 0; p < this.#count; p++) start[this.#b[p]! + 1]!++;
    for (let a = 0; a < count; a++) start[a + 1]! += start[a]!;
    // Row by row: those before a have put themselves into its row by then, ascending; those after it are sorted behind them.
    const top = start.slice();
    for (let a = 0; a < count; a++) {
      const from = top[a]!;
      const first = this.#first[a]!;
      for (let p = first; p < first + this.#pairs[a]!; p++) {
        const b = this.#b[p]!;
        const back = top[b]!++;
        neighbour[back] = a;
        sharedM[back] = this.#sharedM[p]!;
        gapM[back] = this.#gapM[p]!;
        let at = top[a]!++;
        for (; at > from && neighbour[at - 1]! > b; at--) {
          neighbour[at] = neighbour[at - 1]!;
          sharedM[at] = sharedM[at - 1]!;
          gapM[at] = gapM[at - 1]!;
        }
        neighbour[at] = b;
        sharedM[at] = this.#sharedM[p]!;
        gapM[at] = this.#gapM[p]!;
      }
    }
    return { count, start, neighbour, sharedM, gapM };
  }

  #grow(): void {
    const size = 2 * this.#count;
    const longer = <T extends Int32Array | Float32Array>(old: T, next: T): T => {
      next.set(old);
      return next;
    };
    this.#b = longer(this.#b, new Int32Array(size));
    this.#sharedM = longer(this.#sharedM, new Float32Array(size));
    this.#gapM = longer(this.#gapM, new Float32Array(size));
  }
}
