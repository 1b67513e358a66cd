import { type CopyRow, DistinctValues } from '@lizhu/db';
import type { CodeColumn } from '../readiness/fact-columns.ts';

/** Collects one field of copied rows into a code column. */
export class CopiedCodes {
  readonly #values = new DistinctValues();
  readonly #codes: number[] = [];

  add(row: CopyRow, field: number): void {
    this.#codes.push(row.numberAmong(this.#values, field));
  }

  finish(as: 'text' | 'uuid' = 'text'): CodeColumn {
    return {
      codes: Int32Array.from(this.#codes),
      dictionary: as === 'uuid' ? this.#values.uuids() : this.#values.texts(),
    };
  }
}
