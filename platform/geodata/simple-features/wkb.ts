import type { Geometry } from '../geometry.ts';
import { parseWkb } from './parse-wkb.ts';
import { writeWkb } from './write-wkb.ts';

/** The geometry that this house stored as WKB. @throws RangeError where the bytes are none. */
export function geometryOfWkb(bytes: Uint8Array): Geometry {
  const { geometry, problems } = parseWkb(bytes);
  if (!geometry) throw new RangeError(`Cannot read WKB: ${problems.map(({ code }) => code).join(', ')}`);
  return geometry;
}

/** A geometry as WKB to be stored: polygons as MultiPolygon, little endian, two dimensions. */
export function wkbOfGeometry(geometry: Geometry): Uint8Array<ArrayBuffer> {
  return writeWkb(geometry, { multi: true });
}
