import type { Bilingual } from '../bilingual.ts';
import { limitPassed } from '../limit-passed.ts';
import type { ReadLimits } from '../limits.ts';
import { isoOfSerial } from './number-formats.ts';
import { scanXml, type XmlHandler } from './scan-xml.ts';
import type { Cell, TableRow } from './table.ts';

/** As many rows as a sheet can have. */
export const ROWS_MAX = 1_048_576;

/** What the cells of a workbook refer to. */
export interface WorkbookParts {
  readonly sharedStrings: readonly string[];
  /** By cell format: does it show a date? */
  readonly dateFormats: readonly boolean[];
  readonly is1904: boolean;
}

/** The rows of a sheet that hold anything, as the sheet stores them: merged ranges are not filled in. */
export async function* sheetRows(
  path: string,
  name: string,
  parts: WorkbookParts,
  limits: ReadLimits,
): AsyncGenerator<readonly TableRow[]> {
  const part = { zh: `工作表“${name}”`, en: `the sheet "${name}"` };
  const sheet = new SheetHandler(parts, part, limits.fieldsMax);
  for await (const _ of scanXml(path, part, sheet)) yield sheet.takeRows();
}

class SheetHandler implements XmlHandler {
  readonly #parts: WorkbookParts;
  readonly #part: Bilingual;
  readonly #columnsMax: number;
  #rows: TableRow[] = [];
  #inData = false;
  #line = 0;
  #cells: Cell[] | null = null;
  #column = 0;
  #type = 'n';
  #format = 0;
  #value = '';
  #formula = '';
  #hasValue = false;
  #into: 'value' | 'formula' | null = null;
  #phonetic = false;

  constructor(parts: WorkbookParts, part: Bilingual, columnsMax: number) {
    this.#parts = parts;
    this.#part = part;
    this.#columnsMax = columnsMax;
  }

  takeRows(): readonly TableRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'sheetData') this.#inData = true;
    if (!this.#inData) return;
    switch (name) {
      case 'row':
        this.#openRow(attributes['r']);
        return;
      case 'c':
        this.#openCell(attributes);
        return;
      case 'v':
        this.#into = 'value';
        this.#hasValue = true;
        return;
      case 't':
        this.#into = this.#phonetic ? null : 'value';
        this.#hasValue = true;
        return;
      case 'f':
        this.#into = 'formula';
        this.#formula = '';
        return;
      case 'rPh':
        this.#phonetic = true;
    }
  }

  text(text: string): void {
    if (this.#into === 'value') this.#value += text;
    else if (this.#into === 'formula' && this.#formula.length < 100) this.#formula += text.slice(0, 100);
  }

  close(name: string): void {
    switch (name) {
      case 'v':
      case 't':
      case 'f':
        this.#into = null;
        return;
      case 'rPh':
        this.#phonetic = false;
        return;
      case 'c':
        this.#closeCell();
        return;
      case 'row':
        if (this.#cells && this.#cells.length > 0) this.#rows.push({ line: this.#line, cells: this.#cells });
        this.#cells = null;
        return;
      case 'sheetData':
        this.#inData = false;
    }
  }

  #openRow(stated: string | undefined): void {
    const number = Number(stated);
    this.#line = Number.isSafeInteger(number) && number > this.#line ? number : this.#line + 1;
    if (this.#line > ROWS_MAX) throw limitPassed('rows', ROWS_MAX, this.#part);
    this.#cells = [];
    this.#column = -1;
  }

  #openCell(attributes: Readonly<Record<string, string>>): void {
    this.#column = columnOf(attributes['r']) ?? this.#column + 1;
    this.#type = attributes['t'] ?? 'n';
    this.#format = Number(attributes['s'] ?? 0);
    this.#value = '';
    this.#formula = '';
    this.#hasValue = false;
  }

  #closeCell(): void {
    const cell = this.#cell();
    if (cell === null || this.#cells === null) return;
    if (this.#column >= this.#columnsMax) throw limitPassed('columns', this.#columnsMax, this.#part);
    while (this.#cells.length < this.#column) this.#cells.push(null);
    this.#cells[this.#column] = cell;
  }

  /** A formula counts by the value that was stored with it; without one it stands as text, for no row to be taken as empty. */
  #cell(): Cell {
    const value = this.#value;
    if (!this.#hasValue || (value === '' && this.#type !== 'str' && this.#type !== 'inlineStr')) {
      return this.#formula === '' ? null : `=${this.#formula}`;
    }
    switch (this.#type) {
      case 's':
        return this.#parts.sharedStrings[Number(value)] ?? null;
      case 'str':
      case 'inlineStr':
        return value === '' ? null : unescaped(value);
      case 'b':
        return value.trim() === '1' || /^true$/i.test(value.trim());
      case 'e':
        return value.trim();
      case 'd':
        return value.trim().replace(/T00:00:00(\.0+)?Z?$/, '');
    }
    const number = Number(value);
    if (value.trim() === '' || !Number.isFinite(number)) return value.trim() || null;
    const isDate = this.#parts.dateFormats[this.#format] === true;
    return isDate ? (isoOfSerial(number, this.#parts.is1904) ?? number) : number;
  }
}

/** The column of a reference such as `AB12`, from 0; null where it is none. */
function columnOf(reference: string | undefined): number | null {
  if (reference === undefined) return null;
  let column = 0;
  for (let i = 0; i < reference.length && i < 4; i++) {
    const letter = reference.charCodeAt(i) & ~32;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column === 0 ? null : column - 1;
}

/** Characters that XML does not allow are written as `_x000D_`. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
