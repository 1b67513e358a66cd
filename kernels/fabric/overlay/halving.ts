import type { Polygons } from '../polygons/polygons.ts';

/**
 * Halves a polygon across the longer side of its cell, again and again, until a piece has few points or fills its cell.
 * The pieces do not overlap and together are the polygon, so areas of overlap with them add up.
 *
 * Rings are cut by half-planes one at a time (I. Sutherland and G. Hodgman, Reentrant polygon clipping, 1974). The edges that
 * this leaves along the cutting lines run back and forth over the same ground, and cancel in the signed integrals for which
 * the pieces are made. O(n log n) for n points.
 */
export interface PieceSink {
  /** A piece that fills its cell. */
  box(minX: number, minY: number, maxX: number, maxY: number): void;
  /** Begins a piece of some rings. */
  begin(): void;
  /** One ring: x and y in turn, `points[from]` … `points[to - 1]`, which are read before the call returns. */
  ring(points: Float64Array, from: number, to: number): void;
  /** Ends the piece begun last. */
  end(): void;
}

const DEPTH_MAX = 40;
/** A cell is full when its piece lacks no more of it than rounding takes. */
const FULL = 1 - 1e-14;

export class Halving {
  readonly #sink: PieceSink;
  readonly #pointsEnough: number;
  /** A stack of ring sets, x and y in turn: each cut writes its halves above the set that it cuts. */
  #points = new Float64Array(4096);
  /** Where each ring of the stack ends in `#points`. */
  #ringEnd = new Int32Array(256);

  /** `pointsEnough`: a piece of no more points is left whole. */
  constructor(sink: PieceSink, pointsEnough: number) {
    this.#sink = sink;
    this.#pointsEnough = pointsEnough;
  }

  /** Gives the pieces of polygon `row` to the sink; none when it is empty. */
  cut(polygons: Polygons, row: number): void {
    const { ringStart, pointStart, xs, ys } = polygons;
    const firstRing = ringStart[row]!;
    const rings = ringStart[row + 1]! - firstRing;
    const first = pointStart[firstRing]!;
    const last = pointStart[firstRing + rings]!;
    if (first === last) return;
    this.#reserve(2 * (last - first), rings);
    const points = this.#points;
    let minX = xs[first]!;
    let maxX = minX;
    let minY = ys[first]!;
    let maxY = minY;
    for (let i = first, at = 0; i < last; i++) {
      const x = xs[i]!;
      const y = ys[i]!;
      points[at++] = x;
      points[at++] = y;
      if (x < minX) minX = x;
      else if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      else if (y > maxY) maxY = y;
    }
    for (let r = 0; r < rings; r++) this.#ringEnd[r] = 2 * (pointStart[firstRing + r + 1]! - first);
    this.#halve(0, 0, rings, minX, minY, maxX, maxY, 0);
  }

  /** Rings `firstRing` … `lastRing` - 1 of the stack, whose points begin at `start`, within a cell. */
  #halve(
    start: number,
    firstRing: number,
    lastRing: number,
    minX: number,
    minY: number,
    maxX: number,
    maxY: number,
    depth: number,
  ): void {
    const end = this.#ringEnd[lastRing - 1]!;
    if ((end - start) / 2 <= this.#pointsEnough || depth === DEPTH_MAX) {
      this.#emit(start, firstRing, lastRing);
      return;
    }
    const wide = maxX - minX >= maxY - minY;
    const at = wide ? (minX + maxX) / 2 : (minY + maxY) / 2;
    for (let side = 0; side < 2; side++) {
      const low = side === 0;
      const x0 = wide && !low ? at : minX;
      const x1 = wide && low ? at : maxX;
      const y0 = !wide && !low ? at : minY;
      const y1 = !wide && low ? at : maxY;
      const halfRings = this.#clip(start, firstRing, lastRing, wide ? 0 : 1, at, low);
      if (halfRings === lastRing) continue;
      if (halfRings === lastRing + 1 && this.#areaOf(end, lastRing) >= (x1 - x0) * (y1 - y0) * FULL) {
        this.#sink.box(x0, y0, x1, y1);
      } else {
        this.#halve(end, lastRing, halfRings, x0, y0, x1, y1, depth + 1);
      }
    }
  }

  /**
   * Writes what lies on one side of the line `axis = at` above the rings, and returns where the new rings end. Of points in a
   * row on the line only the ends are kept, and a ring that lies on the line wholly is dropped: neither changes an integral.
   */
  #clip(start: number, firstRing: number, lastRing: number, axis: 0 | 1, at: number, low: boolean): number {
    const end = this.#ringEnd[lastRing - 1]!;
    this.#reserve(end + 2 * (end - start) + 4, 2 * lastRing - firstRing);
    const points = this.#points;
    const ringEnd = this.#ringEnd;
    const sign = low ? 1 : -1;
    const across = 1 - axis;
    let top = end;
    let halfRing = lastRing;
    let from = start;
    for (let r = firstRing; r < lastRing; r++) {
      const to = ringEnd[r]!;
      const ringTop = top;
      let onLine = 0;
      let p = points[to - 2 + axis]!;
      let q = points[to - 2 + across]!;
      let before = sign * (at - p);
      for (let i = from; i < to; i += 2) {
        const u = points[i + axis]!;
        const v = points[i + across]!;
        const here = sign * (at - u);
        if ((before < 0 && here > 0) || (before > 0 && here < 0)) {
          if (onLine >= 2) top -= 2;
          else onLine++;
          points[top + axis] = at;
          points[top + across] = q + ((at - p) / (u - p)) * (v - q);
          top += 2;
        }
        if (here > 0) {
          onLine = 0;
          points[top + axis] = u;
          points[top + across] = v;
          top += 2;
        } else if (here === 0) {
          if (onLine >= 2) top -= 2;
          else onLine++;
          points[top + axis] = u;
          points[top + across] = v;
          top += 2;
        }
        p = u;
        q = v;
        before = here;
      }
      from = to;
      if (top - ringTop < 6) top = ringTop;
      else ringEnd[halfRing++] = top;
    }
    return halfRing;
  }

  #areaOf(start: number, ring: number): number {
    const points = this.#points;
    const end = this.#ringEnd[ring]!;
    const x0 = points[start]!;
    const y0 = points[start + 1]!;
    let doubled = 0;
    for (let i = start + 2; i + 3 < end; i += 2) {
      doubled += (points[i]! - x0) * (points[i + 3]! - y0) - (points[i + 2]! - x0) * (points[i + 1]! - y0);
    }
    return doubled / 2;
  }

  #emit(start: number, firstRing: number, lastRing: number): void {
    const sink = this.#sink;
    sink.begin();
    let from = start;
    for (let r = firstRing; r < lastRing; r++) {
      const to = this.#ringEnd[r]!;
      sink.ring(this.#points, from, to);
      from = to;
    }
    sink.end();
  }

  #reserve(points: number, rings: number): void {
    if (points > this.#points.length) {
      const next = new Float64Array(2 * points);
      next.set(this.#points);
      this.#points = next;
    }
    if (rings > this.#ringEnd.length) {
      const next = new Int32Array(2 * rings);
      next.set(this.#ringEnd);
      this.#ringEnd = next;
    }
  }
}
