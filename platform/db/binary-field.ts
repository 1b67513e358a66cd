/** Appends one field to a row in PostgreSQL's binary format; the sink grows by itself. */
export type WriteField = (sink: ByteSink, value: unknown) => void;

/** Bytes that grow, with the few writers that COPY needs. All numbers are big-endian. */
export class ByteSink {
  #bytes: Buffer;
  length = 0;
  constructor(capacity: number) {
    this.#bytes = Buffer.allocUnsafe(capacity);
  }
  /** What was written since the last `take`; the sink starts anew. */
  take(): Buffer {
    const taken = Buffer.from(this.#bytes.subarray(0, this.length));
    this.length = 0;
    return taken;
  }
  int16(value: number): void {
    this.#room(2);
    this.length = this.#bytes.writeInt16BE(value, this.length);
  }
  int32(value: number): void {
    this.#room(4);
    this.length = this.#bytes.writeInt32BE(value, this.length);
  }
  int64(value: bigint): void {
    this.#room(8);
    this.length = this.#bytes.writeBigInt64BE(value, this.length);
  }
  float32(value: number): void {
    this.#room(4);
    this.length = this.#bytes.writeFloatBE(value, this.length);
  }
  float64(value: number): void {
    this.#room(8);
    this.length = this.#bytes.writeDoubleBE(value, this.length);
  }
  byte(value: number): void {
    this.#room(1);
    this.#bytes[this.length++] = value;
  }
  bytes(value: Uint8Array): void {
    this.#room(value.length);
    this.#bytes.set(value, this.length);
    this.length += value.length;
  }
  hex(digits: string): void {
    this.#room(digits.length / 2);
    this.length += this.#bytes.write(digits, this.length, 'hex');
  }
  /** UTF-8, behind its length. */
  text(value: string): void {
    if (value.includes('\0'))
      throw new RangeError('Cannot copy a text with a zero character: PostgreSQL holds none');
    this.#room(4 + 3 * value.length);
    const written = this.#bytes.write(value, this.length + 4, 'utf8');
    this.length = this.#bytes.writeInt32BE(written, this.length) + written;
  }
  /** Overwrites the length written at `at` with the number of bytes after it. */
  closeLength(at: number): void {
    this.#bytes.writeInt32BE(this.length - at - 4, at);
  }
  #room(bytes: number): void {
    if (this.length + bytes <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(2 * this.#bytes.length, this.length + bytes));
    this.#bytes.copy(grown, 0, 0, this.length);
    this.#bytes = grown;
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DAY_MS = 86_400_000;
/** PostgreSQL counts days and microseconds from 2000-01-01. */
const EPOCH_MS = Date.UTC(2000, 0, 1);

/** Writers by the type's name in `pg_type`. Source: the `*send` and `*recv` functions in src/backend/utils/adt. */
const WRITERS: Readonly<Record<string, WriteField>> = {
  bool: (sink, value) => fixed(sink, 1, () => sink.byte(value === true ? 1 : 0)),
  int2: (sink, value) => fixed(sink, 2, () => sink.int16(Number(value))),
  int4: (sink, value) => fixed(sink, 4, () => sink.int32(Number(value))),
  int8: (sink, value) => fixed(sink, 8, () => sink.int64(BigInt(value as bigint | number | string))),
  float4: (sink, value) => fixed(sink, 4, () => sink.float32(Number(value))),
  float8: (sink, value) => fixed(sink, 8, () => sink.float64(Number(value))),
  text: (sink, value) => sink.text(String(value)),
  varchar: (sink, value) => sink.text(String(value)),
  json: (sink, value) => sink.text(jsonText(value)),
  jsonb: writeJsonb,
  uuid: (sink, value) => fixed(sink, 16, () => sink.hex(uuidDigits(value))),
  bytea: (sink, value) => fixed(sink, (value as Uint8Array).length, () => sink.bytes(value as Uint8Array)),
  date: (sink, value) => fixed(sink, 4, () => sink.int32(dayNumber(value))),
  timestamptz: (sink, value) => fixed(sink, 8, () => sink.int64(microseconds(value))),
  box: writeBox,
};
const ELEMENT_OIDS: Readonly<Record<string, number>> = {
  _text: 25,
  _uuid: 2950,
  _int4: 23,
  _int8: 20,
  _float8: 701,
};

/**
 * The writer for a column type.
 *
 * @throws RangeError when the type has none.
 */
export function fieldWriter(typeName: string): WriteField {
  const writer = WRITERS[typeName] ?? arrayWriter(typeName);
  if (writer === null) throw new RangeError(`Cannot copy into a column of type ${typeName}`);
  return (sink, value) => (value === null || value === undefined ? sink.int32(-1) : writer(sink, value));
}

function arrayWriter(typeName: string): WriteField | null {
  const oid = ELEMENT_OIDS[typeName];
  if (oid === undefined) return null;
  const element = fieldWriter(typeName.slice(1));
  return (sink, value) => {
    const list = value as readonly unknown[];
    const at = sink.length;
    sink.int32(0);
    sink.int32(list.length === 0 ? 0 : 1);
    sink.int32(list.some((item) => item === null) ? 1 : 0);
    sink.int32(oid);
    if (list.length > 0) {
      sink.int32(list.length);
      sink.int32(1);
    }
    for (const item of list) element(sink, item);
    sink.closeLength(at);
  };
}

function fixed(sink: ByteSink, length: number, write: () => void): void {
  sink.int32(length);
  write();
}

function writeJsonb(sink: ByteSink, value: unknown): void {
  const at = sink.length;
  const text = jsonText(value);
  sink.int32(0);
  sink.byte(1);
  sink.bytes(Buffer.from(text, 'utf8'));
  sink.closeLength(at);
}

/** Like node-postgres with a parameter: a string is JSON text already, anything else becomes one. */
function jsonText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function uuidDigits(value: unknown): string {
  if (typeof value !== 'string' || !UUID.test(value))
    throw new RangeError(`Cannot copy "${value}" as a uuid`);
  return value.replaceAll('-', '');
}

function dayNumber(value: unknown): number {
  const ms = Date.parse(`${value}T00:00:00Z`);
  if (typeof value !== 'string' || Number.isNaN(ms)) throw new RangeError(`Cannot copy "${value}" as a date`);
  return (ms - EPOCH_MS) / DAY_MS;
}

function microseconds(value: unknown): bigint {
  const ms = value instanceof Date ? value.getTime() : Date.parse(String(value));
  if (Number.isNaN(ms)) throw new RangeError(`Cannot copy "${value}" as an instant`);
  return BigInt(ms - EPOCH_MS) * 1000n;
}

/** `[west, south, east, north]`, or PostgreSQL's text `(x,y),(x,y)`. The upper right corner comes first. */
function writeBox(sink: ByteSink, value: unknown): void {
  const corners =
    typeof value === 'string' ? value.replaceAll(/[()]/g, '').split(',').map(Number) : (value as number[]);
  if (corners.length !== 4 || corners.some((number) => !Number.isFinite(number))) {
    throw new RangeError(`Cannot copy "${value}" as a box`);
  }
  const [x1, y1, x2, y2] = corners as [number, number, number, number];
  sink.int32(32);
  for (const number of [Math.max(x1, x2), Math.max(y1, y2), Math.min(x1, x2), Math.min(y1, y2)])
    sink.float64(number);
}
