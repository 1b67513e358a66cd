import { gaussKruger } from '@lizhu/fabric';
import type { AreaGeometry, Position } from '@lizhu/geodata';

/** Metres east and north of a corner near 东莞; test worlds are drawn in these. */
export type Place = readonly [eastM: number, northM: number];

const projection = gaussKruger({ centralMeridianDeg: 114, falseEastingM: 500_000 });
const CORNER = [490_000, 2_535_000] as const;
const out = new Float64Array(2);

export function lonLatOf([eastM, northM]: Place): Position {
  projection.inverse(CORNER[0] + eastM, CORNER[1] + northM, out);
  return [out[0]!, out[1]!];
}

/** A rectangle from its lower left corner. */
export function rectangle([eastM, northM]: Place, widthM: number, heightM: number): AreaGeometry {
  const corners: Place[] = [
    [eastM, northM],
    [eastM + widthM, northM],
    [eastM + widthM, northM + heightM],
    [eastM, northM + heightM],
    [eastM, northM],
  ];
  return { type: 'Polygon', coordinates: [corners.map(lonLatOf)] };
}
