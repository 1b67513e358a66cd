import { type Geometry, type Position, partsOf } from '../geometry.ts';

/** Well-known text of two dimensions, numbers with at most `decimals` digits after the point. */
export function writeWkt(geometry: Geometry, decimals = 9): string {
  const position = ([x, y]: Position): string => `${shortNumber(x, decimals)} ${shortNumber(y, decimals)}`;
  const line = (positions: Position[]): string => `(${positions.map(position).join(', ')})`;
  const lines = (all: Position[][]): string => `(${all.map(line).join(', ')})`;
  switch (geometry.type) {
    case 'Point':
      return `POINT (${position(geometry.coordinates)})`;
    case 'MultiPoint':
      return `MULTIPOINT ${line(geometry.coordinates)}`;
    case 'LineString':
      return `LINESTRING ${line(geometry.coordinates)}`;
    case 'MultiLineString':
      return `MULTILINESTRING ${lines(geometry.coordinates)}`;
    case 'Polygon':
      return `POLYGON ${lines(geometry.coordinates)}`;
    case 'MultiPolygon':
      return `MULTIPOLYGON (${partsOf(geometry).map(lines).join(', ')})`;
    case 'GeometryCollection':
      return `GEOMETRYCOLLECTION (${geometry.geometries.map((member) => writeWkt(member, decimals)).join(', ')})`;
  }
}

/** A number with at most `decimals` digits after the point and no trailing zeros, never in exponent form. */
export function shortNumber(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
