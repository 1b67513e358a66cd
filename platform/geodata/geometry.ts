/** GeoJSON geometry (RFC 7946 §3.1). */
export type Position = [number, number];
export type Ring = Position[];

export interface PolygonGeometry {
  readonly type: 'Polygon';
  readonly coordinates: Ring[];
}
export interface MultiPolygonGeometry {
  readonly type: 'MultiPolygon';
  readonly coordinates: Ring[][];
}
export interface LineGeometry {
  readonly type: 'LineString';
  readonly coordinates: Position[];
}
export interface MultiLineGeometry {
  readonly type: 'MultiLineString';
  readonly coordinates: Position[][];
}
export interface PointGeometry {
  readonly type: 'Point';
  readonly coordinates: Position;
}
export interface MultiPointGeometry {
  readonly type: 'MultiPoint';
  readonly coordinates: Position[];
}
export interface GeometryCollection {
  readonly type: 'GeometryCollection';
  readonly geometries: Geometry[];
}

export type AreaGeometry = PolygonGeometry | MultiPolygonGeometry;
export type Geometry =
  | AreaGeometry
  | LineGeometry
  | MultiLineGeometry
  | PointGeometry
  | MultiPointGeometry
  | GeometryCollection;

/** The parts of an area geometry: one list of rings a polygon, the exterior first. */
export function partsOf(geometry: AreaGeometry): Ring[][] {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}

/** A Polygon where there is one part, a MultiPolygon where there are more. */
export function areaGeometry(parts: Ring[][]): AreaGeometry {
  return parts.length === 1
    ? { type: 'Polygon', coordinates: parts[0]! }
    : { type: 'MultiPolygon', coordinates: parts };
}

/** Calls `visit` for every position, in file order; the visitor may change it in place. */
export function eachPosition(geometry: Geometry, visit: (position: Position) => void): void {
  switch (geometry.type) {
    case 'Point':
      if (geometry.coordinates.length > 0) visit(geometry.coordinates);
      return;
    case 'MultiPoint':
    case 'LineString':
      for (const position of geometry.coordinates) visit(position);
      return;
    case 'MultiLineString':
    case 'Polygon':
      for (const line of geometry.coordinates) for (const position of line) visit(position);
      return;
    case 'MultiPolygon':
      for (const part of geometry.coordinates)
        for (const ring of part) for (const position of ring) visit(position);
      return;
    case 'GeometryCollection':
      for (const member of geometry.geometries) eachPosition(member, visit);
  }
}

/** Number of positions. */
export function positionCount(geometry: Geometry): number {
  switch (geometry.type) {
    case 'Point':
      return 1;
    case 'MultiPoint':
    case 'LineString':
      return geometry.coordinates.length;
    case 'MultiLineString':
    case 'Polygon':
      return geometry.coordinates.reduce((sum, line) => sum + line.length, 0);
    case 'MultiPolygon':
      return geometry.coordinates.reduce(
        (sum, part) => sum + part.reduce((all, ring) => all + ring.length, 0),
        0,
      );
    case 'GeometryCollection':
      return geometry.geometries.reduce((sum, member) => sum + positionCount(member), 0);
  }
}

/** West, south, east, north; null where there is no finite position. */
export function boxOf(geometry: Geometry): [number, number, number, number] | null {
  const box: [number, number, number, number] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  eachPosition(geometry, ([x, y]) => {
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  });
  return box[0] <= box[2] && box[1] <= box[3] ? box : null;
}
