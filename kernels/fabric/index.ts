export { ellipsoidAreaSqm, multiPolygonEllipsoidAreaSqm } from './ellipsoid-area.ts';
export { type GaussKruger, type GaussKrugerOptions, gaussKruger } from './gauss-kruger.ts';
export { addLonLatPolygon, addWkb, type LonLatCoordinates } from './lonlat.ts';
export {
  doubleArea,
  type Polygons,
  PolygonsBuilder,
  type PolygonsOptions,
  planeAreasSqm,
} from './polygons.ts';
