import type { Bilingual } from '../bilingual.ts';
import { limitPassed } from '../limit-passed.ts';
import type { TableRow } from './table.ts';

const QUOTE = 0x22;
const FEED = 0x0a;
const RETURN = 0x0d;

/** Where the parser stands in a cell. */
type State = 'start' | 'plain' | 'quoted' | 'closed';

const unclosed: Bilingual = { zh: '引号没有配对', en: 'a quotation mark is never closed' };

/**
 * Takes text piece by piece and gives its rows (RFC 4180; lines may end in CR, LF or both). A quotation mark counts where a
 * cell begins, elsewhere it is a character like others. Where one is never closed, or closed lines later by a mark that
 * cannot be its other half, its line is given up as damaged and the lines after it are read again. Linear in the text.
 */
export class DelimitedParser {
  readonly #delimiter: number;
  readonly #rowMax: number;
  #state: State = 'start';
  #cells: string[] = [];
  /** What of the current cell came in earlier pieces. */
  #cell = '';
  /** What of the current row came in earlier pieces, as it was. */
  #raw: string[] = [];
  #rawLength = 0;
  #line = 1;
  #rowLine = 1;
  #afterReturn = false;
  #singleLine = false;

  constructor(delimiter: string, rowMax: number) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#rowMax = rowMax;
  }

  push(piece: string): TableRow[] {
    const rows: TableRow[] = [];
    let text = piece;
    let rowFrom = 0;
    let cellFrom = 0;
    const take = (to: number): string => {
      const cell = this.#cell + text.slice(cellFrom, to);
      this.#cell = '';
      return cell;
    };
    for (let at = 0; at < text.length; ) {
      const code = text.charCodeAt(at);
      if (this.#afterReturn) {
        this.#afterReturn = false;
        if (code === FEED) {
          at++;
          if (this.#state === 'start' && this.#cells.length === 0) rowFrom = cellFrom = at;
          continue;
        }
      }
      if (this.#state === 'quoted') {
        if (code === QUOTE) {
          this.#cell = take(at);
          this.#state = 'closed';
          cellFrom = ++at;
          continue;
        }
        if (code !== FEED && code !== RETURN) {
          at = nextOf(text, at);
          continue;
        }
        if (!this.#singleLine) {
          this.#line++;
          this.#afterReturn = code === RETURN;
          at++;
          continue;
        }
        // The mark was a character like others.
        this.#cell = `"${take(at)}`;
        cellFrom = at;
        this.#state = 'plain';
      }
      if (code === QUOTE && this.#state === 'start') {
        this.#state = 'quoted';
        cellFrom = ++at;
        continue;
      }
      if (code === QUOTE && this.#state === 'closed') {
        this.#cell += '"';
        this.#state = 'quoted';
        cellFrom = ++at;
        continue;
      }
      if (code === this.#delimiter) {
        this.#cells.push(take(at));
        this.#state = 'start';
        cellFrom = ++at;
        continue;
      }
      if (code === FEED || code === RETURN) {
        this.#cells.push(take(at));
        this.#limit(this.#rawLength + at - rowFrom);
        rows.push({ line: this.#rowLine, cells: this.#cells });
        this.#nextRow();
        this.#afterReturn = code === RETURN;
        rowFrom = cellFrom = ++at;
        continue;
      }
      if (this.#state === 'closed' && this.#line > this.#rowLine) {
        const { damaged, rest } = this.#giveUp(this.#raw.join('') + text.slice(rowFrom));
        rows.push(damaged);
        text = rest;
        at = rowFrom = cellFrom = 0;
        continue;
      }
      this.#state = 'plain';
      at++;
    }
    this.#cell = take(text.length);
    this.#keep(text.slice(rowFrom));
    return rows;
  }

  end(): TableRow[] {
    if (this.#state !== 'quoted') {
      if (this.#cells.length === 0 && this.#cell === '' && this.#state === 'start') return [];
      const last = { line: this.#rowLine, cells: [...this.#cells, this.#cell] };
      this.#nextRow();
      return [last];
    }
    const { damaged, rest } = this.#giveUp(this.#raw.join(''));
    this.#singleLine = true;
    return [damaged, ...this.push(rest), ...this.end()];
  }

  /** Ends the row at its first line; gives what is to be read again. */
  #giveUp(text: string): { damaged: TableRow; rest: string } {
    const first = /^[^\r\n]*/.exec(text)![0];
    const end = /^(?:\r\n|\r|\n)?/.exec(text.slice(first.length, first.length + 2))![0];
    const cells = first.split(String.fromCharCode(this.#delimiter));
    const damaged = { line: this.#rowLine, cells, damage: unclosed };
    this.#line = this.#rowLine;
    this.#nextRow();
    return { damaged, rest: text.slice(first.length + end.length) };
  }

  #nextRow(): void {
    this.#cells = [];
    this.#cell = '';
    this.#state = 'start';
    this.#raw = [];
    this.#rawLength = 0;
    this.#rowLine = ++this.#line;
  }

  #keep(text: string): void {
    if (text === '') return;
    this.#raw.push(text);
    this.#rawLength += text.length;
    this.#limit(this.#rawLength);
  }

  #limit(length: number): void {
    if (length <= this.#rowMax) return;
    throw limitPassed('featureBytes', this.#rowMax, {
      zh: `第 ${this.#rowLine} 行`,
      en: `row ${this.#rowLine}`,
    });
  }
}

/** The next character of a quoted cell that means something. */
function nextOf(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE || code === FEED || code === RETURN) break;
  }
  return at;
}
