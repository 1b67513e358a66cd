import { type Database, inScope, type Scope } from '@lizhu/db';
import { Problem } from '@lizhu/http';
import { readDataVersion } from '../store/data-version.ts';
import type { LandFabric } from './land-fabric.ts';
import { loadFabric, planeOf } from './load-fabric.ts';

const FABRICS_KEPT = 12;

/**
 * Fabrics in memory, one for each reach (programme and bases) and data version. A fabric is loaded under the scope that
 * asks, so it holds what row-level security shows to that scope and nothing else; two posts of the same reach share it.
 */
export class FabricCache {
  readonly #database: Database;
  readonly #entries = new Map<string, { version: string; fabric: Promise<LandFabric> }>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** The fabric of a scope at the present data version. @throws Problem `land.no-programme` for a visitor. */
  async of(scope: Scope): Promise<LandFabric> {
    if (scope.programmeId === null) throw new Problem('land.no-programme');
    const { version } = await inScope(this.#database, scope, readDataVersion);
    const reach = reachOf(scope);
    const kept = this.#entries.get(reach);
    if (kept?.version === version) {
      this.#entries.delete(reach);
      this.#entries.set(reach, kept);
      return kept.fabric;
    }
    const fabric = inScope(this.#database, scope, async (tx) => loadFabric(tx, await planeOf(tx), version), {
      readOnly: true,
      statementTimeoutMs: 0,
    });
    this.#entries.delete(reach);
    this.#entries.set(reach, { version, fabric });
    fabric.catch(() => this.#entries.delete(reach));
    if (this.#entries.size > FABRICS_KEPT) this.#entries.delete(this.#entries.keys().next().value!);
    return fabric;
  }
}

/** Scopes of the same reach see the same rows. */
export function reachOf(scope: Scope): string {
  return `${scope.programmeId}:${[...scope.baseIds].sort().join(',')}`;
}
