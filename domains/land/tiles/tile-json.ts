import { type TileCollection, tileZoomMax } from '../contract.ts';
import type { TileSource } from './tile-source.ts';

/** TileJSON 3.0 of a collection; `source` is null when there is nothing of the kind. */
export function tileJson(collection: string, tiles: string, source: TileSource | null): object {
  const columns = Object.entries(source?.layer.columns ?? {});
  const fields = columns.map(([name, { kind }]) => [
    name,
    kind === 'numbers' ? 'Number' : kind === 'booleans' ? 'Boolean' : 'String',
  ]);
  const minzoom = source?.minZoom ?? 0;
  const maxzoom = tileZoomMax(collection as TileCollection);
  return {
    tilejson: '3.0.0',
    name: collection,
    scheme: 'xyz',
    tiles: [tiles],
    minzoom,
    maxzoom,
    ...(source?.bounds == null ? {} : { bounds: source.bounds }),
    vector_layers: [{ id: collection, fields: Object.fromEntries(fields), minzoom, maxzoom }],
  };
}
