import type { LayerKind } from './layer.ts';

/** What vector tiles are made of. */
export type TileCollection = 'parcels' | 'bases' | 'sites' | `layer-${LayerKind}`;

/** Beyond this zoom clients enlarge tiles: at 16 a step of the tile's grid is 15 cm. */
export const TILE_ZOOM_MAX = 16;

const usualZoomMin = 7;
const zoomMin: Partial<Record<TileCollection, number>> = { parcels: 8, bases: 4, 'layer-buildings': 11 };

/** Below this zoom a thing of the kind is smaller than a dot, and its tiles are empty. */
export function tileZoomMin(collection: TileCollection): number {
  return zoomMin[collection] ?? usualZoomMin;
}
