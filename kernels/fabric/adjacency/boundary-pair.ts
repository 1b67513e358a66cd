import { HALF_MAX, HALF_MIN, highHalf, lowHalf } from '../polygons/halves.ts';
import { lastAtMost } from '../polygons/last-at-most.ts';
import { perimeterM } from '../polygons/perimeter.ts';
import type { Polygons } from '../polygons/polygons.ts';
import { CoveredLengths } from './covered-lengths.ts';
import type { EdgeBoxes } from './edge-boxes.ts';
import { cutBy, lieAlong, pointApart2, within } from './edge-relations.ts';
import { EdgeWindow, LongBoundaries } from './edge-window.ts';
import { sectorsMeet } from './sectors-meet.ts';

/** Edges that part at a steeper angle than about 1 in 4 do not run along each other. */
const SINE_MAX = 0.25;

/**
 * How two boundaries lie to each other. Everything is counted in grid units, in exact integers where a sign decides.
 *
 * *Shared* is the length of one boundary that runs along the other within the tolerance, or lies inside the other polygon where the
 * two overlap: the larger of both directions. Edges that both have, in opposite directions, are told by their ends alone, which
 * is the common case and the fast one.
 */
export class BoundaryPair {
  /** Set by `measure`. */
  shared = 0;
  /** Whether the insides have ground in common. */
  overlap = false;
  readonly #polygons: Polygons;
  readonly #boxes: Int32Array;
  readonly #edges: EdgeBoxes;
  readonly #tolerance: number;
  readonly #reach: number;
  /** The greater of both, in halves rounded up. */
  readonly #nearHalf: number;
  readonly #a: EdgeWindow;
  readonly #b: EdgeWindow;
  readonly #ray: EdgeWindow;
  readonly #alongA = new CoveredLengths();
  readonly #alongB = new CoveredLengths();
  /** Edges near each other, as positions in the two windows, in turn. */
  #meetings = new Int32Array(256);
  #meetingCount = 0;
  /** By position in the windows: 1 for edges that both have. */
  #wholeA = new Uint8Array(128);
  #wholeB = new Uint8Array(128);
  #contact = false;
  /** Whether both have edges near the other. */
  #gathered = false;
  readonly #cuts: number[] = [];

  /** `boxes` as `polygonBoxes` gives them; ways longer than `reach` are not looked for. */
  constructor(polygons: Polygons, boxes: Int32Array, edges: EdgeBoxes, tolerance: number, reach: number) {
    const long = new LongBoundaries(polygons);
    this.#polygons = polygons;
    this.#boxes = boxes;
    this.#tolerance = tolerance;
    this.#reach = reach;
    this.#nearHalf = highHalf(Math.max(tolerance, reach));
    this.#edges = edges;
    this.#a = new EdgeWindow(edges, long);
    this.#b = new EdgeWindow(edges, long);
    this.#ray = new EdgeWindow(edges, long);
  }

