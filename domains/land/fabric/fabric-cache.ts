import { type Database, inScope, type Scope, type Transaction } from '@lizhu/db';
import { Problem } from '@lizhu/http';
import { readDataVersion } from '../store/data-version.ts';
import { findUsualAdjacency } from './adjacency.ts';
import { FabricThread } from './fabric-thread.ts';
import { LandSnapshot } from './land-snapshot.ts';
import { loadFabric, planeOf } from './load-fabric.ts';
import { loadBoundaries, loadLayer } from './load-layer.ts';
import { overviewOf } from './overview.ts';

const ANSWER_WITHIN_MS = 60_000;
const REACHES_KEPT = 24;
/** About 350 MB a million, adjacency included. */
const PARCELS_KEPT = 2_000_000;

/** A reach as it stands now. */
export interface Present {
  readonly snapshot: LandSnapshot;
  /** Version of everything that maps show. */
  readonly version: string;
  /** Who of the same reach asks sees the same rows. */
  readonly reach: string;
}

/**
 * Snapshots of the ledger in memory, one for each reach at its present version. They are read under the scope that asks, so
 * they hold what row-level security shows to that scope and nothing else; two posts of the same reach share them.
 */
export class FabricCache {
  /** Computes for those who wait for an answer. */
  readonly thread = new FabricThread(ANSWER_WITHIN_MS);
  readonly #database: Database;
  readonly #snapshots = new Map<string, LandSnapshot>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** @throws Problem `land.no-programme` for somebody without a post. */
  async at(scope: Scope): Promise<Present> {
    if (scope.programmeId === null) throw new Problem('land.no-programme');
    const { version, ledger } = await inScope(this.#database, scope, readDataVersion, { readOnly: true });
    const reach = reachOf(scope);
    let snapshot = this.#snapshots.get(reach);
    this.#snapshots.delete(reach);
    if (snapshot?.ledger !== ledger) snapshot = this.#open(scope, ledger);
    this.#snapshots.set(reach, snapshot);
    this.#makeRoom();
    return { snapshot, version, reach };
  }

  /** Reads the parcels that a reach sees before anybody of it asks, so that the first question does not wait for them. */
  async readAhead(scope: Scope): Promise<void> {
    const { snapshot } = await this.at(scope);
    await snapshot.fabric();
  }

  #open(scope: Scope, ledger: string): LandSnapshot {
    const read = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
      inScope(this.#database, scope, work, { readOnly: true, statementTimeoutMs: 0 });
    const snapshot = new LandSnapshot(ledger, {
      fabric: async () => {
        const fabric = await read(async (tx) => loadFabric(tx, await planeOf(tx), ledger));
        setImmediate(() => void this.#prepare(snapshot).catch(() => undefined));
        return fabric;
      },
      layer: (kind) => read(async (tx) => loadLayer(tx, await planeOf(tx), kind)),
      boundaries: () => read(async (tx) => loadBoundaries(tx, await planeOf(tx))),
    });
    return snapshot;
  }

  /** What is usually asked for, in the order in which a page asks: the map first. */
  async #prepare(snapshot: LandSnapshot): Promise<void> {
    await overviewOf(snapshot, this.thread.compute);
    await findUsualAdjacency(snapshot, this.thread.compute);
  }

  /** Forgets those that were not asked for the longest time; the newest stays, however large. */
  #makeRoom(): void {
    let parcels = 0;
    for (const snapshot of this.#snapshots.values()) parcels += snapshot.parcels;
    for (const [reach, snapshot] of this.#snapshots) {
      const fits = this.#snapshots.size <= REACHES_KEPT && parcels <= PARCELS_KEPT;
      if (fits || this.#snapshots.size === 1) return;
      this.#snapshots.delete(reach);
      parcels -= snapshot.parcels;
    }
  }
}

/** Scopes of the same reach see the same rows. */
export function reachOf(scope: Scope): string {
  return `${scope.programmeId}:${[...scope.baseIds].sort().join(',')}`;
}
