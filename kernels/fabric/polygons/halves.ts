/*
 * Coordinates as halves of grid units, rounded so that nothing is missed: their differences keep within 32 bits, and four comparisons
 * become one, on the sign of an or.
 */

/** What halves are kept within. */
export const HALF_MIN: number = -(2 ** 30);
export const HALF_MAX: number = 2 ** 30 - 1;

/** The lower side of a window in halves: one less than rounding down. */
export function lowHalf(value: number): number {
  return Math.max(HALF_MIN, Math.min(HALF_MAX, Math.floor(value / 2) - 1)) | 0;
}

/** The upper side of a window in halves. */
export function highHalf(value: number): number {
  return Math.max(HALF_MIN, Math.min(HALF_MAX, Math.floor(value / 2) + 1)) | 0;
}