  /** Measures `shared` and `overlap` of polygons a and b, which may touch or are known not to. */
  measure(a: number, b: number, mayTouch: boolean): void {
    this.shared = 0;
    this.overlap = false;
    this.#contact = false;
    this.#gathered = this.#gather(a, b);
    if (!mayTouch) return;
    if (this.#gathered && this.#boxesApart2(a, b) <= this.#tolerance * this.#tolerance) {
      this.#alongA.clear();
      this.#alongB.clear();
      const whole = this.#matchWholeEdges(b);
      this.#compareMeetings(a, b);
      if (this.overlap) {
        this.#cutInside(this.#a, this.#wholeA, this.#b, b, this.#alongA);
        this.#cutInside(this.#b, this.#wholeB, this.#a, a, this.#alongB);
      }
      this.shared = whole + Math.max(this.#alongA.total(this.#wholeA), this.#alongB.total(this.#wholeB));
    }
    if (!this.#contact) this.#nest(a, b);
  }

  /** The shortest way between the boundaries of the polygons measured last, or Infinity where it is longer than the reach. */
  distance(): number {
    if (this.overlap || this.#contact) return 0;
    if (!this.#gathered) return Infinity;
    // They do not meet, so the shortest way begins at a corner of one of them.
    const { xs, ys } = this.#polygons;
    const { boxes, next } = this.#edges;
    const { edges: edgesA, count: countA } = this.#a;
    const { edges: edgesB, count: countB } = this.#b;
    const limit = this.#reach * this.#reach * (1 + 1e-15);
    let best = limit;
    let margin = highHalf(this.#reach);
    for (let n = 0; n < countA; n++) {
      const i = edgesA[n]!;
      const left = boxes[4 * i]!;
      const low = boxes[4 * i + 1]!;
      const right = boxes[4 * i + 2]!;
      const high = boxes[4 * i + 3]!;
      for (let m = 0; m < countB; m++) {
        const j = edgesB[m]!;
        const at = 4 * j;
        const apart =
          (boxes[at + 2]! - left + margin) |
          (right + margin - boxes[at]!) |
          (boxes[at + 3]! - low + margin) |
          (high + margin - boxes[at + 1]!);
        if (apart < 0) continue;
        const fromA = pointApart2(xs, ys, i, j, next[j]!);
        const fromB = pointApart2(xs, ys, j, i, next[i]!);
        if (fromA >= best && fromB >= best) continue;
        best = Math.min(fromA, fromB);
        margin = (Math.sqrt(best) / 2 + 1) | 0;
      }
    }
    return best < limit ? Math.sqrt(best) : Infinity;
  }

  /** Square of the shortest way between two boxes. */
  #boxesApart2(a: number, b: number): number {
    const boxes = this.#boxes;
    const dx = Math.max(boxes[4 * a]! - boxes[4 * b + 2]!, boxes[4 * b]! - boxes[4 * a + 2]!, 0);
    const dy = Math.max(boxes[4 * a + 1]! - boxes[4 * b + 3]!, boxes[4 * b + 1]! - boxes[4 * a + 3]!, 0);
    return dx * dx + dy * dy;
  }

  /** Gathers the edges of both that lie near the other; false when one has none. */
  #gather(a: number, b: number): boolean {
    const boxes = this.#boxes;
    const near = this.#nearHalf;
    const lowX = Math.max(HALF_MIN, (Math.max(boxes[4 * a]!, boxes[4 * b]!) >> 1) - near);
    const lowY = Math.max(HALF_MIN, (Math.max(boxes[4 * a + 1]!, boxes[4 * b + 1]!) >> 1) - near);
    const highX = Math.min(HALF_MAX, (Math.min(boxes[4 * a + 2]!, boxes[4 * b + 2]!) >> 1) + near);
    const highY = Math.min(HALF_MAX, (Math.min(boxes[4 * a + 3]!, boxes[4 * b + 3]!) >> 1) + near);
    if (lowX > highX || lowY > highY) return false;
    const countA = this.#a.fill(a, lowX, lowY, highX, highY);
    if (countA === 0) return false;
    const countB = this.#b.fill(b, lowX, lowY, highX, highY);
    if (countA > this.#wholeA.length) this.#wholeA = new Uint8Array(2 * countA);
    if (countB > this.#wholeB.length) this.#wholeB = new Uint8Array(2 * countB);
    return countB > 0;
  }

  /** Marks the edges that both have in opposite directions, returns their length, and lists the other edges that meet. */
  #matchWholeEdges(b: number): number {
    const { xs, ys } = this.#polygons;
    const { boxes, next } = this.#edges;
    const { edges: edgesA, count: countA } = this.#a;
    const { edges: edgesB, count: countB } = this.#b;
    const margin = highHalf(this.#tolerance);
    let whole = 0;
    let meetings = 0;
    for (let n = 0; n < countA; n++) this.#wholeA[n] = 0;
    for (let m = 0; m < countB; m++) this.#wholeB[m] = 0;
    const polygonBoxes = this.#boxes;
    const left = polygonBoxes[4 * b]! >> 1;
    const low = polygonBoxes[4 * b + 1]! >> 1;
    const right = polygonBoxes[4 * b + 2]! >> 1;
    const high = polygonBoxes[4 * b + 3]! >> 1;
    for (let n = 0; n < countA; n++) {
      const i = edgesA[n]!;
      const lowX = boxes[4 * i]! - margin;
      const lowY = boxes[4 * i + 1]! - margin;
      const highX = boxes[4 * i + 2]! + margin;
      const highY = boxes[4 * i + 3]! + margin;
      const away = (highX - left) | (right - lowX) | (highY - low) | (high - lowY);
      if (away < 0) continue;
      const px = xs[i]!;
      const py = ys[i]!;
      const qx = xs[next[i]!]!;
      const qy = ys[next[i]!]!;
      for (let m = 0; m < countB; m++) {
        const j = edgesB[m]!;
        const at = 4 * j;
        const apart =
          (boxes[at + 2]! - lowX) | (highX - boxes[at]!) | (boxes[at + 3]! - lowY) | (highY - boxes[at + 1]!);
        if (apart < 0) continue;
        const end = next[j]!;
        if (px === xs[end] && py === ys[end] && qx === xs[j] && qy === ys[j]) {
          if (this.#wholeA[n] === 0) whole += Math.sqrt((qx - px) * (qx - px) + (qy - py) * (qy - py));
          this.#wholeA[n] = 1;
          this.#wholeB[m] = 1;
          this.#contact = true;
          continue;
        }
        if (meetings + 2 > this.#meetings.length) {
          const longer = new Int32Array(4 * meetings);
          longer.set(this.#meetings);
          this.#meetings = longer;
        }
        this.#meetings[meetings++] = n;
        this.#meetings[meetings++] = m;
      }
    }
    this.#meetingCount = meetings;
    return whole;
  }

  #compareMeetings(a: number, b: number): void {
    const { xs, ys } = this.#polygons;
    const { next } = this.#edges;
    for (let meeting = 0; meeting < this.#meetingCount; meeting += 2) {
      const n = this.#meetings[meeting]!;
      const m = this.#meetings[meeting + 1]!;
      // Where all four edges at a corner are had by both, the insides part there.
      const settled = this.#wholeA[n] === 1 && this.#wholeB[m] === 1;
      const i = this.#a.edges[n]!;
      const j = this.#b.edges[m]!;
      const ax = xs[i]!;
      const ay = ys[i]!;
      const aEndX = xs[next[i]!]!;
      const aEndY = ys[next[i]!]!;
      const bx = xs[j]!;
      const by = ys[j]!;
      const bEndX = xs[next[j]!]!;
      const bEndY = ys[next[j]!]!;
      const ux = aEndX - ax;
      const uy = aEndY - ay;
      const vx = bEndX - bx;
      const vy = bEndY - by;
      const sameStart = ax === bx && ay === by;
      const sameEnd =
        (ax === bEndX && ay === bEndY) ||
        (aEndX === bx && aEndY === by) ||
        (aEndX === bEndX && aEndY === bEndY);
      if (sameStart) {
        this.#contact = true;
        if (!settled) this.#meetAt(ax, ay, i, this.#before(a, i), j, this.#before(b, j));
      }
      const cross = ux * vy - uy * vx;
      // A common end decides: the lines meet there and nowhere else, unless they run along each other.
      if (!(sameStart || sameEnd) || cross === 0) this.#meet(a, i, b, j);
      if (settled) continue;
      const lengthA2 = ux * ux + uy * uy;
      const lengthB2 = vx * vx + vy * vy;
      if (cross * cross > SINE_MAX * SINE_MAX * lengthA2 * lengthB2) continue;
      const dx = bx - ax;
      const dy = by - ay;
      lieAlong(this.#alongA, n, lengthA2, ux, uy, dx, dy, vx, vy, this.#tolerance);
      lieAlong(this.#alongB, m, lengthB2, vx, vy, -dx, -dy, ux, uy, this.#tolerance);
    }
  }

  /** Two edges that may meet: do they cross, or does one begin on the other? */
  #meet(a: number, i: number, b: number, j: number): void {
    const { xs, ys } = this.#polygons;
    const { next } = this.#edges;
    const ax = xs[i]!;
    const ay = ys[i]!;
    const bx = xs[j]!;
    const by = ys[j]!;
    const ux = xs[next[i]!]! - ax;
    const uy = ys[next[i]!]! - ay;
    const vx = xs[next[j]!]! - bx;
    const vy = ys[next[j]!]! - by;
    // The signs are exact: on which side of edge a the ends of edge b lie, and the other way round.
    const fromLineA = ux * (by - ay) - uy * (bx - ax);
    const toLineA = ux * (by + vy - ay) - uy * (bx + vx - ax);
    if ((fromLineA > 0 && toLineA > 0) || (fromLineA < 0 && toLineA < 0)) return;
    const fromLineB = vx * (ay - by) - vy * (ax - bx);
    const toLineB = vx * (ay + uy - by) - vy * (ax + ux - bx);
    if ((fromLineB > 0 && toLineB > 0) || (fromLineB < 0 && toLineB < 0)) return;
    if (fromLineA !== 0 && toLineA !== 0 && fromLineB !== 0 && toLineB !== 0) {
      this.#contact = true;
      this.overlap = true;
      return;
    }
    if (fromLineB === 0 && within(ax - bx, ay - by, vx, vy))
      this.#meetAt(ax, ay, i, this.#before(a, i), j, j);
    if (fromLineA === 0 && within(bx - ax, by - ay, ux, uy))
      this.#meetAt(bx, by, i, i, j, this.#before(b, j));
  }

  /** Both boundaries pass through (x, y): along edge i from point `beforeA`, and along edge j from point `beforeB`. */
  #meetAt(x: number, y: number, i: number, beforeA: number, j: number, beforeB: number): void {
    this.#contact = true;
    if (this.overlap) return;
    const { xs, ys } = this.#polygons;
    const { next } = this.#edges;
    this.overlap = sectorsMeet(
      xs[next[i]!]! - x,
      ys[next[i]!]! - y,
      xs[beforeA]! - x,
      ys[beforeA]! - y,
      xs[next[j]!]! - x,
      ys[next[j]!]! - y,
      xs[beforeB]! - x,
      ys[beforeB]! - y,
    );
  }

  /** The point before point k on its ring, which is one of polygon `row`. */
  #before(row: number, k: number): number {
    const { ringStart, pointStart } = this.#polygons;
    const ring = lastAtMost(pointStart, ringStart[row]!, ringStart[row + 1]!, k);
    return k === pointStart[ring] ? pointStart[ring + 1]! - 1 : k - 1;
  }

  /** Boundaries that do not meet: one polygon lies wholly inside the other, or they are apart. */
  #nest(a: number, b: number): void {
    if (this.#boxHolds(a, b)) this.#nestWithin(a, b);
    else if (this.#boxHolds(b, a)) this.#nestWithin(b, a);
  }

  #nestWithin(outer: number, inner: number): void {
    const { ringStart, pointStart, xs, ys } = this.#polygons;
    const first = pointStart[ringStart[inner]!]!;
    if (!this.#holds(outer, xs[first]!, ys[first]!)) return;
    this.overlap = true;
    this.shared = perimeterM(this.#polygons, inner) / this.#polygons.resolutionM;
  }

  #boxHolds(a: number, b: number): boolean {
    const boxes = this.#boxes;
    return (
      boxes[4 * a]! <= boxes[4 * b]! &&
      boxes[4 * a + 1]! <= boxes[4 * b + 1]! &&
      boxes[4 * a + 2]! >= boxes[4 * b + 2]! &&
      boxes[4 * a + 3]! >= boxes[4 * b + 3]!
    );
  }

  /** Whether a point that is not on the boundary lies inside polygon `row`. */
  #holds(row: number, x: number, y: number): boolean {
    const around = this.#boxes;
    if (x < around[4 * row]! || y < around[4 * row + 1]!) return false;
    if (x > around[4 * row + 2]! || y > around[4 * row + 3]!) return false;
    const { xs, ys } = this.#polygons;
    const { next } = this.#edges;
    const { edges } = this.#ray;
    const count = this.#ray.fill(row, lowHalf(x), lowHalf(y), HALF_MAX, highHalf(y));
    let inside = false;
    for (let n = 0; n < count; n++) {
      const k = edges[n]!;
      const y1 = ys[k]!;
      const y2 = ys[next[k]!]!;
      if (y1 > y === y2 > y) continue;
      const side = (xs[next[k]!]! - xs[k]!) * (y - y1) - (y2 - y1) * (x - xs[k]!);
      if (y2 > y1 ? side > 0 : side < 0) inside = !inside;
    }
    return inside;
  }

  /**
   * Adds to `lengths` the stretches of the edges of `own` that lie inside polygon `row`, whose edges nearby are in `others`; edges
   * that both have are left out.
   */
  #cutInside(
    own: EdgeWindow,
    whole: Uint8Array,
    others: EdgeWindow,
    row: number,
    lengths: CoveredLengths,
  ): void {
    const { xs, ys } = this.#polygons;
    const { boxes, next } = this.#edges;
    const cuts = this.#cuts;
    for (let n = 0; n < own.count; n++) {
      if (whole[n] === 1) continue;
      const i = own.edges[n]!;
      const x = xs[i]!;
      const y = ys[i]!;
      const ux = xs[next[i]!]! - x;
      const uy = ys[next[i]!]! - y;
      const length = Math.sqrt(ux * ux + uy * uy);
      cuts.length = 0;
      cuts.push(0, 1);
      for (let m = 0; m < others.count; m++) {
        const j = others.edges[m]!;
        const apart =
          (boxes[4 * j + 2]! - boxes[4 * i]!) |
          (boxes[4 * i + 2]! - boxes[4 * j]!) |
          (boxes[4 * j + 3]! - boxes[4 * i + 1]!) |
          (boxes[4 * i + 3]! - boxes[4 * j + 1]!);
        if (apart < 0) continue;
        const end = next[j]!;
        cutBy(xs[j]! - x, ys[j]! - y, xs[end]! - x, ys[end]! - y, ux, uy, cuts);
      }
      if (cuts.length > 2) cuts.sort((p, q) => p - q);
      for (let k = 0; k + 1 < cuts.length; k++) {
        const from = cuts[k]!;
        const to = cuts[k + 1]!;
        if ((to - from) * length < 1e-6) continue;
        const middle = (from + to) / 2;
        if (this.#holds(row, x + middle * ux, y + middle * uy)) lengths.add(n, from * length, to * length);
      }
    }
  }
}
