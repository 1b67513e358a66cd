export { type Adjacency, type AdjacencyOptions, buildAdjacency } from './adjacency.ts';
export { allowedLinks, type LinkRules } from './allowed-links.ts';
export { type AssembledSite, assembleSites } from './assemble.ts';
export { type Blocker, type BlockerOptions, findBlockers } from './blockers.ts';
export { BoxSearch, type BoxTree, buildBoxTree } from './box-tree.ts';
export { type Components, type ComponentsOptions, connectComponents } from './components.ts';
export { ellipsoidAreaSqm, ellipsoidAreasSqm, multiPolygonEllipsoidAreaSqm } from './ellipsoid-area.ts';
export {
  type EncodedTile,
  encodeTile,
  encodeTileInSteps,
  type TileAddress,
  type TileOptions,
} from './encode-tile.ts';
export {
  findSites,
  type OutlineRings,
  outlineRings,
  type Site,
  type SiteAnswer,
  type SiteQuestion,
} from './find-sites.ts';
export { type GaussKruger, type GaussKrugerOptions, gaussKruger } from './gauss-kruger.ts';
export { type InscribedRectangle, inscribedRectangle } from './inscribed-rectangle.ts';
export { labelPoint } from './label-point.ts';
export type { TileLayer } from './layer-body.ts';
export { type CrossingOptions, linksAcross } from './links-across.ts';
export { addLonLatPolygon, addWkb, type LonLatCoordinates } from './lonlat.ts';
export { type OutlineOptions, outlineGroups, type ParcelGroups } from './outline.ts';
export {
  type OverlayByClass,
  type OverlayRange,
  overlayAreas,
  overlayByClass,
  overlayRange,
} from './overlay.ts';
export { buildOverlayIndex, type OverlayIndex, type Pieces } from './overlay-index.ts';
export { buildOverviewIndex, type OverviewIndex } from './overview-index.ts';
export { compactnessOf, perimeterM, perimetersM } from './perimeter.ts';
export { buildPolygonIndex, type PolygonIndex, polygonAt, searchBox } from './polygon-index.ts';
export {
  doubleArea,
  type Polygons,
  PolygonsBuilder,
  type PolygonsOptions,
  planeAreasSqm,
} from './polygons.ts';
export { remembering } from './remembering.ts';
export type { Fabric } from './site-graph.ts';
export type { SiteLimits } from './site-limits.ts';
export { buildTileIndex, type TileIndex } from './tile-index.ts';
export type { TileColumn } from './tile-values.ts';
