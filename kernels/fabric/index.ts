export {
  doubleArea,
  type Polygons,
  PolygonsBuilder,
  type PolygonsOptions,
  planeAreasSqm,
} from './polygons.ts';
