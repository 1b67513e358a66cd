import type { Ground } from './ground.ts';
import { noise } from './noise.ts';
import { placeOf } from './place.ts';

/** What runs along one edge of the main-road grid. */
export interface Corridor {
  readonly kind: 'road' | 'river' | 'canal' | 'rail';
  /** Half its width in metres at a place along the line. */
  readonly halfWidthM: (along: number) => number;
  /** Number of the river or road, for its name. */
  readonly number: number;
}

/**
 * Says what runs along the lines of the main-road grid: mostly roads of three widths; a main river from east to west in
 * the north; tributaries that flow into it from the south; canals in the delta; one railway.
 */
export class Corridors {
  readonly #seed: number;
  readonly #riverRow: number;
  readonly #tributaries: readonly number[];
  readonly #railRow: number;
  readonly #deltaColumn: number;
  readonly #southRow: number;

  constructor(seed: number, ground: Ground) {
    this.#seed = seed;
    const row = (lon: number, lat: number): number => Math.round(ground.gridOf(placeOf(lon, lat)).v);
    const column = (lon: number, lat: number): number => Math.round(ground.gridOf(placeOf(lon, lat)).u);
    this.#riverRow = row(113.8, 23.088);
    this.#tributaries = [column(114.085, 22.9), column(113.925, 23.0), column(113.79, 22.95)];
    this.#railRow = row(113.98, 22.99);
    this.#deltaColumn = column(113.665, 23.03);
    this.#southRow = row(114.06, 22.74);
  }

  /** Along row `v`, from column to column. */
  ofRow(v: number, u: number): Corridor {
    if (v === this.#riverRow) return this.#water('river', 1, u > this.#deltaColumn ? 85 : 115, 22);
    if (u < this.#deltaColumn && modulo(v - this.#riverRow, 3) === 0) {
      return this.#water('canal', 100 + modulo(v, 50), 24, 5);
    }
    if (v === this.#railRow && u >= this.#deltaColumn) return this.#even('rail', 15, 1);
    return this.#even('road', roadHalfWidth(v), 200 + v);
  }

  /** Along column `u`, from row to row. */
  ofColumn(u: number, v: number): Corridor {
    const tributary = this.#tributaries.indexOf(u);
    if (tributary >= 0 && v < this.#riverRow && v >= this.#southRow) {
      return this.#water('river', 2 + tributary, 26 + 4 * tributary + (v - this.#southRow) * 1.2, 7);
    }
    if (u < this.#deltaColumn && modulo(u - this.#deltaColumn, 2) === 1) {
      const wide = modulo(u - this.#deltaColumn, 4) === 3;
      return this.#water(wide ? 'river' : 'canal', 150 + modulo(u, 50), wide ? 60 : 22, wide ? 16 : 5);
    }
    return this.#even('road', roadHalfWidth(u), 300 + u);
  }

  #water(kind: 'river' | 'canal', number: number, meanM: number, swingM: number): Corridor {
    const seed = this.#seed + 41 + number;
    return { kind, number, halfWidthM: (along) => meanM + swingM * noise(seed, 900, along, 0) };
  }

  #even(kind: 'road' | 'rail', halfWidthM: number, number: number): Corridor {
    return { kind, number, halfWidthM: () => halfWidthM };
  }
}

/** Every third line is a trunk road of 50 m, the others 36 or 40 m. */
function roadHalfWidth(line: number): number {
  return [25, 18, 20][modulo(line, 3)]!;
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
