import type { FieldType, FieldValue } from '../geo-feature.ts';
import type { FlatColumn } from './flat-header.ts';

/** Column types as `header.fbs` numbers them. */
export const columnTypes = {
  byte: 0,
  ubyte: 1,
  bool: 2,
  short: 3,
  ushort: 4,
  int: 5,
  uint: 6,
  long: 7,
  ulong: 8,
  float: 9,
  double: 10,
  string: 11,
  json: 12,
  dateTime: 13,
  binary: 14,
} as const;

/** What a column is to the house; null where it holds bytes, which no field can. */
export function fieldTypeOf({ type }: FlatColumn): FieldType | null {
  if (type === columnTypes.bool) return 'boolean';
  if (type <= columnTypes.ulong) return 'integer';
  if (type <= columnTypes.double) return 'number';
  return type === columnTypes.binary ? null : 'text';
}

export type DecodeText = (bytes: Uint8Array) => string;

/**
 * Reads the values of a feature: a column number of two bytes before each. Columns without a value are null; whole
 * numbers beyond 2⁵³ stay text; bytes are left out.
 *
 * @throws RangeError where a value would go beyond the bytes or names no column.
 */
export function parseProperties(
  bytes: Uint8Array,
  columns: readonly FlatColumn[],
  decode: DecodeText,
): Record<string, FieldValue> {
  const properties = emptyProperties(columns);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; ) {
    const column = columns[view.getUint16(at, true)];
    if (!column) throw new RangeError('column');
    at += 2;
    const { value, size } = valueAt(view, bytes, at, column.type, decode);
    if (value !== undefined) properties[column.name] = value;
    at += size;
  }
  return properties;
}

export function emptyProperties(columns: readonly FlatColumn[]): Record<string, FieldValue> {
  const properties: Record<string, FieldValue> = {};
  for (const { name, type } of columns) if (type !== columnTypes.binary) properties[name] = null;
  return properties;
}

function valueAt(
  view: DataView,
  bytes: Uint8Array,
  at: number,
  type: number,
  decode: DecodeText,
): { value: FieldValue | undefined; size: number } {
  switch (type) {
    case columnTypes.byte:
      return { value: view.getInt8(at), size: 1 };
    case columnTypes.ubyte:
      return { value: view.getUint8(at), size: 1 };
    case columnTypes.bool:
      return { value: view.getUint8(at) !== 0, size: 1 };
    case columnTypes.short:
      return { value: view.getInt16(at, true), size: 2 };
    case columnTypes.ushort:
      return { value: view.getUint16(at, true), size: 2 };
    case columnTypes.int:
      return { value: view.getInt32(at, true), size: 4 };
    case columnTypes.uint:
      return { value: view.getUint32(at, true), size: 4 };
    case columnTypes.long:
      return { value: wholeNumber(view.getBigInt64(at, true)), size: 8 };
    case columnTypes.ulong:
      return { value: wholeNumber(view.getBigUint64(at, true)), size: 8 };
    case columnTypes.float:
      return { value: finite(view.getFloat32(at, true)), size: 4 };
    case columnTypes.double:
      return { value: finite(view.getFloat64(at, true)), size: 8 };
    case columnTypes.string:
    case columnTypes.json:
    case columnTypes.dateTime:
    case columnTypes.binary: {
      const length = view.getUint32(at, true);
      if (at + 4 + length > bytes.length) throw new RangeError('text');
      const value = type === columnTypes.binary ? undefined : decode(bytes.subarray(at + 4, at + 4 + length));
      return { value, size: 4 + length };
    }
  }
  throw new RangeError('column type');
}

function wholeNumber(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
