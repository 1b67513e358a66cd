import type { OverlayIndex } from './overlay-index.ts';
import type { Polygons } from './polygons.ts';

/**
 * Overlap of parcels with a layer, exactly and without building any intersection.
 *
 * The indicator of a polygon is a signed sum of the shadows below its edges: a point (x, y) is inside when the edges that
 * pass over it, counted by direction, do not cancel. The product of two such sums, integrated, gives
 *
 *     area(P ∩ Q) = Σₑ Σ_f sign(dxₑ) sign(dx_f) ∫ min(yₑ(x), y_f(x)) dx     over the x that both edges span,
 *
 * for any pair of closed, correctly turned rings, holes included.
 */

/** Rows from … to - 1 of the parcels; all of them unless told otherwise. */
export interface OverlayRange {
  readonly from: number;
  readonly to: number;
}

/** For each parcel, the classes that it overlaps, ascending, with the area of each. */
export interface OverlayByClass {
  /** Parcel `range.from + i` owns entries start[i] … start[i + 1] - 1. */
  readonly start: Int32Array;
  readonly classIndex: Int32Array;
  readonly areaSqm: Float64Array;
}

/** Overlaps smaller than this are rounding, not land. */
const NOTHING_SQM = 1e-9;

/**
 * Square metres of each parcel that the layer covers. Where polygons of the layer overlap each other, their common ground
 * counts twice.
 *
 * @throws RangeError when parcels and layer lie on different grids.
 */
export function overlayAreas(index: OverlayIndex, parcels: Polygons, range?: OverlayRange): Float64Array {
  const { from, to } = range ?? { from: 0, to: parcels.count };
  const areas = new Float64Array(to - from);
  eachOverlap(index, parcels, from, to, (row, _, areaSqm) => {
    areas[row - from]! += areaSqm;
  });
  return areas;
}

/** The same, by class of the layer. */
export function overlayByClass(index: OverlayIndex, parcels: Polygons, range?: OverlayRange): OverlayByClass {
  const { from, to } = range ?? { from: 0, to: parcels.count };
  const start = new Int32Array(to - from + 1);
  const classes: number[] = [];
  const areas: number[] = [];
  let current = new Map<number, number>();
  let currentRow = from;
  const close = (untilRow: number): void => {
    for (const [classIndex, areaSqm] of [...current].sort((a, b) => a[0] - b[0])) {
      if (areaSqm <= NOTHING_SQM) continue;
      classes.push(classIndex);
      areas.push(areaSqm);
    }
    if (current.size > 0) current = new Map();
    for (; currentRow < untilRow; currentRow++) start[currentRow - from + 1] = classes.length;
  };
  eachOverlap(index, parcels, from, to, (row, classIndex, areaSqm) => {
    if (row !== currentRow) close(row);
    current.set(classIndex, (current.get(classIndex) ?? 0) + areaSqm);
  });
  close(to);
  return { start, classIndex: Int32Array.from(classes), areaSqm: Float64Array.from(areas) };
}

/** Calls `found` for each parcel and piece that may overlap, parcels ascending. */
function eachOverlap(
  index: OverlayIndex,
  parcels: Polygons,
  from: number,
  to: number,
  found: (row: number, classIndex: number, areaSqm: number) => void,
): void {
  if (
    index.originX !== parcels.originX ||
    index.originY !== parcels.originY ||
    index.resolutionM !== parcels.resolutionM
  ) {
    throw new RangeError('Cannot overlay: parcels and layer lie on different grids');
  }
  const { tree, boxes, edgeStart, classOf, edges } = index;
  if (tree === null) return;
  const toSqm = parcels.resolutionM * parcels.resolutionM;
  const parcel = new ParcelEdges();
  for (let row = from; row < to; row++) {
    if (!parcel.take(parcels, row)) continue;
    for (const piece of tree.search(parcel.minX, parcel.minY, parcel.maxX, parcel.maxY)) {
      const box = 4 * piece;
      const first = edgeStart[piece]!;
      const last = edgeStart[piece + 1]!;
      const area =
        first === last
          ? parcel.overlapOfBox(boxes[box]!, boxes[box + 1]!, boxes[box + 2]!, boxes[box + 3]!)
          : parcel.overlapOfEdges(edges, first, last);
      if (area !== 0) found(row, classOf[piece]!, area * toSqm);
    }
  }
}

/** The edges of the parcel at hand, relative to its lower left corner so that sums stay small and exact. */
class ParcelEdges {
  minX = 0;
  minY = 0;
  maxX = 0;
  maxY = 0;
  #edges = new Float64Array(256);
  #count = 0;
  #area = 0;

