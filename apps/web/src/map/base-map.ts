import type { SourceSpecification } from 'maplibre-gl';

/** The operator's own base map, such as 天地图 with his key. */
export interface BaseMap {
  readonly type: 'xyz' | 'wmts';
  readonly url: string;
  readonly attribution: string;
  readonly maxZoom: number;
}

/** As a source; the names that WMTS gives to zoom, column and row become MapLibre's. */
export function baseMapSource({ url, attribution, maxZoom }: BaseMap): SourceSpecification {
  const tiles = url
    .replaceAll(/\{TileMatrix\}/gi, '{z}')
    .replaceAll(/\{TileCol\}/gi, '{x}')
    .replaceAll(/\{TileRow\}/gi, '{y}');
  return { type: 'raster', tiles: [tiles], tileSize: 256, maxzoom: maxZoom, attribution };
}
