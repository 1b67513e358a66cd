import type { ReadinessFact, readinessFacts } from '../contract.ts';

type FactOfType<T extends string> = {
  [K in ReadinessFact]: (typeof readinessFacts)[K]['type'] extends T ? K : never;
}[ReadinessFact];
export type NumberFact = FactOfType<'number'>;
export type CodeFact = FactOfType<'code'>;
export type BooleanFact = FactOfType<'boolean'>;

/** Codes of one fact for all parcels: an index into a dictionary of the distinct texts. */
export interface CodeColumn {
  readonly codes: Int32Array;
  readonly dictionary: readonly string[];
}

/** The named, typed facts of `count` parcels, one column a fact. */
export interface FactColumns {
  readonly count: number;
  readonly numbers: Readonly<Record<NumberFact, Float64Array>>;
  readonly codes: Readonly<Record<CodeFact, CodeColumn>>;
  readonly booleans: Readonly<Record<BooleanFact, Uint8Array>>;
}

/** The facts of one parcel, as rules and people read them. */
export type Facts = Readonly<
  Record<NumberFact, number> & Record<CodeFact, string> & Record<BooleanFact, boolean>
>;

/** Collects texts into a code column, row after row. */
export class CodeColumnBuilder {
  readonly #index = new Map<string, number>();
  readonly #dictionary: string[] = [];
  readonly #codes: number[] = [];

  add(text: string): void {
    let code = this.#index.get(text);
    if (code === undefined) {
      code = this.#dictionary.push(text) - 1;
      this.#index.set(text, code);
    }
    this.#codes.push(code);
  }

  finish(): CodeColumn {
    return { codes: Int32Array.from(this.#codes), dictionary: this.#dictionary };
  }
}
