import { type AreaGeometry, type Geometry, type Position, partsOf } from '../geometry.ts';

/** Well-known binary, little endian, two dimensions; polygons always as MultiPolygon when `multi` is set. */
export function writeWkb(
  geometry: Geometry,
  options: { readonly multi?: boolean } = {},
): Uint8Array<ArrayBuffer> {
  const shape: Geometry =
    options.multi && (geometry.type === 'Polygon' || geometry.type === 'MultiPolygon')
      ? { type: 'MultiPolygon', coordinates: partsOf(geometry as AreaGeometry) }
      : geometry;
  const bytes = new Uint8Array(sizeOf(shape));
  write(shape, new DataView(bytes.buffer), 0);
  return bytes;
}

const codes = {
  Point: 1,
  LineString: 2,
  Polygon: 3,
  MultiPoint: 4,
  MultiLineString: 5,
  MultiPolygon: 6,
  GeometryCollection: 7,
} as const;

function membersOf(geometry: Geometry): Geometry[] {
  switch (geometry.type) {
    case 'MultiPoint':
      return geometry.coordinates.map((coordinates) => ({ type: 'Point', coordinates }));
    case 'MultiLineString':
      return geometry.coordinates.map((coordinates) => ({ type: 'LineString', coordinates }));
    case 'MultiPolygon':
      return geometry.coordinates.map((coordinates) => ({ type: 'Polygon', coordinates }));
    case 'GeometryCollection':
      return geometry.geometries;
    default:
      return [];
  }
}

function sizeOf(geometry: Geometry): number {
  switch (geometry.type) {
    case 'Point':
      return 5 + 16;
    case 'LineString':
      return 9 + geometry.coordinates.length * 16;
    case 'Polygon':
      return geometry.coordinates.reduce((sum, ring) => sum + 4 + ring.length * 16, 9);
    default:
      return membersOf(geometry).reduce((sum, member) => sum + sizeOf(member), 9);
  }
}

function write(geometry: Geometry, view: DataView, start: number): number {
  let at = start;
  view.setUint8(at, 1);
  view.setUint32(at + 1, codes[geometry.type], true);
  at += 5;
  const count = (value: number): void => {
    view.setUint32(at, value, true);
    at += 4;
  };
  const position = ([x, y]: Position): void => {
    view.setFloat64(at, x ?? Number.NaN, true);
    view.setFloat64(at + 8, y ?? Number.NaN, true);
    at += 16;
  };
  switch (geometry.type) {
    case 'Point':
      position(geometry.coordinates);
      return at;
    case 'LineString':
      count(geometry.coordinates.length);
      for (const each of geometry.coordinates) position(each);
      return at;
    case 'Polygon':
      count(geometry.coordinates.length);
      for (const ring of geometry.coordinates) {
        count(ring.length);
        for (const each of ring) position(each);
      }
      return at;
    default: {
      const members = membersOf(geometry);
      count(members.length);
      for (const member of members) at = write(member, view, at);
      return at;
    }
  }
}
