import { NumberCodes } from './number-codes.ts';
import { ProtobufWriter, putVarint, utf8Length, varintLength } from './protobuf-writer.ts';

/**
 * One property of a layer's features, by row.
 *
 * - `codes`: row → dictionary entry; a code outside of the dictionary (such as -1) means none;
 * - `numbers`: NaN means none;
 * - `booleans`: 0 false, 1 true, anything else none;
 * - `texts`: one text a row, for properties that hardly repeat.
 */
export type TileColumn =
  | { readonly kind: 'codes'; readonly codes: ArrayLike<number>; readonly dictionary: readonly string[] }
  | { readonly kind: 'numbers'; readonly values: ArrayLike<number> }
  | { readonly kind: 'booleans'; readonly values: ArrayLike<number> }
  | { readonly kind: 'texts'; readonly values: readonly string[] };

const STRING = 0x0a;
const DOUBLE = 0x19;
const UINT = 0x28;
const SINT = 0x30;
const BOOL = 0x38;
const VALUES = 0x22;
const NONE = -1;
const TRIAL = 1024;
const TRIAL_DISTINCT = 960;
/** Larger whole numbers go as floats: twice their size must still be exact. */
const INTEGER_MAX = 2 ** 52;

/** The values of a layer, each written once; a column turns a row into the number of its value, or -1 for none. */
export class TileValues {
  /** The `values` fields of the layer. */
  readonly out: ProtobufWriter;
  readonly #scratch = new ProtobufWriter();
  #count = 0;

  constructor(out: ProtobufWriter) {
    this.out = out;
  }

  reader(column: TileColumn): (row: number) => number {
    switch (column.kind) {
      case 'codes':
        return this.#codes(column.codes, column.dictionary);
      case 'numbers':
        return this.#numbers(column.values);
      case 'booleans':
        return this.#booleans(column.values);
      case 'texts':
        return (row) => (column.values[row] === undefined ? NONE : this.#text(column.values[row]));
    }
  }

  #codes(codes: ArrayLike<number>, dictionary: readonly string[]): (row: number) => number {
    const known = new Int32Array(dictionary.length).fill(NONE);
    return (row) => {
      const code = codes[row]!;
      const text = dictionary[code];
      if (text === undefined) return NONE;
      const value = known[code]!;
      if (value !== NONE) return value;
      known[code] = this.#text(text);
      return known[code]!;
    };
  }

  #booleans(values: ArrayLike<number>): (row: number) => number {
    const known = [NONE, NONE];
    return (row) => {
      const value = values[row]!;
      if (value !== 0 && value !== 1) return NONE;
      if (known[value] === NONE) {
        const scratch = this.#emptyScratch();
        scratch.varint(BOOL);
        scratch.varint(value);
        known[value] = this.#addScratch();
      }
      return known[value]!;
    };
  }

  /** Numbers that hardly repeat are soon no longer looked up, but written anew each time. */
  #numbers(values: ArrayLike<number>): (row: number) => number {
    const codes = new NumberCodes();
    let indexOf = new Int32Array(64);
    let met = 0;
    return (row) => {
      const value = values[row]!;
      if (!Number.isFinite(value)) return NONE;
      if (met === TRIAL && codes.count > TRIAL_DISTINCT) return this.#number(value);
      if (met < TRIAL) met++;
      const known = codes.count;
      const code = codes.codeOf(value);
      if (code < known) return indexOf[code]!;
      if (code === indexOf.length) {
        const next = new Int32Array(2 * code);
        next.set(indexOf);
        indexOf = next;
      }
      indexOf[code] = this.#number(value);
      return indexOf[code]!;
    };
  }

  #number(value: number): number {
    const scratch = this.#emptyScratch();
    if (!Number.isInteger(value) || Math.abs(value) > INTEGER_MAX) scratch.double(DOUBLE, value);
    else if (value >= 0) {
      scratch.varint(UINT);
      scratch.varint(value);
    } else {
      scratch.varint(SINT);
      scratch.varint(-2 * value - 1);
    }
    return this.#addScratch();
  }

  #text(value: string): number {
    const { out } = this;
    const start = out.length;
    const size = value.length;
    out.reserve(32 + 3 * size);
    const { bytes } = out;
    let at = start;
    bytes[at++] = VALUES;
    at = putVarint(bytes, at, 1 + varintLength(size) + size);
    bytes[at++] = STRING;
    out.length = putVarint(bytes, at, size);
    if (!out.ascii(value)) {
      const length = utf8Length(value);
      out.length = start;
      out.varint(VALUES);
      out.varint(1 + varintLength(length) + length);
      out.text(STRING, value);
    }
    return this.#count++;
  }

  #emptyScratch(): ProtobufWriter {
    this.#scratch.length = 0;
    this.#scratch.reserve(32);
    return this.#scratch;
  }

  /** Writes the value in the scratch as the next of the layer and returns its number. */
  #addScratch(): number {
    const { bytes, length } = this.#scratch;
    this.out.reserve(length + 12);
    this.out.varint(VALUES);
    this.out.varint(length);
    this.out.append(bytes, length);
    return this.#count++;
  }
}
