import { doubleArea, type Polygons } from '../polygons/polygons.ts';

/** One outer ring of a polygon with its holes: rings from … to - 1 of the columns. */
export interface OuterPart {
  readonly from: number;
  readonly to: number;
  /** Plane area in square metres, holes taken off. */
  readonly areaSqm: number;
}

/** The outer parts of a polygon, largest first. */
export function outerParts(
  { ringStart, pointStart, xs, ys, resolutionM }: Polygons,
  row: number,
): OuterPart[] {
  const parts: { from: number; to: number; areaSqm: number }[] = [];
  for (let r = ringStart[row]!; r < ringStart[row + 1]!; r++) {
    const areaSqm = (doubleArea(xs, ys, pointStart[r]!, pointStart[r + 1]!) * resolutionM * resolutionM) / 2;
    if (areaSqm > 0 || parts.length === 0) parts.push({ from: r, to: r + 1, areaSqm });
    else {
      const part = parts[parts.length - 1]!;
      part.to = r + 1;
      part.areaSqm += areaSqm;
    }
  }
  return parts.sort((a, b) => b.areaSqm - a.areaSqm || a.from - b.from);
}
