import { highHalf } from '../polygons/halves.ts';
import type { CancellingEdges } from './cancelling-edges.ts';
import { EdgeGrid } from './edge-grid.ts';

const ROUNDS_MAX = 8;
/** Of so few edges each is compared with each; a grid would cost more. */
const FEW = 96;
/** Square of the distance, in grid units, at which a rounded point still lies on an edge. */
const ON_EDGE2 = 0.5;

/**
 * Brings edges together that should be one: points within the tolerance of each other are joined, edges are split at points
 * within the tolerance of them and where they cross, until nothing is left to do. What then lies on each other cancels. The
 * longest way that a point moves is the tolerance; a crossing is rounded to the grid.
 */
export class EdgeNoder {
  readonly #grid = new EdgeGrid();
  #x1 = new Float64Array(256);
  #y1 = new Float64Array(256);
  #x2 = new Float64Array(256);
  #y2 = new Float64Array(256);
  /** Boxes of the edges, four numbers each, as halves of grid units rounded down. */
  #boxes = new Int32Array(1024);
  #edgeOf = new Int32Array(256);
  #joinedTo = new Int32Array(256);
  /** Edge (place in the list), share of its length, point: one after another. */
  #splits: [number, number, number][] = [];
  #joins = 0;

  node(edges: CancellingEdges, tolerance: number): void {
    for (let round = 0; round < ROUNDS_MAX; round++) {
      const count = this.#list(edges);
      if (count === 0) return;
      this.#splits.length = 0;
      this.#joins = 0;
      this.#findMeetings(edges, count, tolerance);
      if (this.#splits.length === 0 && this.#joins === 0) return;
      this.#rebuild(edges, count);
    }
  }

  #list(edges: CancellingEdges): number {
    const { xs, ys, from, to } = edges;
    if (edges.edges > this.#x1.length) {
      const room = 2 * edges.edges;
      this.#x1 = new Float64Array(room);
      this.#y1 = new Float64Array(room);
      this.#x2 = new Float64Array(room);
      this.#y2 = new Float64Array(room);
      this.#boxes = new Int32Array(4 * room);
      this.#edgeOf = new Int32Array(room);
    }
    const boxes = this.#boxes;
    let count = 0;
    for (let edge = 0; edge < edges.edges; edge++) {
      if (from[edge] === -1) continue;
      const x1 = xs[from[edge]!]!;
      const y1 = ys[from[edge]!]!;
      const x2 = xs[to[edge]!]!;
      const y2 = ys[to[edge]!]!;
      this.#x1[count] = x1;
      this.#y1[count] = y1;
      this.#x2[count] = x2;
      this.#y2[count] = y2;
      boxes[4 * count] = Math.min(x1, x2) >> 1;
      boxes[4 * count + 1] = Math.min(y1, y2) >> 1;
      boxes[4 * count + 2] = Math.max(x1, x2) >> 1;
      boxes[4 * count + 3] = Math.max(y1, y2) >> 1;
      this.#edgeOf[count++] = edge;
    }
    return count;
  }

