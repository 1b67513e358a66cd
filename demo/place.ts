import { gaussKruger } from '@lizhu/fabric';

/** Dongguan lies in 3° zone 38; the demonstration works in EPSG:4547 (central meridian 114° E, no zone prefix). */
export const projection = { centralMeridianDeg: 114, falseEastingM: 500_000 } as const;

/** Origin of the city's own metre grid in the projected plane; its columns count millimetres from here. */
export const origin = { eastM: 500_000, northM: 2_540_000 } as const;

const plane = gaussKruger(projection);

/** East and north of the city's origin, in metres. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

export function placeOf(lonDeg: number, latDeg: number): Place {
  const out = new Float64Array(2);
  plane.forward(lonDeg, latDeg, out);
  return { x: out[0]! - origin.eastM, y: out[1]! - origin.northM };
}

/** Writes longitude and latitude, rounded to 1e-9°, of a point given in millimetres from the city's origin. */
export function lonLatOf(xMm: number, yMm: number, out: Float64Array): void {
  plane.inverse(origin.eastM + xMm / 1000, origin.northM + yMm / 1000, out);
  out[0] = Math.round(out[0]! * 1e9) / 1e9;
  out[1] = Math.round(out[1]! * 1e9) / 1e9;
}

/**
 * Statutory ellipsoid area over plane area at a place: 1 / k², k the point scale of the projection. Good to 1e-8 for
 * a parcel; whoever needs the statutory area itself computes it from longitude and latitude.
 */
export function areaFactorAt(xMm: number): number {
  const y = xMm / 1000 + origin.eastM - projection.falseEastingM;
  const square = (y * y) / GAUSS_RADIUS_SQUARED;
  const k = 1 + square / 2 + (square * square) / 24;
  return 1 / (k * k);
}

/** M · N of CGCS2000 at 22.95° N, in m². */
const GAUSS_RADIUS_SQUARED = 6_345_124.3 * 6_381_385.4;
