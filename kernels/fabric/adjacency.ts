import { BoundaryPair } from './boundary-pair.ts';
import { BoxSearch, buildBoxTree } from './box-tree.ts';
import { diagonalBoxes, diagonalGap } from './diagonal-boxes.ts';
import { edgesOf, highHalf, lowHalf, writeEdgeBoxes } from './edge-boxes.ts';
import { type EdgeTwins, findEdgeTwins } from './edge-twins.ts';
import { polygonBoxes } from './polygon-boxes.ts';
import type { Polygons } from './polygons.ts';

/**
 * Which polygons lie beside which, as rows of links: polygon i has links start[i] … start[i + 1] - 1, its neighbours ascending.
 * Each pair stands in both rows with the same figures.
 */
export interface Adjacency {
  readonly count: number;
  readonly start: Int32Array;
  readonly neighbour: Int32Array;
  /** Metres of boundary in common. */
  readonly sharedM: Float32Array;
  /** Metres of the shortest way between the boundaries; 0 where they touch or overlap. */
  readonly gapM: Float32Array;
  /**
   * 1 for each polygon that overlaps no other and whose every edge is an edge of just one other: what is joined out of such polygons
   * alone needs no mending. As `outlineGroups` takes it.
   */
  readonly clean?: Uint8Array;
}

export interface AdjacencyOptions {
  /** Boundaries no further apart than this are one. 0 = only what coincides to the grid unit. */
  readonly toleranceM?: number;
  /** Polygons no further apart than this are neighbours too, across the gap. */
  readonly gapM?: number;
  /** Touching along less than this does not make neighbours. */
  readonly minSharedM?: number;
  /** Puts the columns into shared memory. */
  readonly shared?: boolean;
}

/** Room made at first; a fabric has about three pairs a polygon, two more across gaps. */
const PAIRS_A_POLYGON = 6;
/** Leaves of the box tree that lie side by side ask it together. */
const GROUP = 8;

/**
 * Finds the neighbours of every polygon: those that share at least `minSharedM` of boundary within the tolerance, overlaps and
 * parcels in holes included, and those across a gap of at most `gapM`. Candidate pairs come from a box tree that is joined with
 * itself; edges that two have are told by a hash of their ends, all else is measured by the few edges near both.
 * O((n + k) log n) for k pairs of meeting boxes.
 *
 * @throws RangeError when a distance is negative or not finite.
 */
export function buildAdjacency(polygons: Polygons, options: AdjacencyOptions = {}): Adjacency {
  const { toleranceM = 0.05, gapM = 0, minSharedM = 1, shared = false } = options;
  for (const [name, value] of Object.entries({ toleranceM, gapM, minSharedM })) {
    if (!(value >= 0 && value < Infinity))
      throw new RangeError(`Cannot find neighbours: ${name} is ${value}`);
  }
  const { resolutionM } = polygons;
  const boxes = polygonBoxes(polygons);
  const tolerance = inUnits(toleranceM, resolutionM);
  const reach = inUnits(gapM, resolutionM);
  const margin = Math.max(tolerance, reach);
  const diagonals = diagonalBoxes(polygons);
  const edges = edgesOf(polygons);
  const twins = findEdgeTwins(polygons, boxes, edges.next, edges.boxes);
  writeEdgeBoxes(polygons, edges, 0, edges.next.length);
  const pair = new BoundaryPair(polygons, boxes, edges, tolerance, reach);
  const links = new Links(polygons.count);
  const common = new CommonEdges(polygons, twins);
  const clean = new Uint8Array(room(polygons.count, shared));
  clean.set(twins.matched);
  forEachMeeting(boxes, margin, (a, others, count) => {
    if (twins.matched[a] === 1) common.take(a);
    links.begin(a);
    for (let n = 0; n < count; n++) {
      const b = others[n]!;
      // Where all edges of both are told by their ends, neighbours by whole edges need no look at the geometry.
      if (twins.matched[a] === 1 && twins.matched[b] === 1) {
        const commonM = common.lengthWith(b) * resolutionM;
        if (commonM > 0 && commonM >= minSharedM) {
          links.add(b, commonM, 0);
          continue;
        }
      }
      const aslant = diagonalGap(diagonals, a, b);
      if (aslant > margin) continue;
      pair.measure(a, b, aslant <= tolerance);
      if (pair.overlap) {
        clean[a] = 0;
        clean[b] = 0;
      }
      const sharedM = pair.shared * resolutionM;
      if (sharedM > 0 && sharedM >= minSharedM) links.add(b, sharedM, 0);
      else if (gapM > 0) {
        const apart = pair.distance();
        if (apart <= reach) links.add(b, sharedM, apart * resolutionM);
      }
    }
  });
  return { ...links.rows(shared), clean };
}

