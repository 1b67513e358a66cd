import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { FieldValue } from '../geo-feature.ts';
import type { PendingFile } from '../pending-file.ts';
import { numberCell, type OutColumn, TEXT_BYTES_MAX } from './dbf-columns.ts';
import { fitting } from './short-names.ts';

export interface DbfContent {
  readonly names: readonly string[];
  readonly columns: readonly OutColumn[];
  readonly rows: number;
  /** A file with one JSON list of values a line. */
  readonly rowsPath: string;
  readonly encode: (text: string) => Buffer;
  readonly languageByte: number;
  /** Told of each text that the column cannot hold in full. */
  readonly onShortened: (row: number, column: number, text: string) => void;
}

/** Writes a dBASE III table. */
export async function writeDbf(file: PendingFile, content: DbfContent): Promise<void> {
  const { names, columns, encode } = content;
  await file.write(header(content));
  const rowBytes = 1 + columns.reduce((sum, { length }) => sum + length, 0);
  const lines = createInterface({
    input: createReadStream(content.rowsPath, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  let row = 0;
  for await (const line of lines) {
    const values = JSON.parse(line) as FieldValue[];
    const bytes = Buffer.alloc(rowBytes, 0x20);
    let at = 1;
    for (let c = 0; c < names.length; c++) {
      const column = columns[c]!;
      const cell = cellOf(values[c] ?? null, column, encode);
      if (cell.shortened) content.onShortened(row, c, String(values[c]));
      cell.bytes.copy(bytes, at);
      at += column.length;
    }
    await file.write(bytes);
    row++;
  }
  await file.write(Buffer.of(0x1a));
}

function cellOf(
  value: FieldValue,
  column: OutColumn,
  encode: (text: string) => Buffer,
): { readonly bytes: Buffer; readonly shortened: boolean } {
  const whole = (text: string) => ({ bytes: Buffer.from(text, 'latin1'), shortened: false });
  if (value === null) return whole(column.type === 'L' ? '?' : '');
  if (column.type === 'L') return whole(value === true ? 'T' : 'F');
  if (column.type === 'D') return whole(String(value).replaceAll('-', ''));
  if (column.type === 'N' || column.type === 'F') return whole(numberCell(Number(value), column));
  const text = String(value).replace(/[\r\n]+/g, ' ');
  const bytes = encode(text);
  if (bytes.length <= column.length) return { bytes, shortened: text !== String(value) };
  return { bytes: encode(fitting(text, TEXT_BYTES_MAX, (part) => encode(part).length)), shortened: true };
}

function header({ names, columns, rows, encode, languageByte }: DbfContent): Buffer {
  const bytes = Buffer.alloc(32 + 32 * columns.length + 1);
  bytes[0] = 0x03;
  // The date of the last change, fixed so that the same data gives the same file.
  bytes.set([100, 1, 1], 1);
  bytes.writeUInt32LE(rows, 4);
  bytes.writeUInt16LE(bytes.length, 8);
  bytes.writeUInt16LE(1 + columns.reduce((sum, { length }) => sum + length, 0), 10);
  bytes[29] = languageByte;
  columns.forEach(({ type, length, decimals }, c) => {
    const at = 32 + 32 * c;
    encode(names[c]!).copy(bytes, at, 0, 10);
    bytes.write(type, at + 11, 'latin1');
    bytes[at + 16] = length;
    bytes[at + 17] = decimals;
  });
  bytes[bytes.length - 1] = 0x0d;
  return bytes;
}
