import type { Pieces } from './overlay-index.ts';

const OUTSIDE = 0;
const INSIDE = 1;
const ACROSS = 2;

/**
 * One polygon at hand, ready to be overlapped with the edges of others, exactly and without building any intersection.
 *
 * The indicator of a polygon is a signed sum of the shadows below its edges: a point (x, y) is inside when the edges that
 * pass over it, counted by direction, do not cancel. The product of two such sums, integrated, gives
 *
 *     area(P ∩ Q) = Σₑ Σ_f sign(dxₑ) sign(dx_f) ∫ min(yₑ(x), y_f(x)) dx     over the x that both edges span,
 *
 * for any pair of closed, correctly turned rings, holes included. Most pairs need no integral: an edge f wholly below P adds
 * nothing, because the edges of P cancel over each x, and a run of edges wholly above adds the area of P between its ends.
 *
 * Coordinates are taken relative to the subject's lower left corner, so that sums stay small.
 */
export class OverlapSubject {
  minX = 0;
  minY = 0;
  maxX = 0;
  maxY = 0;
  /** In square grid units. */
  area = 0;
  #width = 0;
  #height = 0;
  /** Six numbers an edge, turned to the right: x1, y1, x2, y2, slope, sign of its direction. */
  #edges = new Float64Array(6 * 64);
  #top = 0;
  /** Edges of a piece, by the points at which they end. */
  #near = new Int32Array(64);
  #sum = 0;
  /** Edges wholly above the subject, one after another, are one long edge: from here … */
  #runFrom = 0;
  /** … to here. */
  #runTo = 0;

  /** Begins a polygon within a box; its edges follow. */
  begin(minX: number, minY: number, maxX: number, maxY: number): void {
    this.minX = minX;
    this.minY = minY;
    this.maxX = maxX;
    this.maxY = maxY;
    this.#width = maxX - minX;
    this.#height = maxY - minY;
    this.#top = 0;
    this.area = 0;
  }

