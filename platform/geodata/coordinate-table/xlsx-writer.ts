import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import yazl from 'yazl';
import type { OutFeature, WriteOptions, Writer } from '../format.ts';
import { GeodataError } from '../geodata-error.ts';
import { PendingFile } from '../pending-file.ts';
import { numberText } from './csv-writer.ts';
import { serialOfIso } from './number-formats.ts';
import { sheetName } from './own-columns.ts';
import { type OutCell, PointRows, pointCount } from './point-rows.ts';
import { ROWS_MAX } from './sheet-rows.ts';
import {
  contentTypes,
  formats,
  rootRelations,
  styles,
  workbook,
  workbookRelations,
} from './workbook-parts.ts';

const CELL_CHARACTERS_MAX = 32_767;

/**
 * Writes boundary points as a workbook of one sheet. Text cells are text whatever they begin with, so nothing in them is
 * ever run as a formula.
 */
export class XlsxWriter implements Writer {
  readonly #folder: string;
  readonly #file: PendingFile;
  readonly #sheet: PendingFile;
  readonly #rows: PointRows;
  readonly #letters: readonly string[];
  #line = 0;

  private constructor(folder: string, file: PendingFile, sheet: PendingFile, options: WriteOptions) {
    this.#folder = folder;
    this.#file = file;
    this.#sheet = sheet;
    this.#rows = new PointRows(options);
    this.#letters = this.#rows.header.map((_, i) => lettersOf(i));
  }

  static async create(path: string, options: WriteOptions): Promise<XlsxWriter> {
    const file = await PendingFile.create(path);
    const folder = await mkdtemp(join(tmpdir(), 'lizhu-workbook-'));
    try {
      return new XlsxWriter(folder, file, await PendingFile.create(join(folder, 'sheet.xml')), options);
    } catch (error) {
      await file.discard();
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  async write(feature: OutFeature): Promise<void> {
    await this.#begin();
    if (this.#line + pointCount(feature.geometry) > ROWS_MAX) {
      throw new GeodataError('write-refused', {
        zh: `一个工作表最多 ${ROWS_MAX} 行，界址点更多；请用 CSV 或 GeoPackage`,
        en: `a sheet holds ${ROWS_MAX} rows, there are more boundary points; use CSV or GeoPackage`,
      });
    }
    const rows = this.#rows.rowsOf(feature);
    await this.#sheet.write(rows.map((cells) => this.#row(cells, null)).join(''));
  }

  async finish(): Promise<void> {
    try {
      await this.#begin();
      await this.#sheet.write('</sheetData></worksheet>');
      await this.#sheet.finish();
      await this.#pack();
      await rm(this.#folder, { recursive: true, force: true });
      await this.#file.finish();
    } catch (error) {
      await this.discard();
      throw error;
    }
  }

  async discard(): Promise<void> {
    await this.#sheet.discard();
    await rm(this.#folder, { recursive: true, force: true });
    await this.#file.discard();
  }

  async #begin(): Promise<void> {
    if (this.#line > 0) return;
    const columns = this.#rows.header.map((name, i) => {
      const width = Math.min(40, Math.max(i < this.#rows.leading ? 12 : 10, name.length * 2.2));
      return `<col min="${i + 1}" max="${i + 1}" width="${width.toFixed(1)}" customWidth="1"/>`;
    });
    await this.#sheet.write(
      `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData>`,
    );
    await this.#sheet.write(this.#row(this.#rows.header, formats.header));
  }

  #row(cells: readonly OutCell[], format: number | null): string {
    const line = ++this.#line;
    const texts = cells.map((cell, i) => this.#cell(cell, `${this.#letters[i]}${line}`, i, format));
    return `<row r="${line}">${texts.join('')}</row>`;
  }

  #cell(cell: OutCell, at: string, column: number, format: number | null): string {
    if (cell === null || cell === '') return '';
    if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${Number(cell)}</v></c>`;
    if (typeof cell === 'object' && 'number' in cell) {
      const text = numberText(cell.number, cell.decimals);
      return text === '' ? '' : `<c r="${at}"${styled(formatOf(cell.decimals))}><v>${text}</v></c>`;
    }
    const serial = typeof cell === 'object' ? serialOfIso(cell.date) : null;
    if (serial !== null) return `<c r="${at}" s="${formats.date}"><v>${serial}</v></c>`;
    const text = typeof cell === 'object' ? cell.date : cell;
    if (text.length > CELL_CHARACTERS_MAX) {
      const name = this.#rows.header[column]!;
      throw new GeodataError('write-refused', {
        zh: `字段“${name}”有 ${text.length} 个字符，Excel 单元格最多 ${CELL_CHARACTERS_MAX} 个`,
        en: `field "${name}" has a text of ${text.length} characters; a cell of Excel holds ${CELL_CHARACTERS_MAX}`,
      });
    }
    return `<c r="${at}" t="inlineStr" s="${format ?? formats.text}"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
  }

  async #pack(): Promise<void> {
    const zip = new yazl.ZipFile();
    const add = (name: string, text: string): void => zip.addBuffer(Buffer.from(text), name);
    add('[Content_Types].xml', contentTypes);
    add('_rels/.rels', rootRelations);
    add('xl/workbook.xml', workbook(sheetName.zh));
    add('xl/_rels/workbook.xml.rels', workbookRelations);
    add('xl/styles.xml', styles);
    zip.addFile(join(this.#folder, 'sheet.xml'), 'xl/worksheets/sheet1.xml');
    zip.end();
    for await (const piece of zip.outputStream) await this.#file.write(piece as Buffer);
  }
}

function formatOf(decimals: number | null): number {
  if (decimals === null || decimals === 0) return 0;
  return decimals > 4 ? formats.degrees : formats.metres;
}

function styled(format: number): string {
  return format === 0 ? '' : ` s="${format}"`;
}

/** `A` … `Z`, `AA` … for columns from 0. */
function lettersOf(column: number): string {
  let letters = '';
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26)) {
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  }
  return letters;
}

/** Text as XML; what XML does not allow, and what reads as its stand-in, in the form `_x000D_`. */
function xmlText(text: string): string {
  const plain = /_x[0-9A-Fa-f]{4}_/.test(text) ? text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_') : text;
  const allowed = NOT_ALLOWED.test(plain) ? plain.replace(NOT_ALLOWED_EACH, standIn) : plain;
  return allowed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Controls but tab and line feed, lone surrogates, and the two noncharacters. */
const NOT_ALLOWED = /[^\t\n\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;
const NOT_ALLOWED_EACH = new RegExp(NOT_ALLOWED.source, 'gu');

function standIn(char: string): string {
  return `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}
