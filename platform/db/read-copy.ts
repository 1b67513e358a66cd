import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { DistinctValues } from './distinct-values.ts';
import { uuidAt } from './uuid-text.ts';

const SIGNATURE_BYTES = 11;
const HEADER_BYTES = SIGNATURE_BYTES + 8;

/**
 * Reads a query through `COPY … TO STDOUT (FORMAT binary)`: the fastest way out of PostgreSQL for many rows. Row-level
 * security holds as in any query. `onRow` gets a view of the current row that is valid only during the call.
 *
 * @param select A query without parameters; what varies must be a checked literal (`uuidLiteral`).
 * @returns The number of rows.
 * @throws What `onRow` threw, once the rest of the rows has been read over: the connection can then be used again.
 */
export async function readCopy(
  client: pg.ClientBase,
  select: string,
  onRow: (row: CopyRow) => void,
): Promise<number> {
  const stream = client.query(copyTo(`copy (${select}) to stdout (format binary)`));
  const row = new CopyRow();
  let rest: Buffer = Buffer.alloc(0);
  let headerRead = false;
  let rows = 0;
  let failure: { readonly error: unknown } | null = null;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (failure !== null) continue;
    const data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let position = 0;
    if (!headerRead) {
      if (data.length < HEADER_BYTES) {
        rest = data;
        continue;
      }
      position = HEADER_BYTES + data.readInt32BE(SIGNATURE_BYTES + 4);
      headerRead = true;
    }
    for (;;) {
      const next = row.read(data, position);
      if (next === -1) break;
      position = next;
      if (row.fields === -1) break;
      rows++;
      try {
        onRow(row);
      } catch (error) {
        failure = { error };
        break;
      }
    }
    rest = data.subarray(position);
  }
  if (failure !== null) throw failure.error;
  return rows;
}

/** A uuid as an SQL literal. @throws RangeError when the text is not a uuid. */
export function uuidLiteral(text: string): string {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)) {
    throw new RangeError(`Cannot write "${text}" into a query: not a uuid`);
  }
  return `'${text}'::uuid`;
}

/** The fields of the current row, in the order of the select list. */
export class CopyRow {
  #data: Buffer = Buffer.alloc(0);
  readonly #starts = new Int32Array(64);
  readonly #lengths = new Int32Array(64);
  fields = 0;

  /** Parses one row at `position`; returns where the next begins, or -1 when the data end before the row does. */
  read(data: Buffer, position: number): number {
    if (position + 2 > data.length) return -1;
    const fields = data.readInt16BE(position);
    this.fields = fields;
    this.#data = data;
    let at = position + 2;
    for (let field = 0; field < fields; field++) {
      if (at + 4 > data.length) return -1;
      const length = data.readInt32BE(at);
      at += 4;
      this.#starts[field] = at;
      this.#lengths[field] = length;
      if (length > 0) at += length;
      if (at > data.length) return -1;
    }
    return at;
  }

  isNull(field: number): boolean {
    return this.#lengths[field] === -1;
  }
  boolean(field: number): boolean {
    return this.#data[this.#starts[field]!] === 1;
  }
  int32(field: number): number {
    return this.#data.readInt32BE(this.#starts[field]!);
  }
  float64(field: number): number {
    return this.isNull(field) ? Number.NaN : this.#data.readDoubleBE(this.#starts[field]!);
  }
  text(field: number): string {
    const start = this.#starts[field]!;
    return this.isNull(field) ? '' : this.#data.toString('utf8', start, start + this.#lengths[field]!);
  }
  uuid(field: number): string {
    return uuidAt(this.#data, this.#starts[field]!);
  }
  /** The number of this value among `values`; null counts as the empty text. */
  numberAmong(values: DistinctValues, field: number): number {
    return values.numberOf(this.#data, this.#starts[field]!, Math.max(0, this.#lengths[field]!));
  }
  /** A view into the stream's buffer: copy it to keep it. */
  bytes(field: number): Uint8Array {
    const data = this.#data;
    // Less to make than a Buffer is.
    return new Uint8Array(
      data.buffer,
      data.byteOffset + this.#starts[field]!,
      Math.max(0, this.#lengths[field]!),
    );
  }
}
