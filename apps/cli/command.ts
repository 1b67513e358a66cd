import type { Bilingual } from '@lizhu/geodata';
import type { Console } from './console.ts';

/** An option as `--name VALUE`, or as `--name` alone where it takes no value. */
export interface Option {
  readonly name: string;
  /** What stands for the value in help; absent where the option takes none. */
  readonly value?: string;
  /** May be given more than once. */
  readonly repeatable?: true;
  readonly required?: true;
  readonly text: Bilingual;
}

export interface Operand {
  readonly name: string;
  readonly text: Bilingual;
}

/** One `lizhu <slice> <verb>`. */
export interface Command {
  readonly slice: string;
  readonly verb: string;
  readonly summary: Bilingual;
  readonly operands: readonly Operand[];
  readonly options: readonly Option[];
  /** Paragraphs after the options: what the command promises, in detail. */
  readonly notes: readonly Bilingual[];
  readonly examples: readonly string[];
  run(given: Given, console: Console): Promise<void>;
}

/** What a command was given, checked against its operands and options. */
export interface Given {
  readonly operands: readonly string[];
  readonly options: Options;
}

export interface Options {
  /** The value of an option, null where it was not given. */
  text(name: string): string | null;
  texts(name: string): readonly string[];
  has(name: string): boolean;
  /** @throws UsageError where the value is no number, or none between `min` and `max`. */
  number(name: string, limits: { readonly min: number; readonly max?: number }): number | null;
}
