export { BoxSearch, type BoxTree, buildBoxTree } from './box-tree.ts';
export { ellipsoidAreaSqm, ellipsoidAreasSqm, multiPolygonEllipsoidAreaSqm } from './ellipsoid-area.ts';
export { type EncodedTile, encodeTile, type TileAddress, type TileLayer } from './encode-tile.ts';
export { type GaussKruger, type GaussKrugerOptions, gaussKruger } from './gauss-kruger.ts';
export { addLonLatPolygon, addWkb, type LonLatCoordinates } from './lonlat.ts';
export {
  type OverlayByClass,
  type OverlayRange,
  overlayAreas,
  overlayByClass,
  overlayRange,
} from './overlay.ts';
export { buildOverlayIndex, type OverlayIndex, type Pieces } from './overlay-index.ts';
export { buildPolygonIndex, type PolygonIndex, polygonAt, searchBox } from './polygon-index.ts';
export {
  doubleArea,
  type Polygons,
  PolygonsBuilder,
  type PolygonsOptions,
  planeAreasSqm,
} from './polygons.ts';
export { buildTileIndex, type TileIndex } from './tile-index.ts';
export type { TileColumn } from './tile-values.ts';
