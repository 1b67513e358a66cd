import type { Transaction } from '@lizhu/db';
import type { ImportMapping } from '../contract.ts';
import { codesTaken, livingParcelsByCode } from '../store/parcel-codes.ts';
import { codeBeyondReach, codeRepeated, codeTaken } from './attribute-fault.ts';
import type { Candidate } from './candidate.ts';

/** Holds the codes of parcels against each other and against those of the ledger. */
export class CodeCheck {
  /** Parcels of the ledger that a feature takes the code of, and so the place. */
  readonly replaced = new Map<number, { readonly id: string; readonly code: string }>();
  readonly #tx: Transaction;
  readonly #field: string;
  readonly #onExisting: ImportMapping['onExisting'];
  readonly #onlyBaseId: string | null;
  /** Feature that has a code, by code. */
  readonly #seen = new Map<string, number>();

  /** @param onlyBaseId The base whose parcels may be replaced; null is all. */
  constructor(tx: Transaction, mapping: ImportMapping, onlyBaseId: string | null) {
    this.#tx = tx;
    this.#field = mapping.fields['code'] ?? 'code';
    this.#onExisting = mapping.onExisting;
    this.#onlyBaseId = onlyBaseId;
  }

  /** Adds a fault to every candidate whose code is not its own. */
  async judge(lot: readonly Candidate[]): Promise<void> {
    const codes = lot.map(({ code }) => code);
    const taken = new Set(await codesTaken(this.#tx, codes));
    const living = taken.size === 0 ? new Map() : await livingParcelsByCode(this.#tx, [...taken]);
    for (const candidate of lot) {
      const { code, faults, read } = candidate;
      const first = this.#seen.get(code);
      if (first !== undefined) {
        faults.push(codeRepeated(this.#field, code, first));
        continue;
      }
      if (taken.has(code)) {
        const parcel = living.get(code);
        const isOurs =
          parcel !== undefined && (this.#onlyBaseId === null || parcel.baseId === this.#onlyBaseId);
        if (this.#onExisting === 'quarantine') faults.push(codeTaken(this.#field, code));
        else if (!isOurs) faults.push(codeBeyondReach(this.#field, code));
        else this.replaced.set(read.index, { id: parcel.id, code });
        if (!this.replaced.has(read.index)) continue;
      }
      this.#seen.set(code, read.index);
    }
  }
}