  /** Looks at each two edges whose boxes meet: all of few, of many those of a cell. */
  #findMeetings(edges: CancellingEdges, count: number, tolerance: number): void {
    if (edges.points > this.#joinedTo.length) this.#joinedTo = new Int32Array(2 * edges.points);
    this.#joinedTo.fill(-1, 0, edges.points);
    const boxes = this.#boxes;
    // One sign tells whether two boxes come within the margin, as in the windows of edges.
    const margin = highHalf(tolerance);
    if (count <= FEW) {
      for (let i = 1; i < count; i++) {
        const lowX = boxes[4 * i]! - margin;
        const lowY = boxes[4 * i + 1]! - margin;
        const highX = boxes[4 * i + 2]! + margin;
        const highY = boxes[4 * i + 3]! + margin;
        for (let j = 0, at = 0; j < i; j++, at += 4) {
          const apart =
            (boxes[at + 2]! - lowX) |
            (highX - boxes[at]!) |
            (boxes[at + 3]! - lowY) |
            (highY - boxes[at + 1]!);
          if (apart >= 0) this.#meet(edges, i, j, tolerance);
        }
      }
      return;
    }
    const grid = this.#grid;
    grid.build(count, this.#x1, this.#y1, this.#x2, this.#y2, tolerance);
    for (let cell = 0; cell < grid.columns * grid.rows; cell++) {
      const first = grid.start[cell]!;
      const last = grid.start[cell + 1]!;
      for (let m = first + 1; m < last; m++) {
        const i = grid.items[m]!;
        const lowX = boxes[4 * i]! - margin;
        const lowY = boxes[4 * i + 1]! - margin;
        const highX = boxes[4 * i + 2]! + margin;
        const highY = boxes[4 * i + 3]! + margin;
        for (let n = first; n < m; n++) {
          const at = 4 * grid.items[n]!;
          const apart =
            (boxes[at + 2]! - lowX) |
            (highX - boxes[at]!) |
            (boxes[at + 3]! - lowY) |
            (highY - boxes[at + 1]!);
          if (apart >= 0) this.#meet(edges, i, grid.items[n]!, tolerance);
        }
      }
    }
  }

  /** Notes where edges i and j should be joined or split. */
  #meet(edges: CancellingEdges, i: number, j: number, tolerance: number): void {
    const p = edges.from[this.#edgeOf[i]!]!;
    const q = edges.to[this.#edgeOf[i]!]!;
    const r = edges.from[this.#edgeOf[j]!]!;
    const s = edges.to[this.#edgeOf[j]!]!;
    const common = p === r || p === s || q === r || q === s;
    let near = false;
    if (r !== p && r !== q) near = this.#pointNearEdge(edges, r, i, p, q, tolerance) || near;
    if (s !== p && s !== q) near = this.#pointNearEdge(edges, s, i, p, q, tolerance) || near;
    if (p !== r && p !== s) near = this.#pointNearEdge(edges, p, j, r, s, tolerance) || near;
    if (q !== r && q !== s) near = this.#pointNearEdge(edges, q, j, r, s, tolerance) || near;
    if (!common && !near) this.#splitWhereCrossing(edges, i, j);
  }

  /** Joins a point to an end of edge i, or splits the edge at it, when it lies within the tolerance. */
  #pointNearEdge(
    edges: CancellingEdges,
    point: number,
    i: number,
    p: number,
    q: number,
    tolerance: number,
  ): boolean {
    const px = this.#x1[i]!;
    const py = this.#y1[i]!;
    const dx = this.#x2[i]! - px;
    const dy = this.#y2[i]! - py;
    const x = edges.xs[point]! - px;
    const y = edges.ys[point]! - py;
    const length2 = dx * dx + dy * dy;
    const across = dx * y - dy * x;
    const tolerance2 = tolerance * tolerance;
    if (across * across > tolerance2 * length2) return false;
    if (x * x + y * y <= tolerance2 && this.#join(edges, point, p)) return true;
    const fromEnd = (x - dx) * (x - dx) + (y - dy) * (y - dy);
    if (fromEnd <= tolerance2 && this.#join(edges, point, q)) return true;
    // A point near an end that may not be joined to it splits the edge only when it lies on it, to the grid unit.
    const nearEnd = x * x + y * y <= tolerance2 || fromEnd <= tolerance2;
    const share = (dx * x + dy * y) / length2;
    if (share <= 0 || share >= 1 || (nearEnd && across * across > ON_EDGE2 * length2)) return false;
    this.#splits.push([i, share, point]);
    return true;
  }

  #join(edges: CancellingEdges, a: number, b: number): boolean {
    const joined = this.#joinedTo;
    const [keep, drop] = a < b ? [a, b] : [b, a];
    // A point takes part in one join a round; the ends of one edge stay apart, however short it is.
    if (joined[keep] !== -1 || joined[drop] !== -1 || edges.joined(a, b)) return false;
    joined[drop] = keep;
    joined[keep] = keep;
    this.#joins++;
    return true;
  }

  #splitWhereCrossing(edges: CancellingEdges, i: number, j: number): void {
    const ux = this.#x2[i]! - this.#x1[i]!;
    const uy = this.#y2[i]! - this.#y1[i]!;
    const vx = this.#x2[j]! - this.#x1[j]!;
    const vy = this.#y2[j]! - this.#y1[j]!;
    const dx = this.#x1[j]! - this.#x1[i]!;
    const dy = this.#y1[j]! - this.#y1[i]!;
    const fromLine = ux * dy - uy * dx;
    const toLine = ux * (dy + vy) - uy * (dx + vx);
    if (fromLine > 0 === toLine > 0) return;
    const ownFrom = vy * dx - vx * dy;
    const ownTo = vx * (uy - dy) - vy * (ux - dx);
    if (ownFrom > 0 === ownTo > 0) return;
    const share = fromLine / (fromLine - toLine);
    const x = Math.round(this.#x1[j]! + share * vx);
    const y = Math.round(this.#y1[j]! + share * vy);
    const point = edges.point(x, y);
    if (edges.points > this.#joinedTo.length) {
      const longer = new Int32Array(2 * edges.points);
      longer.set(this.#joinedTo);
      this.#joinedTo = longer;
    }
    this.#joinedTo[point] = -1;
    const ownShare = ownFrom / (ownFrom - ownTo);
    this.#splits.push([i, ownShare, point], [j, share, point]);
  }

  #rebuild(edges: CancellingEdges, count: number): void {
    const splits = this.#splits.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const ends = new Int32Array(2 * count);
    for (let i = 0; i < count; i++) {
      ends[2 * i] = edges.from[this.#edgeOf[i]!]!;
      ends[2 * i + 1] = edges.to[this.#edgeOf[i]!]!;
    }
    const kept = (point: number): number => (this.#joinedTo[point] === -1 ? point : this.#joinedTo[point]!);
    edges.clearEdges();
    let at = 0;
    for (let i = 0; i < count; i++) {
      let from = kept(ends[2 * i]!);
      for (; at < splits.length && splits[at]![0] === i; at++) {
        const point = kept(splits[at]![2]);
        edges.add(from, point);
        from = point;
      }
      edges.add(from, kept(ends[2 * i + 1]!));
    }
  }
}