  /** Takes parcel `row`; false when it is empty. */
  take(parcels: Polygons, row: number): boolean {
    const { ringStart, pointStart, xs, ys } = parcels;
    const firstRing = ringStart[row]!;
    const lastRing = ringStart[row + 1]!;
    const first = pointStart[firstRing]!;
    const last = pointStart[lastRing]!;
    if (first === last) return false;
    let minX = xs[first]!;
    let maxX = minX;
    let minY = ys[first]!;
    let maxY = minY;
    for (let i = first + 1; i < last; i++) {
      const x = xs[i]!;
      const y = ys[i]!;
      if (x < minX) minX = x;
      else if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      else if (y > maxY) maxY = y;
    }
    this.minX = minX;
    this.minY = minY;
    this.maxX = maxX;
    this.maxY = maxY;
    if (this.#edges.length < 4 * (last - first)) this.#edges = new Float64Array(8 * (last - first));
    const edges = this.#edges;
    let at = 0;
    let area = 0;
    for (let r = firstRing; r < lastRing; r++) {
      const start = pointStart[r]!;
      const end = pointStart[r + 1]!;
      let px = xs[end - 1]! - minX;
      let py = ys[end - 1]! - minY;
      for (let i = start; i < end; i++) {
        const x = xs[i]! - minX;
        const y = ys[i]! - minY;
        if (x !== px) {
          edges[at] = px;
          edges[at + 1] = py;
          edges[at + 2] = x;
          edges[at + 3] = y;
          at += 4;
          area -= ((x - px) * (y + py)) / 2;
        }
        px = x;
        py = y;
      }
    }
    this.#count = at;
    this.#area = area;
    return true;
  }

  overlapOfBox(minX: number, minY: number, maxX: number, maxY: number): number {
    if (minX <= this.minX && minY <= this.minY && maxX >= this.maxX && maxY >= this.maxY) return this.#area;
    const left = minX - this.minX;
    const right = maxX - this.minX;
    const lower = minY - this.minY;
    const upper = maxY - this.minY;
    let sum = 0;
    const edges = this.#edges;
    for (let e = 0; e < this.#count; e += 4) {
      const forward = edges[e + 2]! > edges[e]!;
      const [x1, y1, x2, y2] = forward
        ? [edges[e]!, edges[e + 1]!, edges[e + 2]!, edges[e + 3]!]
        : [edges[e + 2]!, edges[e + 3]!, edges[e]!, edges[e + 1]!];
      const from = Math.max(x1, left);
      const to = Math.min(x2, right);
      if (to <= from) continue;
      const slope = (y2 - y1) / (x2 - x1);
      const ya = y1 + slope * (from - x1);
      const yb = y1 + slope * (to - x1);
      const below =
        integralOfMin(ya, yb, upper, upper, to - from) - integralOfMin(ya, yb, lower, lower, to - from);
      sum += forward ? -below : below;
    }
    return sum;
  }

  overlapOfEdges(others: Float64Array, first: number, last: number): number {
    const edges = this.#edges;
    const { minX, minY } = this;
    let sum = 0;
    for (let f = 4 * first; f < 4 * last; f += 4) {
      const a1 = others[f]! - minX;
      const a2 = others[f + 2]! - minX;
      const otherForward = a2 > a1;
      const u1 = otherForward ? a1 : a2;
      const u2 = otherForward ? a2 : a1;
      const v1 = (otherForward ? others[f + 1]! : others[f + 3]!) - minY;
      const v2 = (otherForward ? others[f + 3]! : others[f + 1]!) - minY;
      const otherSlope = (v2 - v1) / (u2 - u1);
      for (let e = 0; e < this.#count; e += 4) {
        const b1 = edges[e]!;
        const b2 = edges[e + 2]!;
        const forward = b2 > b1;
        const x1 = forward ? b1 : b2;
        const x2 = forward ? b2 : b1;
        const from = x1 > u1 ? x1 : u1;
        const to = x2 < u2 ? x2 : u2;
        if (to <= from) continue;
        const y1 = forward ? edges[e + 1]! : edges[e + 3]!;
        const y2 = forward ? edges[e + 3]! : edges[e + 1]!;
        const slope = (y2 - y1) / (x2 - x1);
        const integral = integralOfMin(
          y1 + slope * (from - x1),
          y1 + slope * (to - x1),
          v1 + otherSlope * (from - u1),
          v1 + otherSlope * (to - u1),
          to - from,
        );
        sum += forward === otherForward ? integral : -integral;
      }
    }
    return sum;
  }
}

/** ∫ min(y, v) dx over `width`, for two lines given by their ends. */
function integralOfMin(ya: number, yb: number, va: number, vb: number, width: number): number {
  const left = ya - va;
  const right = yb - vb;
  if (left <= 0 && right <= 0) return ((ya + yb) / 2) * width;
  if (left >= 0 && right >= 0) return ((va + vb) / 2) * width;
  const t = left / (left - right);
  const y = ya + t * (yb - ya);
  return left < 0
    ? (((ya + y) * t + (y + vb) * (1 - t)) / 2) * width
    : (((va + y) * t + (y + yb) * (1 - t)) / 2) * width;
}
