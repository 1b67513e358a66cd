import type { Polygons } from '../polygons/polygons.ts';
import { Halving } from './halving.ts';
import { LeafCellSearch } from './leaf-cells.ts';
import { OverlapSubject } from './overlap-subject.ts';
import { buildOverlayIndex, type OverlayIndex, PieceColumns } from './overlay-index.ts';

/** Rows from … to - 1 of the parcels. */
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

/** Parcels of more points are cut up themselves, so that a city's outline against a city's buildings stays linear. */
const POINTS_WHOLE = 64;
const POINTS_ENOUGH = 16;

/**
 * Square metres of each parcel that the layer covers. Where polygons of the layer overlap each other, their common ground
 * counts twice.
 *
 * @throws RangeError when parcels and layer lie on different grids.
 */
export function overlayAreas(parcels: Polygons, layer: Polygons): Float64Array {
  const areasSqm = new Float64Array(parcels.count);
  overlayRange(buildOverlayIndex(layer), parcels, 0, parcels.count, areasSqm);
  return areasSqm;
}

/**
 * The same for parcels from … to - 1 and an index built before: `out[row - from]` gets the area of `row`. A host that divides
 * rows among workers gets the same figures as from one range.
 */
export function overlayRange(
  index: OverlayIndex,
  parcels: Polygons,
  from: number,
  to: number,
  out: Float64Array,
): void {
  const overlay = new ParcelOverlay(index, parcels);
  for (let row = from; row < to; row++) {
    const found = overlay.take(row);
    let sum = 0;
    for (let i = 0; i < found; i++) sum += overlay.areasSqm[i]!;
    out[row - from] = sum;
  }
}

/** The same, by class of the layer; all parcels unless a range is told. */
export function overlayByClass(
  index: OverlayIndex,
  parcels: Polygons,
  { from, to }: OverlayRange = { from: 0, to: parcels.count },
): OverlayByClass {
  const overlay = new ParcelOverlay(index, parcels);
  const start = new Int32Array(to - from + 1);
  const totals = new Float64Array(index.classes);
  const touched = new Uint8Array(index.classes);
  const seen: number[] = [];
  let classIndex = new Int32Array(2 * (to - from) + 16);
  let areaSqm = new Float64Array(2 * (to - from) + 16);
  let top = 0;
  for (let row = from; row < to; row++) {
    const found = overlay.take(row);
    if (top + found > classIndex.length) {
      classIndex = grown(classIndex, new Int32Array(2 * top + found));
      areaSqm = grown(areaSqm, new Float64Array(2 * top + found));
    }
    seen.length = 0;
    for (let i = 0; i < found; i++) {
      const own = index.classOf[overlay.pieces[i]!]!;
      if (!touched[own]) {
        touched[own] = 1;
        seen.push(own);
      }
      totals[own]! += overlay.areasSqm[i]!;
    }
    if (seen.length > 1) seen.sort((a, b) => a - b);
    for (const own of seen) {
      if (totals[own]! > NOTHING_SQM) {
        classIndex[top] = own;
        areaSqm[top++] = totals[own]!;
      }
      totals[own] = 0;
      touched[own] = 0;
    }
    start[row - from + 1] = top;
  }
  return { start, classIndex: classIndex.slice(0, top), areaSqm: areaSqm.slice(0, top) };
}

/** Overlaps of one parcel after another with the pieces of a layer. */
class ParcelOverlay {
  /** Pieces that the last parcel overlaps, and by how much. */
  pieces = new Int32Array(64);
  areasSqm = new Float64Array(64);
  readonly #index: OverlayIndex;
  readonly #parcels: Polygons;
  readonly #search: LeafCellSearch;
  readonly #toSqm: number;
  readonly #subject = new OverlapSubject();
  readonly #own = new PieceColumns();
  readonly #halving = new Halving(this.#own, POINTS_ENOUGH);

  constructor(index: OverlayIndex, parcels: Polygons) {
    if (
      index.originX !== parcels.originX ||
      index.originY !== parcels.originY ||
      index.resolutionM !== parcels.resolutionM
    ) {
      throw new RangeError('Cannot overlay: parcels and layer lie on different grids');
    }
    this.#index = index;
    this.#parcels = parcels;
    this.#search = new LeafCellSearch(index.tree, index.cells);
    this.#toSqm = parcels.resolutionM * parcels.resolutionM;
  }

