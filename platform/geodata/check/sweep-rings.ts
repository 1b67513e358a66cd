import type { Ring } from '../geometry.ts';
import { OrderedEdges } from './ordered-edges.ts';
import { nextVertex, previousVertex, type RingColumns, ringColumns } from './ring-columns.ts';

/**
 * Finds in O(n log n) whether open rings cross or overlap, where they touch, and which ring lies in which: the
 * plane sweep of Shamos and Hoey (Geometric intersection problems, 1976), stopped at the first crossing, with touching
 * points let through, since a valid polygon may have them between its rings.
 *
 * A point closer than `TOLERANCE_DEG` to an edge lies on it. That is two micrometres, far less than any survey, and far more
 * than the rounding of a reprojection.
 */
export interface Sweep {
  readonly columns: RingColumns;
  /** The first pair of edges that cross or lie on each other, with the point where; null where there is none. */
  readonly crossing: Crossing | null;
  /** Points where more than the two edges of one vertex meet; complete only where nothing crosses. */
  readonly touches: readonly Touch[];
  /** For each ring the ring directly around it, −1 where none; complete only where nothing crosses. */
  readonly parents: Int32Array;
}

export interface Crossing {
  readonly edges: readonly [number, number];
  readonly overlapping: boolean;
  readonly at: [number, number];
}

export interface Touch {
  readonly at: [number, number];
  /** Vertices at the point, and edges that pass through it between their ends. */
  readonly vertices: readonly number[];
  readonly edges: readonly number[];
}

export const TOLERANCE_DEG = 2e-11;

export function sweepRings(rings: readonly Ring[]): Sweep {
  return new RingSweep(ringColumns(rings)).run();
}

class RingSweep {
  readonly #columns: RingColumns;
  readonly #xs: Float64Array;
  readonly #ys: Float64Array;
  /** Left and right end (vertex) of each edge, by x and then y. */
  readonly #left: Int32Array;
  readonly #right: Int32Array;
  readonly #counterClockwise: Uint8Array;
  readonly #edges: OrderedEdges;
  readonly #touches: Touch[] = [];
  readonly #parents: Int32Array;
  readonly #started: Uint8Array;
  #crossing: Crossing | null = null;

  constructor(columns: RingColumns) {
    const { vertexCount: count, ringCount } = columns;
    this.#columns = columns;
    this.#xs = columns.xs;
    this.#ys = columns.ys;
    this.#left = new Int32Array(count);
    this.#right = new Int32Array(count);
    this.#counterClockwise = new Uint8Array(ringCount);
    this.#edges = new OrderedEdges(count);
    this.#parents = new Int32Array(ringCount).fill(-1);
    this.#started = new Uint8Array(ringCount);
    for (let v = 0; v < count; v++) {
      const w = nextVertex(columns, v);
      const forward = this.#before(v, w);
      this.#left[v] = forward ? v : w;
      this.#right[v] = forward ? w : v;
    }
    for (let r = 0; r < ringCount; r++) this.#counterClockwise[r] = Number(this.#doubleArea(r) > 0);
  }

