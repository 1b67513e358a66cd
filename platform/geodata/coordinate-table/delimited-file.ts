import iconv from 'iconv-lite';
import { encodingName } from '../detect/encoding-name.ts';
import { proposeEncoding, statedEncoding } from '../detect/propose-encoding.ts';
import type { FileBytes } from '../file-bytes.ts';
import type { Source } from '../format.ts';
import type { Guess } from '../geo-feature.ts';
import type { ReadLimits } from '../limits.ts';
import { DelimitedParser } from './parse-delimited.ts';
import type { Table, TableFile, TableRow } from './table.ts';
import { findLayout } from './table-layout.ts';

const ENCODING_BYTES = 1 << 20;
const HEAD_BYTES = 1 << 16;
/** Small enough that the cells of a piece are gone before the garbage collector moves them. */
const PIECE_BYTES = 1 << 16;

/** A text file of rows and delimiters. */
export class DelimitedFile implements TableFile {
  readonly tables: readonly Table[];
  readonly #file: FileBytes;

  constructor(file: FileBytes, { fileName }: Source, limits: ReadLimits) {
    this.#file = file;
    const name = fileName.replace(/\.[^.]*$/, '');
    const known = new Map<string, Delimiter>();
    const rows = async function* (encoding: string): AsyncGenerator<readonly TableRow[]> {
      const delimiter =
        known.get(encoding) ?? delimiterOf(decodedHead(await file.read(0, HEAD_BYTES), encoding));
      known.set(encoding, delimiter);
      yield* delimitedRows(file, encoding, delimiter, limits);
    };
    this.tables = [{ name, isText: true, rows }];
  }

  async encoding(stated?: string): Promise<Guess> {
    const head = await this.#file.read(0, ENCODING_BYTES);
    const middle = await this.#file.read(Math.floor(this.#file.size / 2), ENCODING_BYTES);
    const samples = [head, middle.subarray(middle.indexOf(0x0a) + 1)];
    const mark = markOf(head);
    if (mark?.startsWith('UTF-16') && (stated === undefined || encodingName(stated) === mark)) {
      const evidence = { zh: `字节序标记（BOM）：${mark}`, en: `the byte-order mark: ${mark}` };
      return { value: mark, confidence: 'certain', evidence, candidates: [] };
    }
    if (stated !== undefined) return statedEncoding(stated, samples);
    const where = { zh: '字节序标记（BOM）', en: 'the byte-order mark' };
    return proposeEncoding(mark === null ? null : { value: mark, where }, samples);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

/** The encoding that a byte-order mark states; null where there is none. */
export function markOf(head: Uint8Array): string | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'UTF-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'UTF-16LE';
  return head[0] === 0xfe && head[1] === 0xff ? 'UTF-16BE' : null;
}

async function* delimitedRows(
  file: FileBytes,
  encoding: string,
  { delimiter, skip }: Delimiter,
  limits: ReadLimits,
): AsyncGenerator<readonly TableRow[]> {
  const parser = new DelimitedParser(delimiter, limits.featureBytesMax);
  const decoder = iconv.getDecoder(encoding === 'GBK' ? 'GB18030' : encoding, { stripBOM: true });
  const counted = (rows: TableRow[]): TableRow[] => rows.filter(({ line }) => line > skip);
  for await (const piece of file.pieces(0, PIECE_BYTES)) yield counted(parser.push(decoder.write(piece)));
  yield counted(parser.push(decoder.end() ?? ''));
  yield counted(parser.end());
}

/** The beginning of a text whose last line may be cut. */
export function decodedHead(bytes: Uint8Array, encoding: string): string {
  return iconv.decode(bytes as Buffer, encoding === 'GBK' ? 'GB18030' : encoding, { stripBOM: true });
}

const delimiters = [',', '\t', ';', '|'] as const;

export interface Delimiter {
  readonly delimiter: string;
  /** Lines before the first row. */
  readonly skip: number;
}

/**
 * The delimiter with which the most columns can be told, or else the one that the lines have most alike. Excel writes
 * `sep=;` into the first line, which is no row then (`skip`).
 */
export function delimiterOf(head: string): Delimiter {
  const stated = /^sep=([,;\t|])\r?\n/i.exec(head);
  if (stated) return { delimiter: stated[1]!, skip: 1 };
  let best: { delimiter: string; score: number } = { delimiter: ',', score: -1 };
  for (const delimiter of delimiters) {
    const rows = headRows(head, delimiter);
    const score = rolesFound(rows) * 1_000 + alike(rows);
    if (score > best.score) best = { delimiter, score };
  }
  return { delimiter: best.delimiter, skip: 0 };
}

/** The rows of a head, the last of which may be cut off. */
export function headRows(head: string, delimiter: string): TableRow[] {
  const parser = new DelimitedParser(delimiter, Number.POSITIVE_INFINITY);
  const rows = parser.push(head);
  return rows.length > 0 ? rows : parser.end();
}

function rolesFound(rows: readonly TableRow[]): number {
  try {
    return Object.values(findLayout(rows, null).roles).filter((column) => column !== null).length;
  } catch {
    return 0;
  }
}

/** Columns that at least two in three of the lines have. */
function alike(rows: readonly TableRow[]): number {
  const widths = rows.slice(0, 50).map(({ cells }) => cells.length);
  const sorted = widths.sort((a, b) => a - b);
  return Math.min(500, (sorted[Math.floor(sorted.length / 3)] ?? 1) - 1);
}
