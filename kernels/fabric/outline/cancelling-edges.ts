/**
 * Directed edges between numbered points, in which an edge and its opposite cancel: the boundaries of parcels that touch, added one
 * after another, leave the boundary of all of them. Each point has as many edges in as out, whatever cancels. Filled again and
 * again without allocating.
 */
export class CancellingEdges {
  points = 0;
  xs: Int32Array = new Int32Array(256);
  ys: Int32Array = new Int32Array(256);
  /** Edge e goes from point from[e] to point to[e]; from[e] is -1 where it was cancelled. */
  edges = 0;
  from: Int32Array = new Int32Array(256);
  to: Int32Array = new Int32Array(256);
  /** First edge out of each point, and the next one out of the same point; -1 ends the list. */
  first: Int32Array = new Int32Array(256);
  next: Int32Array = new Int32Array(256);
  #slots = new Int32Array(1024);
  #mask = 1023;

  /** Empties it and makes room for so many points. */
  clear(points: number): void {
    this.points = 0;
    this.edges = 0;
    let size = 1024;
    while (size < 2 * points) size *= 2;
    if (size > this.#slots.length) this.#slots = new Int32Array(size);
    else this.#slots.fill(0, 0, size);
    this.#mask = size - 1;
  }

  /** Forgets the edges and keeps the points. */
  clearEdges(): void {
    this.edges = 0;
    this.first.fill(-1, 0, this.points);
  }

  /** The number of a point. */
  point(x: number, y: number): number {
    const mask = this.#mask;
    let hash = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    let slot = (hash ^ (hash >>> 13)) & mask;
    for (;;) {
      const found = this.#slots[slot]! - 1;
      if (found === -1) break;
      if (this.xs[found] === x && this.ys[found] === y) return found;
      slot = (slot + 1) & mask;
    }
    const id = this.points++;
    if (id === this.xs.length) {
      this.xs = longer(this.xs);
      this.ys = longer(this.ys);
      this.first = longer(this.first);
    }
    this.xs[id] = x;
    this.ys[id] = y;
    this.first[id] = -1;
    this.#slots[slot] = id + 1;
    if (2 * this.points > mask) this.#rehash();
    return id;
  }

  /** Adds an edge, or takes its opposite away. */
  add(from: number, to: number): void {
    if (from === to) return;
    let before = -1;
    for (let edge = this.first[to]!; edge !== -1; edge = this.next[edge]!) {
      if (this.to[edge] === from) {
        if (before === -1) this.first[to] = this.next[edge]!;
        else this.next[before] = this.next[edge]!;
        this.from[edge] = -1;
        return;
      }
      before = edge;
    }
    const edge = this.edges++;
    if (edge === this.from.length) {
      this.from = longer(this.from);
      this.to = longer(this.to);
      this.next = longer(this.next);
    }
    this.from[edge] = from;
    this.to[edge] = to;
    this.next[edge] = this.first[from]!;
    this.first[from] = edge;
  }

  /** Whether an edge joins two points, in either direction. */
  joined(a: number, b: number): boolean {
    for (let edge = this.first[a]!; edge !== -1; edge = this.next[edge]!)
      if (this.to[edge] === b) return true;
    for (let edge = this.first[b]!; edge !== -1; edge = this.next[edge]!)
      if (this.to[edge] === a) return true;
    return false;
  }

  #rehash(): void {
    const size = 2 * (this.#mask + 1);
    if (size > this.#slots.length) this.#slots = new Int32Array(size);
    else this.#slots.fill(0, 0, size);
    this.#mask = size - 1;
    for (let id = 0; id < this.points; id++) {
      let hash = Math.imul(this.xs[id]!, 0x9e3779b1) ^ Math.imul(this.ys[id]!, 0x85ebca6b);
      hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
      let slot = (hash ^ (hash >>> 13)) & this.#mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask;
      this.#slots[slot] = id + 1;
    }
  }
}

function longer(old: Int32Array): Int32Array {
  const next = new Int32Array(2 * old.length);
  next.set(old);
  return next;
}
