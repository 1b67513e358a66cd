import {
  addLonLatPolygon,
  buildOverlayIndex,
  gaussKruger,
  overlayByClass,
  PolygonsBuilder,
  planeAreasSqm,
} from '@lizhu/fabric';
import { type Fault, fault } from '../fault.ts';
import { type AreaGeometry, partsOf } from '../geometry.ts';
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

/** Gathers the features of a file as columns of the fabric, and finds those that overlap in O(n log n). */
export class OverlapFinder {
  #builder: PolygonsBuilder | null = null;
  #projection = gaussKruger({ centralMeridianDeg: 0, falseEastingM: 0 });
  readonly #indexes: number[] = [];
  readonly #places: Place[] = [];
  readonly #ids: (string | null)[] = [];

  add(index: number, id: string | null, geometry: AreaGeometry, place: Place): void {
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

  /** Each pair once, the largest overlap first. */
  find(): Overlap[] {
    if (!this.#builder) return [];
    const polygons = this.#builder.finish();
    const own = Int32Array.from({ length: polygons.count }, (_, i) => i);
    const { start, classIndex, areaSqm } = overlayByClass(buildOverlayIndex(polygons, own), polygons);
    const areas = planeAreasSqm(polygons);
    const overlaps: Overlap[] = [];
    for (let row = 0; row < polygons.count; row++) {
      for (let k = start[row]!; k < start[row + 1]!; k++) {
        const first = classIndex[k]!;
        if (first >= row) continue;
        const sqm = areaSqm[k]!;
        const sqmMin = Math.max(OVERLAP_SQM_MIN, OVERLAP_SHARE_MIN * Math.min(areas[row]!, areas[first]!));
        if (sqm >= sqmMin) overlaps.push(this.#overlap(row, first, sqm));
      }
    }
    return overlaps.sort((a, b) => b.sqm - a.sqm);
  }

  #overlap(row: number, first: number, sqm: number): Overlap {
    const index = this.#indexes[row]!;
    const other = this.#indexes[first]!;
    const slots = { other, otherId: this.#ids[first] ?? '–', sqm: sqm.toFixed(2) };
    return { index, other, sqm, fault: fault('features-overlapping', this.#places[row]!, slots) };
  }
}
