import type { Polygons } from './polygons.ts';

/** Length of all rings of one polygon, in metres. */
export function perimeterM({ ringStart, pointStart, xs, ys, resolutionM }: Polygons, row: number): number {
  let sum = 0;
  for (let r = ringStart[row]!; r < ringStart[row + 1]!; r++) {
    const end = pointStart[r + 1]!;
    let last = end - 1;
    for (let k = pointStart[r]!; k < end; last = k++) {
      const dx = xs[k]! - xs[last]!;
      const dy = ys[k]! - ys[last]!;
      sum += Math.sqrt(dx * dx + dy * dy);
    }
  }
  return sum * resolutionM;
}

/** Length of all rings of each polygon, in metres. */
export function perimetersM(polygons: Polygons): Float64Array {
  const lengths = new Float64Array(polygons.count);
  for (let row = 0; row < polygons.count; row++) lengths[row] = perimeterM(polygons, row);
  return lengths;
}

/** 4πA / P²: 1 for a circle, π/4 for a square, near 0 for a thread (E. Cox, 1927; D. Polsby and R. Popper, 1991). */
export function compactnessOf(areaSqm: number, perimeterM: number): number {
  return perimeterM > 0 ? (4 * Math.PI * areaSqm) / (perimeterM * perimeterM) : 0;
}
