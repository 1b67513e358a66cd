import type { SiteGraph } from './site-graph.ts';

/**
 * A set of parcels that parcels join and leave one at a time; area, perimeter, owners and the parcels beside it are kept up to date.
 * The perimeter is the parcels' own less what they share, twice.
 */
export class GrowingSite {
  readonly graph: SiteGraph;
  size = 0;
  areaSqm = 0;
  perimeterM = 0;
  owners = 0;
  readonly holds: Uint8Array;
  /** Links of each parcel into the site, and metres shared with it. */
  readonly links: Int32Array;
  readonly sharedM: Float64Array;
  readonly parcelsOf: Int32Array;
  /** Parcels outside that have a link into the site. */
  readonly rim: number[] = [];
  readonly #placeOnRim: Int32Array;
  readonly #seen: Int32Array;
  readonly #stack: Int32Array;
  #visit = 0;

  constructor(graph: SiteGraph) {
    this.graph = graph;
    this.holds = new Uint8Array(graph.count);
    this.links = new Int32Array(graph.count);
    this.sharedM = new Float64Array(graph.count);
    this.parcelsOf = new Int32Array(graph.owners);
    this.#placeOnRim = new Int32Array(graph.count).fill(-1);
    this.#seen = new Int32Array(graph.count);
    this.#stack = new Int32Array(graph.count);
  }

  clear(): void {
    this.size = 0;
    this.areaSqm = 0;
    this.perimeterM = 0;
    this.owners = 0;
    this.holds.fill(0);
    this.links.fill(0);
    this.sharedM.fill(0);
    this.parcelsOf.fill(0);
    this.rim.length = 0;
    this.#placeOnRim.fill(-1);
  }

  add(i: number): void {
    const { areaSqm, perimeterM, owner, start, neighbour, sharedM } = this.graph;
    if (this.links[i]! > 0) this.#leaveRim(i);
    this.holds[i] = 1;
    this.size++;
    this.areaSqm += areaSqm[i]!;
    this.perimeterM += perimeterM[i]! - 2 * this.sharedM[i]!;
    if (this.parcelsOf[owner[i]!]!++ === 0) this.owners++;
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      const other = neighbour[k]!;
      if (this.links[other]!++ === 0 && this.holds[other] === 0) this.#enterRim(other);
      this.sharedM[other]! += sharedM[k]!;
    }
  }

  remove(i: number): void {
    const { areaSqm, perimeterM, owner, start, neighbour, sharedM } = this.graph;
    this.holds[i] = 0;
    this.size--;
    this.areaSqm -= areaSqm[i]!;
    this.perimeterM -= perimeterM[i]! - 2 * this.sharedM[i]!;
    if (--this.parcelsOf[owner[i]!]! === 0) this.owners--;
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      const other = neighbour[k]!;
      if (--this.links[other]! === 0 && this.holds[other] === 0) this.#leaveRim(other);
      this.sharedM[other]! -= sharedM[k]!;
    }
    if (this.links[i]! > 0) this.#enterRim(i);
  }

  /** Whether the site hangs together without parcel i, which it holds. */
  staysWhole(i: number): boolean {
    const { start, neighbour } = this.graph;
    let sought = 0;
    let from = -1;
    const visit = ++this.#visit;
    const stack = this.#stack;
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      const other = neighbour[k]!;
      if (this.holds[other] === 0) continue;
      sought++;
      from = other;
    }
    if (sought <= 1) return this.size === 1 || sought === 1;
    // Neighbours of i are marked with -visit until they are reached.
    for (let k = start[i]!; k < start[i + 1]!; k++)
      if (this.holds[neighbour[k]!] === 1) this.#seen[neighbour[k]!] = -visit;
    let depth = 0;
    stack[depth++] = from;
    this.#seen[from] = visit;
    let found = 1;
    while (depth > 0) {
      const at = stack[--depth]!;
      for (let k = start[at]!; k < start[at + 1]!; k++) {
        const other = neighbour[k]!;
        if (other === i || this.holds[other] === 0 || this.#seen[other] === visit) continue;
        if (this.#seen[other] === -visit && ++found === sought) return true;
        this.#seen[other] = visit;
        stack[depth++] = other;
      }
    }
    return false;
  }

  members(): Int32Array {
    const members = new Int32Array(this.size);
    for (let i = 0, top = 0; top < this.size; i++) if (this.holds[i] === 1) members[top++] = i;
    return members;
  }

  #enterRim(i: number): void {
    this.#placeOnRim[i] = this.rim.length;
    this.rim.push(i);
  }

  #leaveRim(i: number): void {
    const place = this.#placeOnRim[i]!;
    const last = this.rim.pop()!;
    if (last !== i) {
      this.rim[place] = last;
      this.#placeOnRim[last] = place;
    }
    this.#placeOnRim[i] = -1;
  }
}