/** Length of the edges that one polygon has in common with each other, in grid units. */
class CommonEdges {
  readonly #polygons: Polygons;
  readonly #twins: EdgeTwins;
  readonly #lengths: Float64Array;
  readonly #takenFor: Int32Array;
  #row = -1;

  constructor(polygons: Polygons, twins: EdgeTwins) {
    this.#polygons = polygons;
    this.#twins = twins;
    this.#lengths = new Float64Array(polygons.count);
    this.#takenFor = new Int32Array(polygons.count).fill(-1);
  }

  take(row: number): void {
    const { ringStart, pointStart, xs, ys } = this.#polygons;
    const { twinOf } = this.#twins;
    this.#row = row;
    for (let r = ringStart[row]!; r < ringStart[row + 1]!; r++) {
      const start = pointStart[r]!;
      const end = pointStart[r + 1]!;
      for (let k = start; k < end; k++) {
        const other = twinOf[k]!;
        if (other < row) continue;
        const next = k + 1 === end ? start : k + 1;
        const dx = xs[next]! - xs[k]!;
        const dy = ys[next]! - ys[k]!;
        const before = this.#takenFor[other] === row ? this.#lengths[other]! : 0;
        this.#takenFor[other] = row;
        this.#lengths[other] = before + Math.sqrt(dx * dx + dy * dy);
      }
    }
  }

  lengthWith(other: number): number {
    return this.#takenFor[other] === this.#row ? this.#lengths[other]! : 0;
  }
}

/**
 * Calls with each polygon a and the others b > a (the first `count`) whose boxes come within `margin` of its own, or a few units more,
 * in an order that depends on the boxes alone.
 */
function forEachMeeting(
  boxes: Int32Array,
  margin: number,
  call: (a: number, others: Int32Array, count: number) => void,
): void {
  const tree = buildBoxTree(boxes);
  const search = new BoxSearch(tree);
  /** In halves, as boxes of edges are, so that one sign tells. */
  let hitBoxes = new Int32Array(4 * 256);
  /** The hits after the first of the group: no other can be b. */
  let later = new Int32Array(256);
  let others = new Int32Array(256);
  for (let leaf = 0; leaf < tree.count; leaf += GROUP) {
    const last = Math.min(leaf + GROUP, tree.count);
    const group = tree.levelStart.length > 2 ? tree.levelStart[1]! + leaf / GROUP : 0;
    const box = 4 * group;
    const found = search.find(
      tree.boxes[box]! - margin,
      tree.boxes[box + 1]! - margin,
      tree.boxes[box + 2]! + margin,
      tree.boxes[box + 3]! + margin,
    );
    const { hits, leaves } = search;
    if (found > others.length) {
      hitBoxes = new Int32Array(8 * found);
      later = new Int32Array(2 * found);
      others = new Int32Array(2 * found);
    }
    let lowest = tree.items[leaf]!;
    for (let k = leaf + 1; k < last; k++) lowest = Math.min(lowest, tree.items[k]!);
    let kept = 0;
    for (let i = 0; i < found; i++) {
      const at = 4 * leaves[i]!;
      hitBoxes[4 * kept] = tree.boxes[at]! >> 1;
      hitBoxes[4 * kept + 1] = tree.boxes[at + 1]! >> 1;
      hitBoxes[4 * kept + 2] = tree.boxes[at + 2]! >> 1;
      hitBoxes[4 * kept + 3] = tree.boxes[at + 3]! >> 1;
      later[kept] = hits[i]!;
      kept += 1 + ((hits[i]! - lowest - 1) >> 31);
    }
    for (let k = leaf; k < last; k++) {
      const a = tree.items[k]!;
      const left = lowHalf(tree.boxes[4 * k]! - margin);
      const low = lowHalf(tree.boxes[4 * k + 1]! - margin);
      const right = highHalf(tree.boxes[4 * k + 2]! + margin);
      const high = highHalf(tree.boxes[4 * k + 3]! + margin);
      const count = meeting(a, left, low, right, high, later, hitBoxes, kept, others);
      if (count > 0) call(a, others, count);
    }
  }
}

