import { roomFor } from './room-for.ts';
/**
 * Polygons as columns: the form in which the fabric computes.
 *
 * Coordinates are integers in units of `resolutionM` metres, counted from an origin in a metric plane
 * (a Gauss-Krüger zone). Rings are open (the first point is not repeated). An exterior ring runs
 * counter-clockwise and its holes clockwise, each hole after its exterior, so that a plain signed sum over
 * all rings of a polygon is its area. A polygon may have several exteriors (a multipolygon) or none (empty).
 *
 *     polygon i owns rings   ringStart[i]  … ringStart[i + 1] - 1
 *     ring r owns points     pointStart[r] … pointStart[r + 1] - 1
 *
 * Columns may lie in SharedArrayBuffers, so that workers read them without a copy.
 */
export interface Polygons {
  readonly count: number;
  readonly originX: number;
  readonly originY: number;
  readonly resolutionM: number;
  readonly ringStart: Int32Array;
  readonly pointStart: Int32Array;
  readonly xs: Int32Array;
  readonly ys: Int32Array;
}

export interface PolygonsOptions {
  /** Easting of the origin in metres. */
  readonly originX: number;
  /** Northing of the origin in metres. */
  readonly originY: number;
  /** Metres per unit; one millimetre unless told otherwise (reach ± 2,147 km). */
  readonly resolutionM?: number;
}

const INT32_MAX = 2_147_483_647;

/**
 * Builds `Polygons` one ring at a time.
 *
 *     const builder = new PolygonsBuilder({ originX: 500_000, originY: 2_540_000 });
 *     builder.beginPolygon();
 *     builder.ring([x0, y0, x1, y1, x2, y2], false);
 *     const polygons = builder.finish();
 *
 * Rings arrive in metres as x, y pairs, open or closed, in either direction; the builder snaps them to the grid,
 * drops repeated points, turns them the right way round, and drops a ring with fewer than three points left.
 *
 * @throws RangeError when a coordinate is not finite or lies beyond the reach of the grid.
 */
export class PolygonsBuilder {
  readonly #originX: number;
  readonly #originY: number;
  readonly #resolutionM: number;
  #count = 0;
  #ringStart = new Int32Array(1024);
  #pointStart = new Int32Array(1024);
  #xs = new Int32Array(8192);
  #ys = new Int32Array(8192);
  #rings = 0;
  #points = 0;

  constructor(options: PolygonsOptions) {
    this.#originX = options.originX;
    this.#originY = options.originY;
    this.#resolutionM = options.resolutionM ?? 0.001;
  }

  /** Opens the next polygon and returns its index. */
  beginPolygon(): number {
    this.#count++;
    if (this.#count >= this.#ringStart.length) this.#ringStart = grown(this.#ringStart);
    this.#ringStart[this.#count] = this.#rings;
    return this.#count - 1;
  }

  /** Adds one ring (x, y pairs in metres) to the open polygon; `hole` says which way it shall run. */
  ring(coordinates: ArrayLike<number>, hole: boolean): void {
    const first = this.#points;
    this.#reserve(coordinates.length >> 1);
    const xs = this.#xs;
    const ys = this.#ys;
    const originX = this.#originX;
    const originY = this.#originY;
    const resolutionM = this.#resolutionM;
    let end = first;
    for (let i = 0; i + 1 < coordinates.length; i += 2) {
      // As Math.round, which takes three times as long.
      const x = Math.floor((coordinates[i]! - originX) / resolutionM + 0.5);
      const y = Math.floor((coordinates[i + 1]! - originY) / resolutionM + 0.5);
      if (!(Math.abs(x) <= INT32_MAX && Math.abs(y) <= INT32_MAX)) {
        throw new RangeError(
          `Cannot place point (${coordinates[i]}, ${coordinates[i + 1]}): outside the grid`,
        );
      }
      if (end > first && xs[end - 1] === x && ys[end - 1] === y) continue;
      xs[end] = x;
      ys[end] = y;
      end++;
    }
    this.#close(first, end, hole);
  }

  /** Adds one ring that is given in whole grid units from the origin; all else is as for `ring`. */
  ringInUnits(coordinates: ArrayLike<number>, hole: boolean): void {
    const first = this.#points;
    this.#reserve(coordinates.length >> 1);
    let end = first;
    for (let i = 0; i + 1 < coordinates.length; i += 2) {
      if (end > first && this.#xs[end - 1] === coordinates[i] && this.#ys[end - 1] === coordinates[i + 1])
        continue;
      this.#xs[end] = coordinates[i]!;
      this.#ys[end++] = coordinates[i + 1]!;
    }
    this.#close(first, end, hole);
  }

  /** Makes a ring of the points from `first` on. */
  #close(first: number, last: number, hole: boolean): void {
    const xs = this.#xs;
    const ys = this.#ys;
    let end = last;
    while (end > first + 1 && xs[end - 1] === xs[first] && ys[end - 1] === ys[first]) end--;
    if (end - first < 3) return;
    const counterClockwise = doubleArea(xs, ys, first, end) > 0;
    if (counterClockwise === hole) {
      xs.subarray(first, end).reverse();
      ys.subarray(first, end).reverse();
    }
    this.#points = end;
    this.#rings++;
    if (this.#rings >= this.#pointStart.length) this.#pointStart = grown(this.#pointStart);
    this.#pointStart[this.#rings] = end;
    this.#ringStart[this.#count] = this.#rings;
  }

  /** Copies what was built into columns of exact length, in shared memory when asked. */
  finish(options: { readonly shared?: boolean } = {}): Polygons {
    const column = (source: Int32Array, length: number): Int32Array => {
      const bytes = length * Int32Array.BYTES_PER_ELEMENT;
      const target = new Int32Array(roomFor(bytes, options.shared));
      target.set(source.subarray(0, length));
      return target;
    };
    return {
      count: this.#count,
      originX: this.#originX,
      originY: this.#originY,
      resolutionM: this.#resolutionM,
      ringStart: column(this.#ringStart, this.#count + 1),
      pointStart: column(this.#pointStart, this.#rings + 1),
      xs: column(this.#xs, this.#points),
      ys: column(this.#ys, this.#points),
    };
  }

  #reserve(points: number): void {
    while (this.#points + points > this.#xs.length) {
      this.#xs = grown(this.#xs);
      this.#ys = grown(this.#ys);
    }
  }
}

/** Twice the signed area of an open ring, in square units; positive when it runs counter-clockwise. */
export function doubleArea(xs: Int32Array, ys: Int32Array, start: number, end: number): number {
  const x0 = xs[start]!;
  const y0 = ys[start]!;
  let sum = 0;
  let previousX = 0;
  let previousY = 0;
  for (let i = start + 1; i < end; i++) {
    const x = xs[i]! - x0;
    const y = ys[i]! - y0;
    sum += previousX * y - x * previousY;
    previousX = x;
    previousY = y;
  }
  return sum;
}

/** Plane area of each polygon in square metres, holes taken off. */
export function planeAreasSqm(polygons: Polygons): Float64Array {
  const { count, ringStart, pointStart, xs, ys, resolutionM } = polygons;
  const areas = new Float64Array(count);
  const toSqm = (resolutionM * resolutionM) / 2;
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let r = ringStart[i]!; r < ringStart[i + 1]!; r++) {
      sum += doubleArea(xs, ys, pointStart[r]!, pointStart[r + 1]!);
    }
    areas[i] = sum * toSqm;
  }
  return areas;
}

function grown(column: Int32Array): Int32Array<ArrayBuffer> {
  const next = new Int32Array(column.length * 2);
  next.set(column);
  return next;
}
