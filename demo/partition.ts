/**
 * A partition of the plane into faces that share their edges: a doubly connected edge list on a millimetre grid.
 *
 * Half-edge `h` runs from `origin[h]` to `origin[h ^ 1]` with its face on the left; `h ^ 1` is the same edge seen from
 * the other side. A vertex put on an edge is on both sides at once, so neighbours always have exactly the same
 * vertices: the fabric is noded by construction. Face 0 is the outside.
 *
 * Source of the structure: D. E. Muller, F. P. Preparata, "Finding the intersection of two convex polyhedra", 1978.
 */
export const OUTSIDE = 0;

/** Vertices that planning layers use too: of the street network and of blocks. */
export const BLOCK_LEVEL = 0;
/** Vertices that only parcels have: ends of lot lines, survey points. */
export const LOT_LEVEL = 1;

export class Partition {
  /** Vertices, in millimetres from the city's origin. */
  xs = new Int32Array(1 << 14);
  ys = new Int32Array(1 << 14);
  level = new Uint8Array(1 << 14);
  vertexCount = 0;
  /** Half-edges. */
  next = new Int32Array(1 << 16);
  previous = new Int32Array(1 << 16);
  origin = new Int32Array(1 << 16);
  face = new Int32Array(1 << 16);
  halfEdgeCount = 0;
  /** One half-edge of each face's outer ring. */
  first = new Int32Array(1 << 12).fill(-1);
  faceCount = 1;
  /** Half-edges of the inner rings of faces with holes. */
  readonly holes = new Map<number, number[]>();

  /**
   * A partition from rings of vertex indices, each counter-clockwise; ring i becomes face i + 1. Two rings are
   * neighbours where one has the edge a → b and the other b → a.
   */
  static fromRings(
    xs: ArrayLike<number>,
    ys: ArrayLike<number>,
    rings: readonly (readonly number[])[],
  ): Partition {
    const partition = new Partition();
    for (let v = 0; v < xs.length; v++) partition.addVertex(xs[v]!, ys[v]!, BLOCK_LEVEL);
    const waiting = new Map<number, number>();
    const key = (from: number, to: number): number => from * 67_108_864 + to;
    for (const ring of rings) {
      const face = partition.#addFace();
      const halves = ring.map((from, i) => {
        const to = ring[(i + 1) % ring.length]!;
        const half = waiting.get(key(from, to));
        if (half !== undefined) {
          waiting.delete(key(from, to));
          return half;
        }
        const added = partition.#addEdge(from, to);
        waiting.set(key(to, from), added + 1);
        return added;
      });
      halves.forEach((half, i) => {
        partition.face[half] = face;
        partition.#link(half, halves[(i + 1) % halves.length]!);
      });
      partition.first[face] = halves[0]!;
    }
    for (const outer of waiting.values()) partition.#link(outer, partition.#outerAfter(outer));
    return partition;
  }

  addVertex(x: number, y: number, level: number): number {
    const vertex = this.vertexCount++;
    if (vertex >= this.xs.length) {
      this.xs = grown(this.xs);
      this.ys = grown(this.ys);
      const levels = new Uint8Array(this.level.length * 2);
      levels.set(this.level);
      this.level = levels;
    }
    this.xs[vertex] = x;
    this.ys[vertex] = y;
    this.level[vertex] = level;
    return vertex;
  }

  /** Puts a vertex on the edge of `half`; returns the half-edge that starts there, on the same side. */
  splitEdge(half: number, x: number, y: number, level: number): number {
    const vertex = this.addVertex(x, y, level);
    const twin = half ^ 1;
    const after = this.next[half]!;
    const before = this.previous[twin]!;
    const end = this.origin[twin]!;
    const added = this.#addEdge(vertex, end);
    const addedTwin = added ^ 1;
    this.origin[twin] = vertex;
    this.face[added] = this.face[half]!;
    this.face[addedTwin] = this.face[twin]!;
    // An edge whose other side is its own continuation does not occur: every ring has at least three edges.
    this.#link(added, after);
    this.#link(half, added);
    this.#link(before, addedTwin);
    this.#link(addedTwin, twin);
    return added;
  }

  /**
   * Splits a face by a path from the origin of `from` to the origin of `to`, two half-edges of its outer ring; the
   * `count` inner points of the path lie in `px`, `py`. The face left of the path is new and returned.
   */
  connect(
    from: number,
    to: number,
    px: ArrayLike<number>,
    py: ArrayLike<number>,
    count: number,
    level: number,
  ): number {
    const old = this.face[from]!;
    const made = this.#addFace();
    const end = this.origin[to]!;
    const beforeFrom = this.previous[from]!;
    const beforeTo = this.previous[to]!;
    let vertex = this.origin[from]!;
    let forward = beforeFrom;
    let backward = from;
    for (let i = 0; i <= count; i++) {
      const target = i < count ? this.addVertex(px[i]!, py[i]!, level) : end;
      const half = this.#addEdge(vertex, target);
      this.#link(forward, half);
      this.#link(half ^ 1, backward);
      this.face[half ^ 1] = old;
      forward = half;
      backward = half ^ 1;
      vertex = target;
    }
    this.#link(forward, to);
    this.#link(beforeTo, backward);
    this.first[old] = backward;
    this.first[made] = forward;
    let half = forward;
    do {
      this.face[half] = made;
      half = this.next[half]!;
    } while (half !== forward);
    return made;
  }

  /** Cuts an island out of a face: a ring of points, counter-clockwise, wholly inside it. Returns the island's face. */
  insertIsland(
    face: number,
    px: ArrayLike<number>,
    py: ArrayLike<number>,
    count: number,
    level: number,
  ): number {
    const made = this.#addFace();
    const start = this.vertexCount;
    for (let i = 0; i < count; i++) this.addVertex(px[i]!, py[i]!, level);
    const halves: number[] = [];
    for (let i = 0; i < count; i++) halves.push(this.#addEdge(start + i, start + ((i + 1) % count)));
    halves.forEach((half, i) => {
      const after = halves[(i + 1) % count]!;
      this.#link(half, after);
      this.#link(after ^ 1, half ^ 1);
      this.face[half] = made;
      this.face[half ^ 1] = face;
    });
    this.first[made] = halves[0]!;
    const rings = this.holes.get(face);
    if (rings) rings.push(halves[0]! ^ 1);
    else this.holes.set(face, [halves[0]! ^ 1]);
    return made;
  }

  #addFace(): number {
    if (this.faceCount >= this.first.length) this.first = grown(this.first);
    return this.faceCount++;
  }

  #addEdge(from: number, to: number): number {
    const half = this.halfEdgeCount;
    this.halfEdgeCount += 2;
    if (this.halfEdgeCount > this.next.length) {
      this.next = grown(this.next);
      this.previous = grown(this.previous);
      this.origin = grown(this.origin);
      this.face = grown(this.face);
    }
    this.origin[half] = from;
    this.origin[half + 1] = to;
    return half;
  }

  #link(half: number, after: number): void {
    this.next[half] = after;
    this.previous[after] = half;
  }

  /** The half-edge that follows `outer` along the outside: turn about its end until the outside is met again. */
  #outerAfter(outer: number): number {
    let half = outer ^ 1;
    for (;;) {
      half = this.previous[half]! ^ 1;
      if (this.face[half] === OUTSIDE) return half;
    }
  }
}

function grown(column: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(column.length * 2);
  larger.set(column);
  return larger;
}
