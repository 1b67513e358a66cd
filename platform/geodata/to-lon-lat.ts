import type { Crs } from './crs/crs.ts';
import { cgcs2000, wgs84 } from './crs/geographic-crs.ts';
import { eachPosition, type Geometry } from './geometry.ts';

/** Takes a geometry, in place, from a file's coordinate system to longitude and latitude. */
export function toLonLat<G extends Geometry | null>(geometry: G, crs: Crs): G {
  if (geometry === null || crs === cgcs2000 || crs === wgs84) return geometry;
  eachPosition(geometry, (position) => {
    const [lon, lat] = crs.toLonLat(position[0], position[1]);
    position[0] = lon;
    position[1] = lat;
  });
  return geometry;
}
