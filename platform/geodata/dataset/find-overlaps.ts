import {
  addLonLatPolygon,
  buildOverlayIndex,
  gaussKruger,
  overlayByClass,
  type Polygons,
  PolygonsBuilder,
  planeAreasSqm,
} from '@lizhu/fabric';
import { type Fault, fault } from '../fault.ts';
import { type AreaGeometry, partsOf, positionCount } from '../geometry.ts';
import type { Place } from '../place.ts';

/** Two features that cover common ground. */
export interface Overlap {
  readonly index: number;
  readonly other: number;
  readonly sqm: number;
  /** For the later of the two. */
  readonly fault: Fault;
}

/**
 * Less than this, or than this share of the smaller one, is a matter of rounding: a boundary of a kilometre that is straight in
 * longitude and latitude bends by millimetres in the plane, and neighbours may divide it at other points.
 */
const OVERLAP_SQM_MIN = 0.5;
const OVERLAP_SHARE_MIN = 1e-5;

/** Rows of the columns. */
interface Pair {
  readonly row: number;
  readonly first: number;
  readonly sqm: number;
}

/** A layer is cut up for overlay this many features at a time, so that the pieces of a large one need not lie in memory together. */
const CHUNK_FEATURES = 50_000;
/** Rows overlaid at once: few at first, since a file may hold the same land ten thousand times. */
const ROWS_MIN = 64;
const ROWS_MAX = 32_768;

export interface Overlaps {
  /** Each pair once, the largest overlap first; of very many the largest. */
  readonly pairs: readonly Overlap[];
  /** All pairs found. */
  readonly count: number;
  /** False where the search stopped: at `pairsMax` pairs, or because there were too many vertices to hold. */
  readonly complete: boolean;
}

export interface OverlapOptions {
  readonly pairsMax?: number;
  readonly listedMax?: number;
  /** Eight bytes are held for each. */
  readonly verticesMax?: number;
}

/** Gathers the features of a file as columns of the fabric, and finds those that overlap in O(n log n). */
export class OverlapFinder {
  #builder: PolygonsBuilder | null = null;
  #projection = gaussKruger({ centralMeridianDeg: 0, falseEastingM: 0 });
  #vertices = 0;
  readonly #pairsMax: number;
  readonly #listedMax: number;
  readonly #verticesMax: number;
  readonly #indexes: number[] = [];
  readonly #places: Place[] = [];
  readonly #ids: (string | null)[] = [];

  constructor({ pairsMax = 100_000, listedMax = 1_000, verticesMax = 20_000_000 }: OverlapOptions = {}) {
    this.#listedMax = listedMax;
    this.#pairsMax = pairsMax;
    this.#verticesMax = verticesMax;
  }

  add(index: number, id: string | null, geometry: AreaGeometry, place: Place): void {
    this.#vertices += positionCount(geometry);
    if (this.#vertices > this.#verticesMax) {
      this.#builder = null;
      return;
    }
    const parts = partsOf(geometry);
    const [lon, lat] = parts[0]![0]![0]!;
    if (!this.#builder) {
      this.#projection = gaussKruger({ centralMeridianDeg: lon, falseEastingM: 0 });
      const out = new Float64Array(2);
      this.#projection.forward(lon, lat, out);
      this.#builder = new PolygonsBuilder({ originX: Math.round(out[0]!), originY: Math.round(out[1]!) });
    }
    try {
      addLonLatPolygon(this.#builder, this.#projection, parts);
    } catch (error) {
      // Far beyond the grid: nothing here lies over it.
      if (!(error instanceof RangeError)) throw error;
    }
    this.#indexes.push(index);
    this.#ids.push(id);
    this.#places.push(place);
  }

  find(): Overlaps {
    if (!this.#builder) return { pairs: [], count: 0, complete: this.#vertices <= this.#verticesMax };
    const polygons = this.#builder.finish();
    const areas = planeAreasSqm(polygons);
    const pairs: Pair[] = [];
    let complete = true;
    for (let from = 0; from < polygons.count && complete; from += CHUNK_FEATURES) {
      const to = Math.min(from + CHUNK_FEATURES, polygons.count);
      complete = this.#findIn(polygons, areas, from, to, pairs);
    }
    const listed = pairs.sort((a, b) => b.sqm - a.sqm).slice(0, this.#listedMax);
    return { pairs: listed.map((pair) => this.#overlap(pair)), count: pairs.length, complete };
  }

  /** Overlaps of features from … to - 1 with all that come behind them; false where there are too many. */
  #findIn(polygons: Polygons, areas: Float64Array, from: number, to: number, pairs: Pair[]): boolean {
    const own = Int32Array.from({ length: to - from }, (_, i) => i);
    const chunk = { ...polygons, count: to - from, ringStart: polygons.ringStart.subarray(from, to + 1) };
    const index = buildOverlayIndex(chunk, own);
    let rows = ROWS_MIN;
    for (let row = from; row < polygons.count; ) {
      const end = Math.min(row + rows, polygons.count);
      const before = pairs.length;
      const { start, classIndex, areaSqm } = overlayByClass(index, polygons, { from: row, to: end });
      for (let r = row; r < end; r++) {
        for (let k = start[r - row]!; k < start[r - row + 1]!; k++) {
          const first = from + classIndex[k]!;
          if (first >= r) continue;
          const sqm = areaSqm[k]!;
          const sqmMin = Math.max(OVERLAP_SQM_MIN, OVERLAP_SHARE_MIN * Math.min(areas[r]!, areas[first]!));
          if (sqm < sqmMin) continue;
          if (pairs.length === this.#pairsMax) return false;
          pairs.push({ row: r, first, sqm });
        }
      }
      const crowded = pairs.length - before > 4 * (end - row);
      rows = crowded ? ROWS_MIN : Math.min(rows * 2, ROWS_MAX);
      row = end;
    }
    return true;
  }

  #overlap({ row, first, sqm }: Pair): Overlap {
    const index = this.#indexes[row]!;
    const other = this.#indexes[first]!;
    const slots = { other, otherId: this.#ids[first] ?? '–', sqm: sqm.toFixed(2) };
    return { index, other, sqm, fault: fault('features-overlapping', this.#places[row]!, slots) };
  }
}
