import type { Transaction } from '@lizhu/db';
import { buildTileIndex } from '@lizhu/fabric';
import { type LayerKind, layerKinds, readinessClasses, tileZoomMin } from '../contract.ts';
import type { LandFabric, LayerColumns } from '../fabric/land-fabric.ts';
import type { LandSnapshot } from '../fabric/land-snapshot.ts';
import { planeOf, projectionOf } from '../fabric/load-fabric.ts';
import { loadSites } from '../fabric/load-sites.ts';
import { type TileSource, tileSource } from './tile-source.ts';

/** What the map can show: parcels, base boundaries, saved sites, and a layer of each kind. */
export const tileCollections: readonly string[] = [
  'parcels',
  'bases',
  'sites',
  ...layerKinds.map((kind) => `layer-${kind}`),
];

/**
 * A collection of what a snapshot shows, made once and kept with it; null when there is nothing of the kind. Sites change
 * without the ledger: `version` is the one of everything.
 */
export function tileSourceOf(
  snapshot: LandSnapshot,
  collection: string,
  version: string,
  read: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>,
): Promise<TileSource | null> {
  const name = `tiles ${collection}`;
  if (collection === 'parcels')
    return snapshot.derive(name, async () => parcelTiles(await snapshot.fabric()));
  if (collection === 'bases')
    return snapshot.derive(name, async () => baseTiles(await snapshot.boundaries()));
  if (collection === 'sites') {
    const load = (): Promise<LayerColumns> => read(async (tx) => loadSites(tx, await planeOf(tx)));
    return snapshot.derive(name, async () => siteTiles(await load()), version);
  }
  const kind = collection.slice('layer-'.length) as LayerKind;
  return snapshot.derive(name, async () => {
    const layer = await snapshot.layer(kind);
    return layer === null ? null : layerTiles(kind, layer);
  });
}

function parcelTiles(fabric: LandFabric): TileSource {
  const { parcels, plane, ids, codes, base, owner, tenure, acquired, areaSqm, facts, readiness } = fabric;
  return tileSource('parcels', buildTileIndex(parcels, projectionOf(plane)), tileZoomMin('parcels'), {
    id: { kind: 'texts', values: ids },
    code: { kind: 'texts', values: codes },
    // A code outside of the dictionary, as of what was never decided, is left out.
    class: { kind: 'codes', codes: readiness, dictionary: readinessClasses },
    base: { kind: 'codes', ...base },
    tenure: { kind: 'codes', ...tenure },
    acquired: { kind: 'booleans', values: acquired },
    use: { kind: 'codes', ...facts.codes.useCode },
    owner: { kind: 'codes', ...owner },
    area: { kind: 'numbers', values: areaSqm.map(Math.round) },
  });
}

function baseTiles(boundaries: LayerColumns): TileSource {
  return tileSource('bases', indexOf(boundaries), tileZoomMin('bases'), {
    id: { kind: 'texts', values: boundaries.ids },
    code: { kind: 'codes', ...boundaries.classes },
    name: { kind: 'texts', values: boundaries.names },
  });
}

function siteTiles(sites: LayerColumns): TileSource {
  return tileSource('sites', indexOf(sites), tileZoomMin('sites'), {
    id: { kind: 'texts', values: sites.ids },
    base: { kind: 'codes', ...sites.classes },
    name: { kind: 'texts', values: sites.names },
  });
}

function layerTiles(kind: LayerKind, layer: LayerColumns): TileSource {
  const name = `layer-${kind}` as const;
  return tileSource(name, indexOf(layer), tileZoomMin(name), {
    class: { kind: 'codes', ...layer.classes },
    name: { kind: 'texts', values: layer.names },
  });
}

function indexOf({ polygons, plane }: LayerColumns) {
  return buildTileIndex(polygons, projectionOf(plane));
}