/** Writes those of the first `found` hits after `a` whose boxes meet a window into `others`, and returns how many. */
function meeting(
  a: number,
  left: number,
  low: number,
  right: number,
  high: number,
  hits: Int32Array,
  hitBoxes: Int32Array,
  found: number,
  others: Int32Array,
): number {
  let count = 0;
  for (let i = 0, at = 0; i < found; i++, at += 4) {
    const b = hits[i]!;
    const apart =
      (hitBoxes[at + 2]! - left) |
      (right - hitBoxes[at]!) |
      (hitBoxes[at + 3]! - low) |
      (high - hitBoxes[at + 1]!) |
      (b - a - 1);
    others[count] = b;
    count += 1 + (apart >> 31);
  }
  return count;
}

/** Gathers pairs a < b, all of one a in a row, and turns them into rows. */
class Links {
  readonly #polygons: number;
  #count = 0;
  /** Where the pairs of each a begin, and how many they are. */
  readonly #first: Int32Array;
  readonly #pairs: Int32Array;
  #a = 0;
  #b: Int32Array;
  #sharedM: Float32Array;
  #gapM: Float32Array;

  constructor(polygons: number) {
    const size = PAIRS_A_POLYGON * polygons + 16;
    this.#polygons = polygons;
    this.#first = new Int32Array(polygons);
    this.#pairs = new Int32Array(polygons);
    this.#b = new Int32Array(size);
    this.#sharedM = new Float32Array(size);
    this.#gapM = new Float32Array(size);
  }

  /** What is added from now on is beside polygon a. */
  begin(a: number): void {
    this.#a = a;
    this.#first[a] = this.#count;
  }

  add(b: number, sharedM: number, gapM: number): void {
    if (this.#count === this.#b.length) this.#grow();
    this.#b[this.#count] = b;
    this.#sharedM[this.#count] = sharedM;
    this.#gapM[this.#count++] = gapM;
    this.#pairs[this.#a]!++;
  }

  rows(shared: boolean): Omit<Adjacency, 'clean'> {
    const count = this.#polygons;
    const links = 2 * this.#count;
    const start = new Int32Array(room(4 * (count + 1), shared));
    const neighbour = new Int32Array(room(4 * links, shared));
    const sharedM = new Float32Array(room(4 * links, shared));
    const gapM = new Float32Array(room(4 * links, shared));
    for (let a = 0; a < count; a++) start[a + 1] = this.#pairs[a]!;
    for (let p = 0; p < this.#count; p++) start[this.#b[p]! + 1]!++;
    for (let a = 0; a < count; a++) start[a + 1]! += start[a]!;
    // Row by row: those before a have put themselves into its row by then, ascending; those after it are sorted behind them.
    const top = start.slice();
    for (let a = 0; a < count; a++) {
      const from = top[a]!;
      const first = this.#first[a]!;
      for (let p = first; p < first + this.#pairs[a]!; p++) {
        const b = this.#b[p]!;
        const back = top[b]!++;
        neighbour[back] = a;
        sharedM[back] = this.#sharedM[p]!;
        gapM[back] = this.#gapM[p]!;
        let at = top[a]!++;
        for (; at > from && neighbour[at - 1]! > b; at--) {
          neighbour[at] = neighbour[at - 1]!;
          sharedM[at] = sharedM[at - 1]!;
          gapM[at] = gapM[at - 1]!;
        }
        neighbour[at] = b;
        sharedM[at] = this.#sharedM[p]!;
        gapM[at] = this.#gapM[p]!;
      }
    }
    return { count, start, neighbour, sharedM, gapM };
  }

  #grow(): void {
    const size = 2 * this.#count;
    const longer = <T extends Int32Array | Float32Array>(old: T, next: T): T => {
      next.set(old);
      return next;
    };
    this.#b = longer(this.#b, new Int32Array(size));
    this.#sharedM = longer(this.#sharedM, new Float32Array(size));
    this.#gapM = longer(this.#gapM, new Float32Array(size));
  }
}

/** Metres as grid units, a hair more than they are, so that a gap of exactly so many metres is within. */
function inUnits(metres: number, resolutionM: number): number {
  return metres === 0 ? 0 : metres / resolutionM + 1e-6;
}

function room(bytes: number, shared: boolean): ArrayBufferLike {
  return shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
}
