const SIDE = 1 << 16;

/**
 * How far along the Hilbert curve of order 16 the cell (x, y) lies, 0 … 2³² - 1; x and y are 0 … 65,535. Neighbours on the
 * curve are neighbours in the plane.
 *
 * Source: H. S. Warren, Hacker's Delight, 2nd ed. (2013), section 16-2.
 */
export function hilbertIndex(x: number, y: number): number {
  let index = 0;
  for (let half = SIDE >>> 1; half > 0; half >>>= 1) {
    const right = x & half ? 1 : 0;
    const upper = y & half ? 1 : 0;
    index += half * half * ((3 * right) ^ upper);
    if (upper === 0) {
      if (right === 1) {
        x = SIDE - 1 - x;
        y = SIDE - 1 - y;
      }
      [x, y] = [y, x];
    }
  }
  return index;
}
