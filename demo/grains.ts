import type { LandKind } from './block.ts';
import type { UseCode } from './land-use.ts';

/** How land of a kind is divided into parcels. */
export interface Grain {
  /** Lanes, ditches and paths, carved while the land is larger than `overSqm`; the widest first. */
  readonly lanes: readonly { readonly overSqm: number; readonly widthM: number; readonly use: UseCode }[];
  /** Middle size of a parcel, and the spread of the logarithm of the sizes. */
  readonly lotSqm: number;
  readonly spread: number;
  /** How much longer than wide a parcel likes to be. */
  readonly elongation: number;
  /** How much its lines bend, as a share of their length, and how far apart their points are. */
  readonly bend: number;
  readonly spacingM: number;
  /** How unequal the two parts of a division may be: 0 = halves. */
  readonly unequal: number;
  /** How far a dividing line may be turned off the square, in radians. */
  readonly turn: number;
}

export const grains: Readonly<Record<LandKind, Grain>> = {
  ready: grain([], 16_000, 0.45, 1.4, 0.004, 30, 0.12, 0.03),
  idle: grain([], 5200, 0.5, 1.5, 0.008, 22, 0.14, 0.05),
  estate: grain([], 7500, 0.75, 1.4, 0.002, 26, 0.16, 0.015),
  yards: grain([], 12_000, 0.5, 1.8, 0.002, 30, 0.12, 0.015),
  village: grain(
    [
      { overSqm: 13_000, widthM: 5, use: '1004' },
      { overSqm: 1500, widthM: 2.8, use: '1004' },
    ],
    165,
    0.28,
    1.2,
    0.012,
    5.2,
    0.12,
    0.05,
  ),
  'village-works': grain(
    [{ overSqm: 14_000, widthM: 7, use: '1004' }],
    1900,
    0.5,
    1.5,
    0.006,
    14,
    0.14,
    0.04,
  ),
  town: grain([{ overSqm: 26_000, widthM: 9, use: '1004' }], 7500, 0.5, 1.3, 0.004, 24, 0.12, 0.03),
  commerce: grain([{ overSqm: 18_000, widthM: 9, use: '1004' }], 1700, 0.5, 1.5, 0.003, 15, 0.12, 0.03),
  school: grain([], 24_000, 0.3, 1.2, 0.006, 24, 0.1, 0.04),
  park: grain([], 16_000, 0.5, 1.4, 0.05, 15, 0.15, 0.2),
  paddy: grain(
    [
      { overSqm: 36_000, widthM: 4.5, use: '1006' },
      { overSqm: 11_000, widthM: 2.2, use: '1107' },
    ],
    1500,
    0.35,
    3.2,
    0.008,
    16,
    0.1,
    0.04,
  ),
  fields: grain([{ overSqm: 16_000, widthM: 3.5, use: '1006' }], 1150, 0.45, 2.1, 0.014, 12, 0.15, 0.1),
  orchard: grain([{ overSqm: 26_000, widthM: 3.5, use: '1006' }], 3600, 0.5, 1.6, 0.03, 14, 0.18, 0.18),
  ponds: grain([{ overSqm: 15_000, widthM: 5, use: '1006' }], 3600, 0.4, 1.9, 0.008, 18, 0.12, 0.06),
  hill: grain([], 21_000, 0.65, 1.3, 0.06, 17, 0.2, 0.3),
};

function grain(
  lanes: Grain['lanes'],
  lotSqm: number,
  spread: number,
  elongation: number,
  bend: number,
  spacingM: number,
  unequal: number,
  turn: number,
): Grain {
  return { lanes, lotSqm, spread, elongation, bend, spacingM, unequal, turn };
}