  run(): Sweep {
    const xs = this.#xs;
    const ys = this.#ys;
    const order = new Uint32Array(this.#columns.vertexCount);
    for (let i = 0; i < order.length; i++) order[i] = i;
    order.sort((a, b) => xs[a]! - xs[b]! || ys[a]! - ys[b]! || a - b);
    for (let from = 0; from < order.length && !this.#crossing; ) {
      const v = order[from]!;
      let to = from + 1;
      while (to < order.length && xs[order[to]!] === xs[v] && ys[order[to]!] === ys[v]) to++;
      this.#visit(order.subarray(from, to));
      from = to;
    }
    return {
      columns: this.#columns,
      crossing: this.#crossing,
      touches: this.#touches,
      parents: this.#parents,
    };
  }

  /** Takes the sweep past one point with all the vertices that lie there. */
  #visit(group: Uint32Array): void {
    const v = group[0]!;
    const x = this.#xs[v]!;
    const y = this.#ys[v]!;
    const ending: number[] = [];
    const starting: number[] = [];
    for (const vertex of group) {
      for (const edge of [previousVertex(this.#columns, vertex), vertex]) {
        if (this.#right[edge] === vertex) ending.push(edge);
        else starting.push(edge);
      }
    }
    const passing: number[] = [];
    const ends = ending.length > 16 ? new Set(ending) : null;
    let edge = this.#edges.lowestNotBelow((each) => this.#side(each, x, y));
    for (; edge !== -1 && this.#side(edge, x, y) === 0; edge = this.#edges.above[edge]!) {
      if (!(ends ? ends.has(edge) : ending.includes(edge))) passing.push(edge);
    }
    if (group.length > 1 || passing.length > 0) {
      this.#touches.push({ at: [x, y], vertices: [...group], edges: passing });
    }
    for (const each of ending) {
      const lower = this.#edges.below[each]!;
      const upper = this.#edges.above[each]!;
      this.#edges.remove(each);
      this.#test(lower, upper);
    }
    for (const each of starting) {
      const equal = this.#edges.insert(each, (other) => this.#compare(each, other));
      if (equal !== -1) {
        this.#crossing ??= { edges: [each, equal], overlapping: true, at: [x, y] };
        return;
      }
      this.#test(this.#edges.below[each]!, each);
      this.#test(each, this.#edges.above[each]!);
      if (this.#crossing) return;
    }
    this.#nest(starting);
  }

  /** Finds what lies around the rings that begin here: what is directly below their lower edge. */
  #nest(starting: readonly number[]): void {
    const lowest = new Map<number, number>();
    for (const edge of starting) {
      const ring = this.#columns.ringOf[edge]!;
      if (this.#started[ring]) continue;
      const partner = lowest.get(ring);
      if (partner === undefined || this.#compare(edge, partner) < 0) lowest.set(ring, edge);
    }
    if (lowest.size === 0) return;
    const upwards = [...lowest].sort(([, a], [, b]) => this.#compare(a, b));
    for (const [ring, edge] of upwards) {
      this.#started[ring] = 1;
      const below = this.#edges.below[edge]!;
      if (below === -1) continue;
      const around = this.#columns.ringOf[below]!;
      const forward = this.#left[below] === below;
      const insideAbove = forward === (this.#counterClockwise[around] === 1);
      this.#parents[ring] = insideAbove ? around : this.#parents[around]!;
    }
  }

  #test(lower: number, upper: number): void {
    if (lower === -1 || upper === -1 || this.#crossing) return;
    const ends = (edge: number, of: number): number =>
      this.#side(edge, this.#xs[this.#left[of]!]!, this.#ys[this.#left[of]!]!) *
      this.#side(edge, this.#xs[this.#right[of]!]!, this.#ys[this.#right[of]!]!);
    if (ends(lower, upper) >= 0 || ends(upper, lower) >= 0) return;
    this.#crossing = { edges: [lower, upper], overlapping: false, at: this.#meeting(lower, upper) };
  }

  #meeting(a: number, b: number): [number, number] {
    const [ax, ay, bx, by] = this.#ends(a);
    const [cx, cy, dx, dy] = this.#ends(b);
    const t =
      ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / ((bx - ax) * (dy - cy) - (by - ay) * (dx - cx));
    return [ax + t * (bx - ax), ay + t * (by - ay)];
  }

  #ends(edge: number): [number, number, number, number] {
    const left = this.#left[edge]!;
    const right = this.#right[edge]!;
    return [this.#xs[left]!, this.#ys[left]!, this.#xs[right]!, this.#ys[right]!];
  }

  /** Order of a new edge, whose left end is at the sweep line, against one in the set; 0 where they lie on each other. */
  #compare(edge: number, other: number): number {
    const left = this.#left[edge]!;
    const bySide = this.#side(other, this.#xs[left]!, this.#ys[left]!);
    if (bySide !== 0) return bySide;
    const right = this.#right[edge]!;
    const otherRight = this.#right[other]!;
    return this.#before(right, otherRight)
      ? this.#side(other, this.#xs[right]!, this.#ys[right]!)
      : -this.#side(edge, this.#xs[otherRight]!, this.#ys[otherRight]!);
  }

  /**
   * +1 where the point lies above the edge (to the left of its way from left to right), −1 below, 0 on it. What lies in line
   * with a steep edge, but beyond its end, is above or below it: a hair's breadth of x is no reason to call it on the edge.
   */
  #side(edge: number, x: number, y: number): number {
    const left = this.#left[edge]!;
    const right = this.#right[edge]!;
    const ly = this.#ys[left]!;
    const ry = this.#ys[right]!;
    const lx = this.#xs[left]!;
    const dx = this.#xs[right]! - lx;
    const dy = ry - ly;
    const cross = dx * (y - ly) - dy * (x - lx);
    const slack = TOLERANCE_DEG * (dx + Math.abs(dy));
    if (cross > slack) return 1;
    if (cross < -slack) return -1;
    if (y > (dy > 0 ? ry : ly) + TOLERANCE_DEG) return 1;
    return y < (dy > 0 ? ly : ry) - TOLERANCE_DEG ? -1 : 0;
  }

  #before(v: number, w: number): boolean {
    const dx = this.#xs[v]! - this.#xs[w]!;
    return dx < 0 || (dx === 0 && this.#ys[v]! < this.#ys[w]!);
  }

  #doubleArea(ring: number): number {
    const start = this.#columns.ringStart[ring]!;
    const end = this.#columns.ringStart[ring + 1]!;
    const x0 = this.#xs[start]!;
    const y0 = this.#ys[start]!;
    let sum = 0;
    for (let v = start; v < end; v++) {
      const w = v + 1 === end ? start : v + 1;
      sum += (this.#xs[v]! - x0) * (this.#ys[w]! - y0) - (this.#xs[w]! - x0) * (this.#ys[v]! - y0);
    }
    return sum;
  }
}
