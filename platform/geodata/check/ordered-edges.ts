/**
 * The edges that cross the sweep line, from below to above: a treap over edge numbers, threaded as a list so that the
 * neighbours of an edge are known at once. Insert and remove take O(log n) expected steps; priorities come from a fixed
 * sequence, so that runs repeat.
 */
export class OrderedEdges {
  /** The edge below and above each edge in the set, −1 at the ends. */
  readonly below: Int32Array;
  readonly above: Int32Array;
  readonly #left: Int32Array;
  readonly #right: Int32Array;
  readonly #parent: Int32Array;
  readonly #priority: Uint32Array;
  #root = -1;

  constructor(edgeCount: number) {
    this.below = new Int32Array(edgeCount).fill(-1);
    this.above = new Int32Array(edgeCount).fill(-1);
    this.#left = new Int32Array(edgeCount).fill(-1);
    this.#right = new Int32Array(edgeCount).fill(-1);
    this.#parent = new Int32Array(edgeCount).fill(-1);
    this.#priority = new Uint32Array(edgeCount);
    let seed = 0x9e3779b9;
    for (let i = 0; i < edgeCount; i++) {
      seed = (Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) + i) | 0;
      seed = Math.imul(seed ^ (seed >>> 12), 0x297a2d39);
      this.#priority[i] = seed ^ (seed >>> 15);
    }
  }

  /**
   * Puts `edge` in its place; `compare(other)` is positive where `edge` lies above `other`.
   * Returns −1, or the edge that compares equal, in which case nothing is inserted.
   */
  insert(edge: number, compare: (other: number) => number): number {
    let lower = -1;
    let upper = -1;
    let at = this.#root;
    let last = -1;
    while (at !== -1) {
      const order = compare(at);
      if (order === 0) return at;
      last = at;
      if (order > 0) {
        lower = at;
        at = this.#right[at]!;
      } else {
        upper = at;
        at = this.#left[at]!;
      }
    }
    this.below[edge] = lower;
    this.above[edge] = upper;
    if (lower !== -1) this.above[lower] = edge;
    if (upper !== -1) this.below[upper] = edge;
    this.#left[edge] = -1;
    this.#right[edge] = -1;
    this.#parent[edge] = last;
    if (last === -1) this.#root = edge;
    else if (last === lower) this.#right[last] = edge;
    else this.#left[last] = edge;
    while (this.#parent[edge] !== -1 && this.#priority[this.#parent[edge]!]! < this.#priority[edge]!) {
      this.#rotateUp(edge);
    }
    return -1;
  }

  remove(edge: number): void {
    const lower = this.below[edge]!;
    const upper = this.above[edge]!;
    if (lower !== -1) this.above[lower] = upper;
    if (upper !== -1) this.below[upper] = lower;
    for (;;) {
      const left = this.#left[edge]!;
      const right = this.#right[edge]!;
      if (left === -1 || right === -1) {
        this.#replace(edge, left === -1 ? right : left);
        return;
      }
      this.#rotateUp(this.#priority[left]! > this.#priority[right]! ? left : right);
    }
  }

  /** The lowest edge for which `above(edge)` is not positive, that is which a point does not lie above; −1 if none. */
  lowestNotBelow(above: (edge: number) => number): number {
    let found = -1;
    let at = this.#root;
    while (at !== -1) {
      if (above(at) > 0) at = this.#right[at]!;
      else {
        found = at;
        at = this.#left[at]!;
      }
    }
    return found;
  }

  #replace(edge: number, by: number): void {
    const parent = this.#parent[edge]!;
    if (by !== -1) this.#parent[by] = parent;
    if (parent === -1) this.#root = by;
    else if (this.#left[parent] === edge) this.#left[parent] = by;
    else this.#right[parent] = by;
  }

  #rotateUp(edge: number): void {
    const parent = this.#parent[edge]!;
    this.#replace(parent, edge);
    this.#parent[parent] = edge;
    const fromLeft = this.#left[parent] === edge;
    const inner = fromLeft ? this.#right[edge]! : this.#left[edge]!;
    if (fromLeft) {
      this.#left[parent] = inner;
      this.#right[edge] = parent;
    } else {
      this.#right[parent] = inner;
      this.#left[edge] = parent;
    }
    if (inner !== -1) this.#parent[inner] = parent;
  }
}
