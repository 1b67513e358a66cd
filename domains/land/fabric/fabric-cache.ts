import { type Database, inScope, type Scope, type Transaction } from '@lizhu/db';
import { Problem } from '@lizhu/http';
import type { LayerKind } from '../contract.ts';
import { readDataVersion } from '../store/data-version.ts';
import type { LandFabric, LayerColumns } from './land-fabric.ts';
import { loadFabric, planeOf } from './load-fabric.ts';
import { loadBoundaries, loadLayer } from './load-layer.ts';

const REACHES_KEPT = 12;

interface Entry {
  readonly version: string;
  fabric?: Promise<LandFabric>;
  boundaries?: Promise<LayerColumns>;
  readonly layers: Map<LayerKind, Promise<LayerColumns | null>>;
}

/**
 * Fabrics and layers in memory, for each reach (programme and bases) at its present data version. They are loaded under
 * the scope that asks, so they hold what row-level security shows to that scope and nothing else; two posts of the same
 * reach share them.
 */
export class FabricCache {
  readonly #database: Database;
  readonly #entries = new Map<string, Entry>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** All living parcels that the scope may see. @throws Problem `land.no-programme` for a visitor. */
  async of(scope: Scope): Promise<LandFabric> {
    const entry = await this.#entry(scope);
    entry.fabric ??= this.#load(scope, entry, async (tx) => loadFabric(tx, await planeOf(tx), entry.version));
    return entry.fabric;
  }

  /** The version in force of one layer; null when there is none. */
  async layer(scope: Scope, kind: LayerKind): Promise<LayerColumns | null> {
    const entry = await this.#entry(scope);
    let layer = entry.layers.get(kind);
    if (layer === undefined) {
      layer = this.#load(scope, entry, async (tx) => loadLayer(tx, await planeOf(tx), kind));
      entry.layers.set(kind, layer);
    }
    return layer;
  }

  /** The base boundaries in force. */
  async boundaries(scope: Scope): Promise<LayerColumns> {
    const entry = await this.#entry(scope);
    entry.boundaries ??= this.#load(scope, entry, async (tx) => loadBoundaries(tx, await planeOf(tx)));
    return entry.boundaries;
  }

  /** The data version that the scope sees now: the version part of every tile address. */
  async version(scope: Scope): Promise<string> {
    if (scope.programmeId === null) throw new Problem('land.no-programme');
    return (await inScope(this.#database, scope, readDataVersion)).version;
  }

  async #entry(scope: Scope): Promise<Entry> {
    const version = await this.version(scope);
    const reach = reachOf(scope);
    let entry = this.#entries.get(reach);
    this.#entries.delete(reach);
    if (entry?.version !== version) entry = { version, layers: new Map() };
    this.#entries.set(reach, entry);
    if (this.#entries.size > REACHES_KEPT) this.#entries.delete(this.#entries.keys().next().value!);
    return entry;
  }

  #load<T>(scope: Scope, entry: Entry, read: (tx: Transaction) => Promise<T>): Promise<T> {
    const loading = inScope(this.#database, scope, read, { readOnly: true, statementTimeoutMs: 0 });
    loading.catch(() => {
      const reach = reachOf(scope);
      if (this.#entries.get(reach) === entry) this.#entries.delete(reach);
    });
    return loading;
  }
}

/** Scopes of the same reach see the same rows. */
export function reachOf(scope: Scope): string {
  return `${scope.programmeId}:${[...scope.baseIds].sort().join(',')}`;
}