  /** Adds an edge that is not upright. */
  edge(fromX: number, fromY: number, toX: number, toY: number): void {
    const forward = fromX < toX;
    const x1 = (forward ? fromX : toX) - this.minX;
    const y1 = (forward ? fromY : toY) - this.minY;
    const x2 = (forward ? toX : fromX) - this.minX;
    const y2 = (forward ? toY : fromY) - this.minY;
    if (this.#top + 6 > this.#edges.length) this.#grow();
    const edges = this.#edges;
    const at = this.#top;
    edges[at] = x1;
    edges[at + 1] = y1;
    edges[at + 2] = x2;
    edges[at + 3] = y2;
    edges[at + 4] = (y2 - y1) / (x2 - x1);
    edges[at + 5] = forward ? 1 : -1;
    this.#top = at + 6;
    const under = ((x2 - x1) * (y1 + y2)) / 2;
    this.area += forward ? -under : under;
  }

  /** Adds the edges of a piece of its own. */
  piece({ ringStart, pointStart, points, full }: Pieces, piece: number): void {
    for (let r = ringStart[piece]!; r < ringStart[piece + 1]!; r++) {
      const at = 2 * pointStart[r]!;
      const end = 2 * pointStart[r + 1]!;
      if (full[piece] === 1) {
        this.edge(points[at]!, points[at + 1]!, points[at + 2]!, points[at + 1]!);
        this.edge(points[at + 2]!, points[at + 3]!, points[at]!, points[at + 3]!);
        continue;
      }
      let px = points[end - 2]!;
      let py = points[end - 1]!;
      for (let i = at; i < end; i += 2) {
        const x = points[i]!;
        const y = points[i + 1]!;
        if (x !== px) this.edge(px, py, x, y);
        px = x;
        py = y;
      }
    }
  }

  /** Overlap with a piece of a layer, which keeps within the box given. */
  withPiece(pieces: Pieces, piece: number, minX: number, minY: number, maxX: number, maxY: number): number {
    const { ringStart, pointStart, points } = pieces;
    const full = pieces.full[piece] === 1;
    if (full && minX <= this.minX && minY <= this.minY && maxX >= this.maxX && maxY >= this.maxY)
      return this.area;
    const firstRing = ringStart[piece]!;
    const lastRing = ringStart[piece + 1]!;
    const smaller = maxX - minX <= this.#width && maxY - minY <= this.#height;
    const place = smaller ? this.#placeOf(minX, minY, maxX, maxY) : ACROSS;
    if (place === OUTSIDE) return 0;
    if (full) {
      const at = 2 * pointStart[firstRing]!;
      const [x1, y1, x2, y2] = [points[at]!, points[at + 1]!, points[at + 2]!, points[at + 3]!];
      if (place === INSIDE) return (x2 - x1) * (y2 - y1);
      this.#openRun();
      this.#addEdge(x1, y1, x2, y1);
      this.#addEdge(x2, y2, x1, y2);
      return this.#closeRun();
    }
    if (place === INSIDE) return areaOfRings(pieces, firstRing, lastRing);
    this.#openRun();
    for (let r = firstRing; r < lastRing; r++) {
      const start = pointStart[r]!;
      const found = this.#edgesWithin(pieces, start, pointStart[r + 1]!);
      const near = this.#near;
      for (let n = 0; n < found; n++) {
        const to = 2 * near[n]!;
        const from = to === 2 * start ? 2 * pointStart[r + 1]! - 2 : to - 2;
        this.#addEdge(points[from]!, points[from + 1]!, points[to]!, points[to + 1]!);
      }
    }
    return this.#closeRun();
  }

  /** Gathers the edges that end at points start … end - 1 and do not lie wholly beside or below the subject. */
  #edgesWithin({ reaches }: Pieces, start: number, end: number): number {
    if (end - start > this.#near.length) this.#near = new Int32Array(2 * (end - start));
    const near = this.#near;
    const left = this.minX >> 1;
    const low = this.minY >> 1;
    const right = this.maxX >> 1;
    let found = 0;
    for (let k = start, at = 3 * start; k < end; k++, at += 3) {
      const away = (right - reaches[at]!) | (reaches[at + 1]! - left) | (reaches[at + 2]! - low);
      // Written over by the next unless it is near: no branch that nobody can foretell.
      near[found] = k;
      found += 1 + (away >> 31);
    }
    return found;
  }

  /**
   * Whether a box of whole numbers lies inside the subject or outside, as far as the edges that pass over it tell; where one may pass
   * through it, that stays open.
   */
  #placeOf(boxMinX: number, boxMinY: number, boxMaxX: number, boxMaxY: number): number {
    const minX = boxMinX - this.minX;
    const minY = boxMinY - this.minY;
    const maxX = boxMaxX - this.minX;
    const maxY = boxMaxY - this.minY;
    const edges = this.#edges;
    let above = 0;
    for (let e = 0; e < this.#top; e += 6) {
      const x1 = edges[e]!;
      const x2 = edges[e + 2]!;
      if (x2 <= minX || x1 >= maxX) continue;
      const from = x1 > minX ? x1 : minX;
      const to = x2 < maxX ? x2 : maxX;
      const y1 = edges[e + 1]! + edges[e + 4]! * (from - x1);
      const y2 = edges[e + 1]! + edges[e + 4]! * (to - x1);
      if (y1 >= maxY && y2 >= maxY) above += edges[e + 5]! * (to - from);
      else if (y1 > minY || y2 > minY) return ACROSS;
    }
    if (above === 0) return OUTSIDE;
    // An upright edge through the box leaves a part of it without edges above.
    return above === minX - maxX ? INSIDE : ACROSS;
  }

