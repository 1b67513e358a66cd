export type {
  Bbox,
  Collection,
  Feature,
  Geometry,
  ItemsPage,
  ItemsQuery,
  PropertySchema,
} from './ogc/collection.ts';
export { CRS84, crs84, epsgUri, type ServedCrs, toCrs } from './ogc/crs.ts';
export { BadQuery, parseItemsQuery } from './ogc/query.ts';
export { type OgcOptions, ogcRoutes } from './ogc/routes.ts';
