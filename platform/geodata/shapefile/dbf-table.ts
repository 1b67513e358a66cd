import { decodeText } from '../detect/encoding-name.ts';
import type { FileBytes } from '../file-bytes.ts';
import { freeName } from '../free-name.ts';
import type { Field, FieldType, FieldValue } from '../geo-feature.ts';

/** A column of a `.dbf` table. */
export interface DbfColumn {
  readonly nameBytes: Buffer;
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly decimals: number;
}

export interface DbfRow {
  readonly properties: Record<string, FieldValue>;
  readonly deleted: boolean;
}

const HEADER_BYTES = 32;
const COLUMN_BYTES = 32;
const HEADER_END = 0x0d;
const DELETED = 0x2a;
const WINDOW_BYTES = 1 << 20;

/** A dBASE table (`.dbf`): attributes by row number, read in pieces. */
export class DbfTable {
  readonly columns: readonly DbfColumn[];
  /** Rows that are there, whatever the header says. */
  readonly rows: number;
  readonly languageByte: number;
  readonly #file: FileBytes;
  readonly #headerBytes: number;
  readonly #rowBytes: number;
  #window: Buffer = Buffer.alloc(0);
  #windowRow = 0;

  private constructor(file: FileBytes, header: Buffer, columns: readonly DbfColumn[]) {
    this.#file = file;
    this.columns = columns;
    this.languageByte = header[29]!;
    this.#headerBytes = header.readUInt16LE(8);
    this.#rowBytes = header.readUInt16LE(10);
    const there = Math.max(0, Math.floor((file.size - this.#headerBytes) / this.#rowBytes));
    this.rows = Math.min(header.readUInt32LE(4), there);
  }

  /** Null where the file is no such table. */
  static async open(file: FileBytes): Promise<DbfTable | null> {
    const header = await file.read(0, 65_536);
    if (header.length < HEADER_BYTES + 1 || header.readUInt16LE(8) > file.size) return null;
    const columns: DbfColumn[] = [];
    let offset = 1;
    for (
      let at = HEADER_BYTES;
      at + COLUMN_BYTES <= header.readUInt16LE(8) && header[at] !== HEADER_END;
      at += COLUMN_BYTES
    ) {
      const column = header.subarray(at, at + COLUMN_BYTES);
      const nameEnd = column.indexOf(0);
      const type = String.fromCharCode(column[11]!);
      const wide = type === 'C' && column[17]! > 0;
      const length = wide ? column.readUInt16LE(16) : column[16]!;
      columns.push({
        nameBytes: Buffer.from(column.subarray(0, nameEnd === -1 || nameEnd > 11 ? 11 : nameEnd)),
        type,
        offset,
        length,
        decimals: wide ? 0 : column[17]!,
      });
      offset += length;
    }
    const rowBytes = header.readUInt16LE(10);
    return rowBytes > 0 && offset <= rowBytes && columns.length > 0
      ? new DbfTable(file, header, columns)
      : null;
  }

  names(encoding: string): string[] {
    const taken = new Set<string>();
    return this.columns.map(({ nameBytes }, i) =>
      freeName(decodeText(nameBytes, encoding).trim() || `field_${i + 1}`, taken),
    );
  }

  fields(encoding: string): Field[] {
    return this.names(encoding).map((name, i) => ({ name, type: fieldType(this.columns[i]!) }));
  }

  /** A row, counted from 0; null where the table has none. */
  async row(index: number, encoding: string, names: readonly string[]): Promise<DbfRow | null> {
    const bytes = await this.#rowAt(index);
    if (!bytes) return null;
    const properties: Record<string, FieldValue> = {};
    for (let c = 0; c < this.columns.length; c++) {
      const { type, offset, length, decimals } = this.columns[c]!;
      const value = cellValue(type, bytes.subarray(offset, offset + length), decimals, encoding);
      if (names[c] === '__proto__') Object.defineProperty(properties, names[c]!, { value, enumerable: true });
      else properties[names[c]!] = value;
    }
    return { properties, deleted: bytes[0] === DELETED };
  }

  /** Bytes of the names and of text values, to judge the encoding by. */
  async textSamples(rowsMax: number): Promise<Buffer[]> {
    const samples = this.columns.map(({ nameBytes }) => nameBytes);
    const texts = this.columns.filter(({ type }) => type === 'C');
    const step = Math.max(1, Math.floor(this.rows / rowsMax));
    for (let row = 0; row < this.rows; row += step) {
      const bytes = await this.#rowAt(row);
      if (!bytes) break;
      for (const { offset, length } of texts) {
        const value = trimmed(bytes.subarray(offset, offset + length));
        if (value.some((byte) => byte >= 0x80)) samples.push(Buffer.from(value));
      }
    }
    return samples;
  }

  async #rowAt(index: number): Promise<Buffer | null> {
    if (index >= this.rows) return null;
    const held = Math.floor(this.#window.length / this.#rowBytes);
    if (index < this.#windowRow || index >= this.#windowRow + held) {
      const rows = Math.max(1, Math.floor(WINDOW_BYTES / this.#rowBytes));
      this.#window = await this.#file.read(this.#headerBytes + index * this.#rowBytes, rows * this.#rowBytes);
      this.#windowRow = index;
      if (this.#window.length < this.#rowBytes) return null;
    }
    const at = (index - this.#windowRow) * this.#rowBytes;
    return this.#window.subarray(at, at + this.#rowBytes);
  }
}

function fieldType({ type, decimals }: DbfColumn): FieldType {
  switch (type) {
    case 'N':
    case 'F':
      return decimals === 0 && type === 'N' ? 'integer' : 'number';
    case 'I':
    case '+':
      return 'integer';
    case 'B':
    case 'O':
    case 'Y':
      return 'number';
    case 'L':
      return 'boolean';
    case 'D':
      return 'date';
    default:
      return 'text';
  }
}

function cellValue(type: string, bytes: Buffer, decimals: number, encoding: string): FieldValue {
  switch (type) {
    case 'C':
      return textOf(bytes, encoding);
    case 'N':
    case 'F':
      return numberOf(bytes.toString('latin1'));
    case 'D':
      return dateOf(bytes.toString('latin1'));
    case 'L':
      return logicalOf(bytes[0]!);
    case 'I':
    case '+':
      return bytes.length === 4 ? bytes.readInt32LE(0) : null;
    case 'B':
    case 'O':
      return bytes.length === 8 ? finite(bytes.readDoubleLE(0)) : null;
    case 'Y':
      return bytes.length === 8 ? Number(bytes.readBigInt64LE(0)) / 10 ** (decimals || 4) : null;
    case 'T':
    case '@':
      return bytes.length === 8 ? timestampOf(bytes) : null;
    default:
      return null;
  }
}

function trimmed(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0x20 || bytes[end - 1] === 0)) end--;
  return bytes.subarray(0, end);
}

/** Null where blank. A character that the width of the column cut in two is left off. */
function textOf(bytes: Buffer, encoding: string): string | null {
  const used = trimmed(bytes);
  if (used.length === 0) return null;
  let high = false;
  for (let i = 0; i < used.length && !high; i++) high = used[i]! >= 0x80;
  if (!high) return used.toString('latin1');
  const text = decodeText(used, encoding);
  return used.length === bytes.length && text.endsWith('\uFFFD') ? text.slice(0, -1) : text;
}

/** A number beyond what a double holds exactly stays text: it is a code, not a quantity. */
function numberOf(text: string): FieldValue {
  const plain = text.replaceAll('\0', ' ').trim();
  if (plain === '' || plain.startsWith('*')) return null;
  const value = Number(plain.replace(',', '.'));
  if (!Number.isFinite(value)) return null;
  return /^-?\d{16,}$/.test(plain) && !Number.isSafeInteger(value) ? plain : value;
}

function dateOf(text: string): FieldValue {
  const parts = /^(\d{4})(\d\d)(\d\d)$/.exec(text.trim());
  return parts && parts[1] !== '0000' ? `${parts[1]}-${parts[2]}-${parts[3]}` : null;
}

function logicalOf(byte: number): FieldValue {
  const char = String.fromCharCode(byte).toUpperCase();
  return char === 'T' || char === 'Y' ? true : char === 'F' || char === 'N' ? false : null;
}

/** Julian day and milliseconds of the day. */
function timestampOf(bytes: Buffer): FieldValue {
  const day = bytes.readInt32LE(0);
  if (day <= 0) return null;
  const instant = new Date((day - 2_440_588) * 86_400_000 + bytes.readInt32LE(4));
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}

function finite(value: number): FieldValue {
  return Number.isFinite(value) ? value : null;
}