  #openRun(): void {
    this.#sum = 0;
    this.#runFrom = 0;
    this.#runTo = 0;
  }

  #closeRun(): number {
    return this.#sum + this.#areaLeftOf(this.#runFrom) - this.#areaLeftOf(this.#runTo);
  }

  /** Adds the share of one edge to the sum. */
  #addEdge(fromX: number, fromY: number, toX: number, toY: number): void {
    let u1 = fromX - this.minX;
    let u2 = toX - this.minX;
    const width = this.#width;
    if ((u1 <= 0 && u2 <= 0) || (u1 >= width && u2 >= width)) return;
    let v1 = fromY - this.minY;
    let v2 = toY - this.minY;
    if (v1 <= 0 && v2 <= 0) return;
    const slope = (v2 - v1) / (u2 - u1);
    if (u1 < 0) {
      v1 -= u1 * slope;
      u1 = 0;
    } else if (u1 > width) {
      v1 -= (u1 - width) * slope;
      u1 = width;
    }
    if (u2 < 0) {
      v2 -= u2 * slope;
      u2 = 0;
    } else if (u2 > width) {
      v2 -= (u2 - width) * slope;
      u2 = width;
    }
    const height = this.#height;
    if (v1 >= height && v2 >= height) {
      if (u1 !== this.#runTo) {
        this.#sum += this.#areaLeftOf(this.#runFrom) - this.#areaLeftOf(this.#runTo);
        this.#runFrom = u1;
      }
      this.#runTo = u2;
    } else if (v1 > 0 || v2 > 0) {
      this.#sum += u1 < u2 ? this.#crossed(u1, v1, u2, slope) : -this.#crossed(u2, v2, u1, slope);
    }
  }

  /** Area of the subject left of x. */
  #areaLeftOf(x: number): number {
    if (x <= 0) return 0;
    if (x >= this.#width) return this.area;
    const edges = this.#edges;
    let sum = 0;
    for (let e = 0; e < this.#top; e += 6) {
      const x1 = edges[e]!;
      if (x1 >= x) continue;
      const to = edges[e + 2]! < x ? edges[e + 2]! : x;
      sum -= edges[e + 5]! * (to - x1) * (edges[e + 1]! + (edges[e + 4]! * (to - x1)) / 2);
    }
    return sum;
  }

  /** Σ sign(dxₑ) ∫ min(yₑ, f) dx for the line f through (u1, v1), over u1 … u2. */
  #crossed(u1: number, v1: number, u2: number, slope: number): number {
    const edges = this.#edges;
    let sum = 0;
    for (let e = 0; e < this.#top; e += 6) {
      const x1 = edges[e]!;
      const x2 = edges[e + 2]!;
      const from = x1 > u1 ? x1 : u1;
      const to = x2 < u2 ? x2 : u2;
      if (to <= from) continue;
      const ownSlope = edges[e + 4]!;
      const ya = edges[e + 1]! + ownSlope * (from - x1);
      const va = v1 + slope * (from - u1);
      const width = to - from;
      const yb = ya + ownSlope * width;
      const vb = va + slope * width;
      const left = ya - va;
      const right = yb - vb;
      let doubled: number;
      if (left <= 0 && right <= 0) doubled = ya + yb;
      else if (left >= 0 && right >= 0) doubled = va + vb;
      else {
        const t = left / (left - right);
        const y = ya + t * (yb - ya);
        doubled = left < 0 ? (ya + y) * t + (y + vb) * (1 - t) : (va + y) * t + (y + yb) * (1 - t);
      }
      sum += edges[e + 5]! * width * doubled;
    }
    return sum / 2;
  }

  #grow(): void {
    const next = new Float64Array(this.#edges.length * 2);
    next.set(this.#edges);
    this.#edges = next;
  }
}

/** Signed, in square grid units. */
function areaOfRings({ pointStart, points }: Pieces, firstRing: number, lastRing: number): number {
  let doubled = 0;
  for (let r = firstRing; r < lastRing; r++) {
    const start = 2 * pointStart[r]!;
    const x0 = points[start]!;
    const y0 = points[start + 1]!;
    for (let at = start + 2; at + 3 < 2 * pointStart[r + 1]!; at += 2)
      doubled +=
        (points[at]! - x0) * (points[at + 3]! - y0) - (points[at + 2]! - x0) * (points[at + 1]! - y0);
  }
  return doubled / 2;
}
