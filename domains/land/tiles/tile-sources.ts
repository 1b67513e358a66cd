import type { Transaction } from '@lizhu/db';
import { buildTileIndex, type OverviewIndex } from '@lizhu/fabric';
import { type LayerKind, layerKinds, readinessClasses, tileZoomMin } from '../contract.ts';
import type { Compute } from '../fabric/fabric-thread.ts';
import type { LandFabric, LayerColumns } from '../fabric/land-fabric.ts';
import type { LandSnapshot } from '../fabric/land-snapshot.ts';
import { planeOf } from '../fabric/load-fabric.ts';
import { loadSites } from '../fabric/load-sites.ts';
import { membersOfGroup, overviewOf } from '../fabric/overview.ts';
import { projectionOf } from '../fabric/plane.ts';
import { type TileSource, tileSource } from './tile-source.ts';

/** What the map can show: parcels from afar and near, base boundaries, saved sites, and a layer of each kind. */
export const tileCollections: readonly string[] = [
  'readiness',
  'parcels',
  'bases',
  'sites',
  ...layerKinds.map((kind) => `layer-${kind}`),
];

/** What it takes to make a collection. */
export interface TileTools {
  readonly read: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>;
  readonly compute: Compute;
}

/**
 * A collection of what a snapshot shows, made once and kept with it; null when there is nothing of the kind. Sites change
 * without the ledger: `version` is the one of everything.
 */
export function tileSourceOf(
  snapshot: LandSnapshot,
  collection: string,
  version: string,
  { read, compute }: TileTools,
): Promise<TileSource | null> {
  const name = `tiles ${collection}`;
  if (collection === 'readiness')
    return snapshot.derive(name, async () =>
      readinessTiles(await snapshot.fabric(), await overviewOf(snapshot, compute)),
    );
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

function readinessTiles({ base }: LandFabric, { index, groupOf }: OverviewIndex): TileSource {
  const members = Array.from(groupOf, membersOfGroup);
  return tileSource('readiness', index, tileZoomMin('readiness'), {
    class: { kind: 'codes', codes: members.map(({ readiness }) => readiness), dictionary: readinessClasses },
    base: { kind: 'codes', codes: members.map((group) => group.base), dictionary: base.dictionary },
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
