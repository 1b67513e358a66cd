export { type AdjacencyOptions, buildAdjacency } from './adjacency/adjacency.ts';
export type { Adjacency } from './adjacency/links.ts';
export { allowedLinks, type LinkRules } from './barriers/allowed-links.ts';
export { type CrossingOptions, linksAcross } from './barriers/links-across.ts';
export { ellipsoidAreaSqm, ellipsoidAreasSqm, multiPolygonEllipsoidAreaSqm } from './earth/ellipsoid-area.ts';
export { type GaussKruger, type GaussKrugerOptions, gaussKruger } from './earth/gauss-kruger.ts';
export { addLonLatPolygon, addWkb, type LonLatCoordinates } from './earth/lonlat.ts';
export { remembering } from './earth/remembering.ts';
export { type OutlineOptions, outlineGroups, type ParcelGroups } from './outline/outline.ts';
export {
  type OverlayByClass,
  type OverlayRange,
  overlayAreas,
  overlayByClass,
  overlayRange,
} from './overlay/overlay.ts';
export { buildOverlayIndex, type OverlayIndex, type Pieces } from './overlay/overlay-index.ts';
export { BoxSearch, type BoxTree, buildBoxTree } from './polygons/box-tree.ts';
export { compactnessOf, perimeterM, perimetersM } from './polygons/perimeter.ts';
export { buildPolygonIndex, type PolygonIndex, polygonAt, searchBox } from './polygons/polygon-index.ts';
export {
  doubleArea,
  type Polygons,
  PolygonsBuilder,
  type PolygonsOptions,
  planeAreasSqm,
} from './polygons/polygons.ts';
export { type InscribedRectangle, inscribedRectangle } from './shape/inscribed-rectangle.ts';
export { labelPoint } from './shape/label-point.ts';
export { type AssembledSite, assembleSites } from './sites/assemble.ts';
export { type Blocker, type BlockerOptions, findBlockers } from './sites/blockers.ts';
export { type Components, type ComponentsOptions, connectComponents } from './sites/components.ts';
export {
  findSites,
  type OutlineRings,
  outlineRings,
  type Site,
  type SiteAnswer,
  type SiteQuestion,
} from './sites/find-sites.ts';
export type { Fabric } from './sites/site-graph.ts';
export type { SiteLimits } from './sites/site-limits.ts';
export {
  type EncodedTile,
  encodeTile,
  encodeTileInSteps,
  type TileAddress,
  type TileOptions,
} from './tiles/encode-tile.ts';
export type { TileLayer } from './tiles/layer-body.ts';
export { buildOverviewIndex, type OverviewIndex } from './tiles/overview-index.ts';
export { buildTileIndex, type TileIndex } from './tiles/tile-index.ts';
export type { TileColumn } from './tiles/tile-values.ts';
