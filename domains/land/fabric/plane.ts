import { type GaussKruger, gaussKruger } from '@lizhu/fabric';

/** Where `Polygons` of a programme lie: a Gauss-Krüger plane around the programme's central meridian. */
export interface Plane {
  readonly centralMeridianDeg: number;
  readonly originX: number;
  readonly originY: number;
}

export const FALSE_EASTING_M = 500_000;

/** The projection of a plane, as kernel functions take it. */
export function projectionOf(plane: Plane): GaussKruger {
  return gaussKruger({ centralMeridianDeg: plane.centralMeridianDeg, falseEastingM: FALSE_EASTING_M });
}
