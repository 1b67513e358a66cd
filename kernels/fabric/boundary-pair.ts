import { CoveredLengths } from './covered-lengths.ts';
import { cornerApart, cutBy, lieAlong, within } from './edge-relations.ts';
import { EdgeWindow, highHalf, LONG, LongBoundaries, lowHalf } from './edge-window.ts';
import { perimeterM } from './perimeter.ts';
import type { Polygons } from './polygons.ts';
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
  readonly #tolerance: number;
  readonly #reach: number;
  readonly #a: EdgeWindow;
  readonly #b: EdgeWindow;
  readonly #ray: EdgeWindow;
  readonly #alongA = new CoveredLengths();
  readonly #alongB = new CoveredLengths();
  #row = 0;
  /** Whether window `a` holds the whole boundary taken; a long one is filled for each neighbour. */
  #takenWhole = false;
  /** Edges of `a` near the other, and edges that both have. */
  #near = new Int32Array(128);
  #nearCount = 0;
  #meetings = new Int32Array(256);
  #meetingCount = 0;
  #wholeA = new Uint8Array(128);
  #wholeB = new Uint8Array(128);
  #contact = false;
  /** Whether both have edges near the other. */
  #gathered = false;
  readonly #cuts: number[] = [];

  /** `boxes` as `polygonBoxes` gives them; ways longer than `reach` are not looked for. */
  constructor(polygons: Polygons, boxes: Int32Array, tolerance: number, reach: number) {
    const long = new LongBoundaries(polygons);
    this.#polygons = polygons;
    this.#boxes = boxes;
    this.#tolerance = tolerance;
    this.#reach = reach;
    this.#a = new EdgeWindow(polygons, long);
    this.#b = new EdgeWindow(polygons, long);
    this.#ray = new EdgeWindow(polygons, long);
  }

  /** Takes polygon a, to be measured against one after another. */
  take(a: number): void {
    const { ringStart, pointStart } = this.#polygons;
    this.#row = a;
    this.#takenWhole = pointStart[ringStart[a + 1]!]! - pointStart[ringStart[a]!]! <= LONG;
    if (this.#takenWhole) this.#a.fill(a, -Infinity, -Infinity, Infinity, Infinity);
  }

  /** Measures `shared` and `overlap` of the polygon taken and polygon b. */
  measure(b: number): void {
    const a = this.#row;
    this.shared = 0;
    this.overlap = false;
    this.#contact = false;
    const apart2 = this.#boxesApart2(a, b);
    this.#gathered = this.#gather(a, b, Math.max(this.#tolerance, this.#reach));
    if (this.#gathered && apart2 <= this.#tolerance * this.#tolerance) {
      this.#alongA.clear();
      this.#alongB.clear();
      const whole = this.#matchWholeEdges();
      this.#compareMeetings();
      if (this.overlap) {
        for (let n = 0; n < this.#nearCount; n++) {
          const i = this.#near[n]!;
          if (this.#wholeA[i] === 0) this.#cutInside(this.#a, i, this.#b, b, this.#alongA);
        }
        for (let j = 0; j < this.#b.count; j++) {
          if (this.#wholeB[j] === 0) this.#cutInside(this.#b, j, this.#a, a, this.#alongB);
        }
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
    const { edges: ea, boxes: boxesA } = this.#a;
    const { edges: eb, boxes: boxesB, count: countB } = this.#b;
    const limit = this.#reach * this.#reach * (1 + 1e-15);
    let best = limit;
    let margin = highHalf(this.#reach);
    for (let n = 0; n < this.#nearCount; n++) {
      const i = 4 * this.#near[n]!;
      const left = boxesA[i]!;
      const low = boxesA[i + 1]!;
      const right = boxesA[i + 2]!;
      const high = boxesA[i + 3]!;
      for (let j = 0; j < 4 * countB; j += 4) {
        const apart =
          (boxesB[j + 2]! - left + margin) |
          (right + margin - boxesB[j]!) |
          (boxesB[j + 3]! - low + margin) |
          (high + margin - boxesB[j + 1]!);
        if (apart < 0) continue;
        const way = Math.min(cornerApart(ea[i]!, ea[i + 1]!, eb, j), cornerApart(eb[j]!, eb[j + 1]!, ea, i));
        if (way >= best) continue;
        best = way;
        margin = highHalf(Math.sqrt(best));
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
  #gather(a: number, b: number, reach: number): boolean {
    const boxes = this.#boxes;
    const minX = Math.max(boxes[4 * a]!, boxes[4 * b]!) - reach;
    const minY = Math.max(boxes[4 * a + 1]!, boxes[4 * b + 1]!) - reach;
    const maxX = Math.min(boxes[4 * a + 2]!, boxes[4 * b + 2]!) + reach;
    const maxY = Math.min(boxes[4 * a + 3]!, boxes[4 * b + 3]!) + reach;
    if (minX > maxX || minY > maxY) return false;
    if (!this.#takenWhole) this.#a.fill(a, minX, minY, maxX, maxY);
    const { boxes: edgeBoxes, count } = this.#a;
    if (count > this.#near.length) {
      this.#near = new Int32Array(2 * count);
      this.#wholeA = new Uint8Array(2 * count);
    }
    const lowX = lowHalf(minX);
    const lowY = lowHalf(minY);
    const highX = highHalf(maxX);
    const highY = highHalf(maxY);
    const nearEdges = this.#near;
    let near = 0;
    for (let i = 0, at = 0; i < count; i++, at += 4) {
      const apart =
        (edgeBoxes[at + 2]! - lowX) |
        (highX - edgeBoxes[at]!) |
        (edgeBoxes[at + 3]! - lowY) |
        (highY - edgeBoxes[at + 1]!);
      // Written over by the next unless it is near: no branch that nobody can foretell.
      nearEdges[near] = i;
      near += 1 + (apart >> 31);
    }
    this.#nearCount = near;
    if (near === 0) return false;
    for (let n = 0; n < near; n++) this.#wholeA[nearEdges[n]!] = 0;
    const countB = this.#b.fill(b, minX, minY, maxX, maxY);
    if (countB > this.#wholeB.length) this.#wholeB = new Uint8Array(2 * countB);
    for (let j = 0; j < countB; j++) this.#wholeB[j] = 0;
    return countB > 0;
  }

  /** Marks the edges that both have in opposite directions, returns their length, and lists the other edges that meet. */
  #matchWholeEdges(): number {
    const { edges: ea, boxes: boxesA } = this.#a;
    const { edges: eb, boxes: boxesB, count: countB } = this.#b;
    const margin = highHalf(this.#tolerance);
    let whole = 0;
    let meetings = 0;
    for (let n = 0; n < this.#nearCount; n++) {
      const i = this.#near[n]!;
      const from = 4 * i;
      const lowX = boxesA[from]! - margin;
      const lowY = boxesA[from + 1]! - margin;
      const highX = boxesA[from + 2]! + margin;
      const highY = boxesA[from + 3]! + margin;
      for (let j = 0, at = 0; j < countB; j++, at += 4) {
        const apart =
          (boxesB[at + 2]! - lowX) |
          (highX - boxesB[at]!) |
          (boxesB[at + 3]! - lowY) |
          (highY - boxesB[at + 1]!);
        if (apart < 0) continue;
        if (
          ea[from] === eb[at + 2] &&
          ea[from + 1] === eb[at + 3] &&
          ea[from + 2] === eb[at] &&
          ea[from + 3] === eb[at + 1]
        ) {
          const ux = ea[from + 2]! - ea[from]!;
          const uy = ea[from + 3]! - ea[from + 1]!;
          if (this.#wholeA[i] === 0) whole += Math.sqrt(ux * ux + uy * uy);
          this.#wholeA[i] = 1;
          this.#wholeB[j] = 1;
          this.#contact = true;
          continue;
        }
        if (meetings + 2 > this.#meetings.length) {
          const longer = new Int32Array(4 * meetings);
          longer.set(this.#meetings);
          this.#meetings = longer;
        }
        this.#meetings[meetings++] = i;
        this.#meetings[meetings++] = j;
      }
    }
    this.#meetingCount = meetings;
    return whole;
  }

  #compareMeetings(): void {
    const { edges: ea } = this.#a;
    const { edges: eb } = this.#b;
    for (let m = 0; m < this.#meetingCount; m += 2) {
      const i = this.#meetings[m]!;
      const j = this.#meetings[m + 1]!;
      // Where all four edges at a corner are had by both, the insides part there.
      const settled = this.#wholeA[i] === 1 && this.#wholeB[j] === 1;
      const a = 4 * i;
      const b = 4 * j;
      const ax = ea[a]!;
      const ay = ea[a + 1]!;
      const bx = eb[b]!;
      const by = eb[b + 1]!;
      const ux = ea[a + 2]! - ax;
      const uy = ea[a + 3]! - ay;
      const vx = eb[b + 2]! - bx;
      const vy = eb[b + 3]! - by;
      const sameStart = ax === bx && ay === by;
      const sameEnd =
        (ax === eb[b + 2] && ay === eb[b + 3]) ||
        (ea[a + 2] === bx && ea[a + 3] === by) ||
        (ea[a + 2] === eb[b + 2] && ea[a + 3] === eb[b + 3]);
      if (sameStart) {
        this.#contact = true;
        if (!settled) this.#meetAt(ax, ay, i, this.#a.before[i]!, j, this.#b.before[j]!);
      }
      const cross = ux * vy - uy * vx;
      // A common end decides: the lines meet there and nowhere else, unless they run along each other.
      if (!(sameStart || sameEnd) || cross === 0) this.#meet(i, j);
      if (settled) continue;
      const lengthA2 = ux * ux + uy * uy;
      const lengthB2 = vx * vx + vy * vy;
      if (cross * cross > SINE_MAX * SINE_MAX * lengthA2 * lengthB2) continue;
      const dx = bx - ax;
      const dy = by - ay;
      lieAlong(this.#alongA, i, lengthA2, ux, uy, dx, dy, vx, vy, this.#tolerance);
      lieAlong(this.#alongB, j, lengthB2, vx, vy, -dx, -dy, ux, uy, this.#tolerance);
    }
  }

  /** Two edges that may meet: do they cross, or does one begin on the other? */
  #meet(i: number, j: number): void {
    const ea = this.#a.edges;
    const eb = this.#b.edges;
    const ax = ea[4 * i]!;
    const ay = ea[4 * i + 1]!;
    const bx = eb[4 * j]!;
    const by = eb[4 * j + 1]!;
    const ux = ea[4 * i + 2]! - ax;
    const uy = ea[4 * i + 3]! - ay;
    const vx = eb[4 * j + 2]! - bx;
    const vy = eb[4 * j + 3]! - by;
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
    if (fromLineB === 0 && within(ax, ay, eb, 4 * j))
      this.#meetAt(ax, ay, i, this.#a.before[i]!, j, this.#b.points[j]!);
    if (fromLineA === 0 && within(bx, by, ea, 4 * i))
      this.#meetAt(bx, by, i, this.#a.points[i]!, j, this.#b.before[j]!);
  }

  /** Both boundaries pass through (x, y): along edge i from point `beforeA`, and along edge j from point `beforeB`. */
  #meetAt(x: number, y: number, i: number, beforeA: number, j: number, beforeB: number): void {
    this.#contact = true;
    if (this.overlap) return;
    const ea = this.#a.edges;
    const eb = this.#b.edges;
    const { xs, ys } = this.#polygons;
    this.overlap = sectorsMeet(
      ea[4 * i + 2]! - x,
      ea[4 * i + 3]! - y,
      xs[beforeA]! - x,
      ys[beforeA]! - y,
      eb[4 * j + 2]! - x,
      eb[4 * j + 3]! - y,
      xs[beforeB]! - x,
      ys[beforeB]! - y,
    );
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
    const { edges, count } = this.#rayFrom(row, x, y);
    let inside = false;
    for (let at = 0; at < 4 * count; at += 4) {
      const y1 = edges[at + 1]!;
      const y2 = edges[at + 3]!;
      if (y1 > y === y2 > y) continue;
      const side = (edges[at + 2]! - edges[at]!) * (y - y1) - (y2 - y1) * (x - edges[at]!);
      if (y2 > y1 ? side > 0 : side < 0) inside = !inside;
    }
    return inside;
  }

  #rayFrom(row: number, x: number, y: number): EdgeWindow {
    this.#ray.fill(row, x, y, Infinity, y);
    return this.#ray;
  }

  /** Adds to `lengths` the stretches of edge i of `own` that lie inside polygon `row`, whose edges nearby are in `others`. */
  #cutInside(own: EdgeWindow, i: number, others: EdgeWindow, row: number, lengths: CoveredLengths): void {
    const cuts = this.#cuts;
    const { edges, boxes: ours } = own;
    const { boxes: theirs } = others;
    const at = 4 * i;
    const x = edges[at]!;
    const y = edges[at + 1]!;
    const ux = edges[at + 2]! - x;
    const uy = edges[at + 3]! - y;
    const length = Math.sqrt(ux * ux + uy * uy);
    cuts.length = 0;
    cuts.push(0, 1);
    for (let j = 0; j < 4 * others.count; j += 4) {
      const apart =
        (theirs[j + 2]! - ours[at]!) |
        (ours[at + 2]! - theirs[j]!) |
        (theirs[j + 3]! - ours[at + 1]!) |
        (ours[at + 3]! - theirs[j + 1]!);
      if (apart >= 0) cutBy(others.edges, j, x, y, ux, uy, cuts);
    }
    if (cuts.length > 2) cuts.sort((p, q) => p - q);
    for (let k = 0; k + 1 < cuts.length; k++) {
      const from = cuts[k]!;
      const to = cuts[k + 1]!;
      if ((to - from) * length < 1e-6) continue;
      const middle = (from + to) / 2;
      if (this.#holds(row, x + middle * ux, y + middle * uy)) lengths.add(i, from * length, to * length);
    }
  }
}
