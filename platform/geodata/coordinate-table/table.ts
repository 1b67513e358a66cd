import type { Bilingual } from '../bilingual.ts';
import type { Guess } from '../geo-feature.ts';

/** What a cell holds: text, a number, a truth value, or nothing. Dates are ISO text. */
export type Cell = string | number | boolean | null;

/** A row of a table; `line` counts from 1 in the file or sheet. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly Cell[];
  /** Why the row cannot be trusted. */
  readonly damage?: Bilingual;
}

/** A table whose rows can be walked through more than once. */
export interface Table {
  readonly name: string;
  /** True of delimited text: all cells are text, and a row with fewer cells than the header says something. */
  readonly isText: boolean;
  /** The rows in order, as many at a time as a piece of the file holds. */
  rows(encoding: string): AsyncIterable<readonly TableRow[]>;
}

/** What tables are read from: a text file, a workbook. */
export interface TableFile {
  readonly tables: readonly Table[];
  encoding(stated?: string): Promise<Guess>;
  close(): Promise<void>;
}

/** A cell as text without blanks around it; empty where there is nothing. */
export function cellText(cell: Cell | undefined): string {
  return cell === null || cell === undefined ? '' : String(cell).trim();
}
