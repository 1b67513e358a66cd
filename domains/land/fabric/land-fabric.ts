import type { Polygons } from '@lizhu/fabric';
import type { ReadinessClass } from '../contract.ts';
import type { CodeColumn, FactColumns } from '../readiness/fact-columns.ts';
import type { Plane } from './plane.ts';

/**
 * All living parcels that a scope may see, as columns. Row i of every column is the same parcel; rows are ordered by
 * parcel id. It is immutable: a change of the ledger gives a new data version and a new fabric.
 */
export interface LandFabric {
  readonly dataVersion: string;
  readonly plane: Plane;
  readonly parcels: Polygons;
  readonly ids: readonly string[];
  readonly codes: readonly string[];
  readonly base: CodeColumn;
  readonly owner: CodeColumn;
  readonly tenure: CodeColumn;
  readonly acquired: Uint8Array;
  readonly areaSqm: Float64Array;
  readonly facts: FactColumns;
  /** Index into `readinessClasses` as the newest build decided, or `UNDECIDED`. */
  readonly readiness: Uint8Array;
  /** 1-based line of the table that decided; 0 = none. */
  readonly lineNumber: Uint8Array;
  /** The version of that table; null before the first build. */
  readonly tableVersion: number | null;
}

export const UNDECIDED = 255;

/** The features of one layer version that a scope may see. */
export interface LayerColumns {
  readonly layerId: string;
  readonly plane: Plane;
  readonly polygons: Polygons;
  readonly ids: readonly string[];
  readonly classes: CodeColumn;
  readonly names: readonly string[];
}

/** Sums by readiness class, in the order of the classes. */
export function totalsByClass(
  classes: readonly ReadinessClass[],
  classOf: Uint8Array,
  areaSqm: Float64Array,
  mask?: Uint8Array,
): { class: ReadinessClass; parcels: number; areaSqm: number }[] {
  const totals = classes.map((name) => ({ class: name, parcels: 0, areaSqm: 0 }));
  for (let row = 0; row < classOf.length; row++) {
    const total = totals[classOf[row]!];
    if (total === undefined || mask?.[row] === 0) continue;
    total.parcels++;
    total.areaSqm += areaSqm[row]!;
  }
  return totals;
}
