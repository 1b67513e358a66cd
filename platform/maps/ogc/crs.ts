import type { Geometry } from './collection.ts';

/** A coordinate system that clients may ask for; `order` is the axis order of its authority. */
export interface ServedCrs {
  readonly uri: string;
  readonly fromLonLat: (lon: number, lat: number) => readonly [x: number, y: number];
  readonly toLonLat: (x: number, y: number) => readonly [lon: number, lat: number];
  /** `yx`: latitude or northing comes first, as in EPSG:4490 and EPSG:4547. */
  readonly order: 'xy' | 'yx';
}

export const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';

export function epsgUri(code: number): string {
  return `http://www.opengis.net/def/crs/EPSG/0/${code}`;
}

export const crs84: ServedCrs = {
  uri: CRS84,
  fromLonLat: (lon, lat) => [lon, lat],
  toLonLat: (x, y) => [x, y],
  order: 'xy',
};

/** A geometry in the coordinates and axis order of `crs`; metres are rounded to 0.1 mm, degrees kept. */
export function toCrs(geometry: Geometry | null, crs: ServedCrs): Geometry | null {
  if (geometry === null || crs.uri === CRS84) return geometry;
  return { type: geometry.type, coordinates: convert(geometry.coordinates, crs) };
}

function convert(coordinates: unknown, crs: ServedCrs): unknown {
  if (!Array.isArray(coordinates)) return coordinates;
  if (typeof coordinates[0] !== 'number') return coordinates.map((part) => convert(part, crs));
  const [x, y] = crs.fromLonLat(coordinates[0], coordinates[1]);
  return crs.order === 'xy' ? [tidy(x), tidy(y)] : [tidy(y), tidy(x)];
}

function tidy(value: number): number {
  return Math.abs(value) > 360 ? Math.round(value * 1e4) / 1e4 : value;
}
