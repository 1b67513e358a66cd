import iconv from 'iconv-lite';
import { encodingName } from '../detect/encoding-name.ts';
import type { OutFeature, WriteOptions, Writer } from '../format.ts';
import { GeodataError } from '../geodata-error.ts';
import { PendingFile } from '../pending-file.ts';
import { guarded } from './formula-guard.ts';
import { type OutCell, PointRows } from './point-rows.ts';

/**
 * Writes boundary points as CSV: commas, CRLF, a byte-order mark before Unicode so that Excel takes it for what it is. Text
 * that looks like a formula is guarded (`formula-guard.ts`); numbers are not.
 */
export class CsvWriter implements Writer {
  readonly #file: PendingFile;
  readonly #rows: PointRows;
  readonly #encoding: string;
  #begun = false;

  private constructor(file: PendingFile, options: WriteOptions) {
    this.#file = file;
    this.#rows = new PointRows(options);
    this.#encoding = encodingName(options.encoding ?? 'UTF-8');
  }

  static async create(path: string, options: WriteOptions): Promise<CsvWriter> {
    return new CsvWriter(await PendingFile.create(path), options);
  }

  async write(feature: OutFeature): Promise<void> {
    await this.#begin();
    await this.#put(this.#rows.rowsOf(feature));
  }

  async finish(): Promise<void> {
    await this.#begin();
    await this.#file.finish();
  }

  async discard(): Promise<void> {
    await this.#file.discard();
  }

  async #begin(): Promise<void> {
    if (this.#begun) return;
    this.#begun = true;
    if (/^UTF/.test(this.#encoding)) await this.#file.write(this.#encoded('\ufeff'));
    await this.#put([this.#rows.header]);
  }

  async #put(rows: readonly (readonly OutCell[])[]): Promise<void> {
    const lines = rows.map((cells) => `${cells.map(cellText).join(',')}\r\n`);
    await this.#file.write(this.#encoded(lines.join('')));
  }

  #encoded(text: string): Uint8Array {
    if (this.#encoding === 'UTF-8') return Buffer.from(text);
    const bytes = iconv.encode(text, this.#encoding);
    const back = iconv.decode(bytes, this.#encoding, { stripBOM: false });
    if (back === text) return bytes;
    const lost = [...text].find((char, i) => char !== [...back][i]) ?? '';
    throw new GeodataError('write-refused', {
      zh: `${this.#encoding} 编码没有字符“${lost}”，请用 UTF-8 或 GB18030`,
      en: `${this.#encoding} has no character "${lost}"; use UTF-8 or GB18030`,
    });
  }
}

function cellText(cell: OutCell): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return String(cell);
  if (typeof cell === 'object' && 'number' in cell) return numberText(cell.number, cell.decimals);
  const text = guarded(typeof cell === 'object' ? cell.date : cell);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function numberText(number: number, decimals: number | null): string {
  if (!Number.isFinite(number)) return '';
  return decimals === null ? String(number) : number.toFixed(decimals);
}
