import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const kinds = { Int32Array, Float32Array, Float64Array, Uint8Array } as const;
type Column = Int32Array | Float32Array | Float64Array | Uint8Array;
export type Columns = Readonly<Record<string, Column>>;

/** Columns as one file: a line of JSON that names them, then their bytes, each from a multiple of eight. */
export function writeColumns(folder: string, name: string, columns: Columns): void {
  mkdirSync(folder, { recursive: true });
  const described = Object.entries(columns).map(([key, column]) => {
    const kind = Object.keys(kinds).find((known) => column instanceof kinds[known as keyof typeof kinds])!;
    return { key, kind, length: column.length };
  });
  const head = JSON.stringify(described);
  const padded = `${head.padEnd(8 * Math.ceil((head.length + 1) / 8) - 1)}\n`;
  const pieces: Uint8Array[] = [Buffer.from(padded, 'latin1')];
  for (const column of Object.values(columns)) {
    pieces.push(Buffer.from(column.buffer, column.byteOffset, column.byteLength));
    pieces.push(Buffer.alloc((8 - (column.byteLength % 8)) % 8));
  }
  writeFileSync(join(folder, `${name}.columns`), Buffer.concat(pieces));
}

export function readColumns(folder: string, name: string): Record<string, Column> {
  const file = readFileSync(join(folder, `${name}.columns`));
  // A copy that begins at zero, so that every column is aligned.
  const bytes = file.byteOffset % 8 === 0 ? file : Buffer.from(new Uint8Array(file).buffer);
  const end = bytes.indexOf(10);
  const described = JSON.parse(bytes.toString('latin1', 0, end)) as {
    key: string;
    kind: keyof typeof kinds;
    length: number;
  }[];
  let at = bytes.byteOffset + end + 1;
  const columns: Record<string, Column> = {};
  for (const { key, kind, length } of described) {
    columns[key] = new kinds[kind](bytes.buffer as ArrayBuffer, at, length);
    at += Math.ceil((length * kinds[kind].BYTES_PER_ELEMENT) / 8) * 8;
  }
  return columns;
}
