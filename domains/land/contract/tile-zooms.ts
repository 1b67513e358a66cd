import type { LayerKind } from './layer.ts';

/** What vector tiles are made of; `readiness` is parcels as they are seen from afar, put together by base and class. */
export type TileCollection = 'readiness' | 'parcels' | 'bases' | 'sites' | `layer-${LayerKind}`;

/** The nearest zoom of most tiles: at 16 a step of the tile's grid is 15 cm. */
export const TILE_ZOOM_MAX = 16;

/** From this zoom on a parcel is more than a dot: nearer, maps show parcels, and from afar `readiness`. */
export const PARCELS_FROM_ZOOM = 12;

const usualZoomMin = 7;
const zoomMin: Partial<Record<TileCollection, number>> = {
  readiness: 7,
  parcels: 8,
  bases: 4,
  'layer-buildings': 11,
};

/** Below this zoom a thing of the kind is smaller than a dot, and its tiles are empty. */
export function tileZoomMin(collection: TileCollection): number {
  return zoomMin[collection] ?? usualZoomMin;
}

/** Beyond this zoom clients enlarge the tiles of a collection. */
export function tileZoomMax(collection: TileCollection): number {
  return collection === 'readiness' ? PARCELS_FROM_ZOOM - 1 : TILE_ZOOM_MAX;
}
