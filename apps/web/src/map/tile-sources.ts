import { type TileCollection, tileZoomMax, tileZoomMin } from '@lizhu/land/contract';
import type { SourceSpecification } from 'maplibre-gl';

/** Small, and on most maps: they come together, one request a tile instead of four. */
const GATHERED: readonly TileCollection[] = ['sites', 'bases', 'layer-river', 'layer-road'];

/** Where a style layer finds a collection. */
export function tilesOf(collection: TileCollection): {
  readonly source: string;
  readonly 'source-layer': string;
} {
  return { source: requestOf(collection).join('+'), 'source-layer': collection };
}

/** The sources of some collections, by the names that `tilesOf` says. */
export function tileSources(
  collections: Iterable<TileCollection>,
  dataVersion: string,
): Record<string, SourceSpecification> {
  const sources: Record<string, SourceSpecification> = {};
  for (const collection of collections) {
    const request = requestOf(collection);
    const name = request.join('+');
    sources[name] = {
      type: 'vector',
      tiles: [`/tiles/${name}/{z}/{x}/{y}.mvt?v=${encodeURIComponent(dataVersion)}`],
      minzoom: Math.min(...request.map(tileZoomMin)),
      maxzoom: Math.max(...request.map(tileZoomMax)),
    };
  }
  return sources;
}

function requestOf(collection: TileCollection): readonly TileCollection[] {
  return GATHERED.includes(collection) ? GATHERED : [collection];
}
