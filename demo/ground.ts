import { noise } from './noise.ts';
import { type Place, placeOf } from './place.ts';
import { towns } from './towns.ts';

/** Spacing of the main roads, in metres of the unbent grid. */
export const CELL_M = 2300;

const TILT = (11 * Math.PI) / 180;
const COS = Math.cos(TILT);
const SIN = Math.sin(TILT);
/** The unbent grid begins here: the middle of the city. */
const MIDDLE = placeOf(113.86, 22.95);

const TOWN_PLACES: readonly Place[] = towns.map((town) => placeOf(town.lonDeg, town.latDeg));

/**
 * What the land is like before anyone built on it, as smooth functions of the place: how the main-road grid is bent,
 * how high the ground is, how much of a town it is, how wet. All lengths in metres from the city's origin.
 */
export class Ground {
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Where the point (u, v) of the main-road grid lies, in cells: integers are crossings. */
  bent(u: number, v: number): Place {
    const seed = this.#seed;
    const a = u * CELL_M;
    const b = v * CELL_M;
    const du =
      2300 * noise(seed + 1, 19_000, a, b) +
      640 * noise(seed + 2, 5200, a, b) +
      150 * noise(seed + 3, 1500, a, b);
    const dv =
      2300 * noise(seed + 4, 19_000, a, b) +
      640 * noise(seed + 5, 5200, a, b) +
      150 * noise(seed + 6, 1500, a, b);
    const east = a + du;
    const north = b + dv;
    return { x: MIDDLE.x + east * COS - north * SIN, y: MIDDLE.y + east * SIN + north * COS };
  }

  /** The grid point whose unbent place this is; good to about a cell. */
  gridOf(place: Place): { readonly u: number; readonly v: number } {
    const x = place.x - MIDDLE.x;
    const y = place.y - MIDDLE.y;
    return { u: (x * COS + y * SIN) / CELL_M, v: (y * COS - x * SIN) / CELL_M };
  }

  /** About −1 (low) to 1.5 (hills): highest in the south and east, flat in the water towns of the west. */
  elevation(x: number, y: number): number {
    const seed = this.#seed;
    const hills = 0.75 * noise(seed + 11, 5200, x, y) + 0.35 * noise(seed + 12, 1900, x, y);
    const toSouthEast = (x + 14_000) / 60_000 - y / 90_000;
    return hills + toSouthEast - 0.6 * this.wetness(x, y);
  }

  /** 0 … 1: the delta of the west, with canals and ponds. */
  wetness(x: number, y: number): number {
    const edge = -31_500 + 3000 * noise(this.#seed + 21, 6000, x, y);
    return Math.min(1, Math.max(0, (edge - x) / 4000 + 0.5));
  }

  /** About 0 (country) to 1 (the middle of a town). */
  urbanity(x: number, y: number): number {
    let nearest = Number.POSITIVE_INFINITY;
    for (const place of TOWN_PLACES) nearest = Math.min(nearest, Math.hypot(place.x - x, place.y - y));
    return 1 / (1 + (nearest / 2600) ** 2) + 0.22 * noise(this.#seed + 31, 2400, x, y);
  }

  /** Index of the town whose centre is nearest. */
  townAt(x: number, y: number): number {
    let town = 0;
    let nearest = Number.POSITIVE_INFINITY;
    TOWN_PLACES.forEach((place, index) => {
      const distance = Math.hypot(place.x - x, place.y - y);
      if (distance < nearest) {
        nearest = distance;
        town = index;
      }
    });
    return town;
  }
}
