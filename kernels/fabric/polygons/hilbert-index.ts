/**
 * How far along the Hilbert curve of order 16 the cell (x, y) lies, 0 … 2³² - 1; x and y are 0 … 65,535. Neighbours on the
 * curve are neighbours in the plane.
 *
 * Source: H. S. Warren, Hacker's Delight, 2nd ed. (2013), section 16-2.
 */
export function hilbertIndex(x: number, y: number): number {
  let index = 0;
  // How the curve lies in the quarter that it has come to: both coordinates exchanged, both counted from the other end.
  let exchanged = 0;
  let reversed = 0;
  for (let bit = 15; bit >= 0; bit--) {
    const right = (x >>> bit) & 1;
    const upper = (y >>> bit) & 1;
    const exchange = (right ^ upper) & exchanged;
    const along = right ^ exchange ^ reversed;
    const across = upper ^ exchange ^ reversed;
    index = (index << 2) | ((3 * along) ^ across);
    reversed ^= along & (across ^ 1);
    exchanged ^= across ^ 1;
  }
  return index >>> 0;
}
