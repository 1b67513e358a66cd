import type { LayerKind } from '../contract.ts';
import type { LandFabric, LayerColumns } from './land-fabric.ts';

/** How a snapshot reads what it does not hold yet. */
export interface SnapshotReader {
  fabric(): Promise<LandFabric>;
  layer(kind: LayerKind): Promise<LayerColumns | null>;
  boundaries(): Promise<LayerColumns>;
}

/**
 * What one reach (programme and bases) sees of the ledger at one version of it, read piece by piece when asked for and then
 * kept. What is computed from it is kept beside it, under a name.
 */
export class LandSnapshot {
  /** Version of the ledger, see `DataVersion.ledger`. */
  readonly ledger: string;
  /** Parcels in memory; 0 until they are there. */
  parcels = 0;
  readonly #reader: SnapshotReader;
  readonly #kept = new Map<string, { readonly stamp: string; readonly value: Promise<unknown> }>();

  constructor(ledger: string, reader: SnapshotReader) {
    this.ledger = ledger;
    this.#reader = reader;
  }

  /** All living parcels. */
  fabric(): Promise<LandFabric> {
    return this.derive('fabric', async () => {
      const fabric = await this.#reader.fabric();
      this.parcels = fabric.parcels.count;
      return fabric;
    });
  }

  /** The version in force of a layer; null when there is none. */
  layer(kind: LayerKind): Promise<LayerColumns | null> {
    return this.derive(`layer ${kind}`, () => this.#reader.layer(kind));
  }

  /** The base boundaries in force. */
  boundaries(): Promise<LayerColumns> {
    return this.derive('boundaries', () => this.#reader.boundaries());
  }

  /**
   * The result of `make`, which runs once for each name, and again when the stamp is another; one that fails is tried again
   * by the next who asks.
   */
  derive<T>(name: string, make: () => T | Promise<T>, stamp = ''): Promise<T> {
    const kept = this.#kept.get(name);
    if (kept?.stamp === stamp) return kept.value as Promise<T>;
    const made = { stamp, value: Promise.resolve().then(make) };
    this.#kept.set(name, made);
    made.value.catch(() => {
      if (this.#kept.get(name) === made) this.#kept.delete(name);
    });
    return made.value;
  }
}
