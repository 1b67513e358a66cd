import type { Crs } from './crs/crs.ts';
import { resolveCrs } from './crs/resolve-crs.ts';
import type { Geometry, Position } from './geometry.ts';

/** A copy of a geometry in longitude and latitude (EPSG:4490), with its coordinates in another system. */
export function fromLonLat(geometry: Geometry, crs: Crs): Geometry {
  const position = ([lon, lat]: Position): Position => crs.fromLonLat(lon, lat);
  const line = (positions: Position[]): Position[] => positions.map(position);
  switch (geometry.type) {
    case 'Point':
      return { type: 'Point', coordinates: position(geometry.coordinates) };
    case 'MultiPoint':
    case 'LineString':
      return { type: geometry.type, coordinates: line(geometry.coordinates) };
    case 'MultiLineString':
    case 'Polygon':
      return { type: geometry.type, coordinates: geometry.coordinates.map(line) };
    case 'MultiPolygon':
      return { type: 'MultiPolygon', coordinates: geometry.coordinates.map((part) => part.map(line)) };
    case 'GeometryCollection':
      return {
        type: 'GeometryCollection',
        geometries: geometry.geometries.map((member) => fromLonLat(member, crs)),
      };
  }
}

/** The system with east (longitude) first, for formats that allow no other order. */
export function eastFirst(crs: Crs): Crs {
  return crs.id.endsWith('+yx') ? resolveCrs(crs.id.slice(0, -3)) : crs;
}