  /** Overlaps parcel `row` and returns how many entries `pieces` and `areasSqm` have for it. */
  take(row: number): number {
    const { ringStart, pointStart, xs, ys } = this.#parcels;
    const firstRing = ringStart[row]!;
    const lastRing = ringStart[row + 1]!;
    const first = pointStart[firstRing]!;
    const last = pointStart[lastRing]!;
    if (first === last) return 0;
    if (last - first > POINTS_WHOLE) return this.#takeInPieces(row);
    // Smaller and larger by the sign of a difference, since a branch would be guessed wrong time and again; of halves, whose differences
    // always fit. The box is a unit too wide at most.
    const x0 = xs[first]! >> 1;
    const y0 = ys[first]! >> 1;
    let west = 0;
    let east = 0;
    let south = 0;
    let north = 0;
    for (let i = first + 1; i < last; i++) {
      const x = (xs[i]! >> 1) - x0;
      const y = (ys[i]! >> 1) - y0;
      west += (x - west) & ((x - west) >> 31);
      east += (x - east) & ((east - x) >> 31);
      south += (y - south) & ((y - south) >> 31);
      north += (y - north) & ((north - y) >> 31);
    }
    const minX = 2 * (x0 + west);
    const minY = 2 * (y0 + south);
    const maxX = 2 * (x0 + east) + 1;
    const maxY = 2 * (y0 + north) + 1;
    const candidates = this.#search.find(minX + 1, minY + 1, maxX - 1, maxY - 1);
    if (candidates === 0) return 0;
    const subject = this.#subject;
    subject.begin(minX, minY, maxX, maxY);
    for (let r = firstRing; r < lastRing; r++) {
      const end = pointStart[r + 1]!;
      let px = xs[end - 1]!;
      let py = ys[end - 1]!;
      for (let i = pointStart[r]!; i < end; i++) {
        const x = xs[i]!;
        const y = ys[i]!;
        if (x !== px) subject.edge(px, py, x, y);
        px = x;
        py = y;
      }
    }
    return this.#overlap(candidates, 0);
  }

  #takeInPieces(row: number): number {
    const own = this.#own;
    const subject = this.#subject;
    own.clear();
    this.#halving.cut(this.#parcels, row);
    const { boxes } = own;
    let found = 0;
    for (let piece = 0; piece < own.count; piece++) {
      const minX = boxes[4 * piece]!;
      const minY = boxes[4 * piece + 1]!;
      const maxX = boxes[4 * piece + 2]!;
      const maxY = boxes[4 * piece + 3]!;
      const candidates = this.#search.find(minX + 1, minY + 1, maxX - 1, maxY - 1);
      if (candidates === 0) continue;
      subject.begin(minX, minY, maxX, maxY);
      subject.piece(own, piece);
      found = this.#overlap(candidates, found);
    }
    return found;
  }

  /** Adds the overlaps of the subject with the pieces just found to the entries. */
  #overlap(candidates: number, foundBefore: number): number {
    const { hits } = this.#search;
    const { pieces, boxes } = this.#index;
    if (foundBefore + candidates > this.pieces.length) {
      const room = 2 * (foundBefore + candidates);
      this.pieces = grown(this.pieces, new Int32Array(room));
      this.areasSqm = grown(this.areasSqm, new Float64Array(room));
    }
    const subject = this.#subject;
    let found = foundBefore;
    for (let i = 0; i < candidates; i++) {
      const piece = hits[i]!;
      const at = 4 * piece;
      const area = subject.withPiece(
        pieces,
        piece,
        boxes[at]!,
        boxes[at + 1]!,
        boxes[at + 2]!,
        boxes[at + 3]!,
      );
      if (area === 0) continue;
      this.pieces[found] = piece;
      this.areasSqm[found++] = area * this.#toSqm;
    }
    return found;
  }
}

function grown<T extends Int32Array | Float64Array>(old: T, next: T): T {
  next.set(old);
  return next;
}
