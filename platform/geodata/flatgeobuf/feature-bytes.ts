import type { Bilingual } from '../bilingual.ts';
import type { FileBytes } from '../file-bytes.ts';
import { limitPassed } from '../limit-passed.ts';
import type { ReadLimits } from '../limits.ts';

/** The bytes of a feature, or why there are no more, and the byte of the file at which they begin. */
export type FeatureBytes =
  | { readonly kind: 'feature'; readonly at: number; readonly bytes: Buffer }
  | {
      readonly kind: 'broken';
      readonly at: number;
      readonly code: 'file-truncated' | 'record-damaged';
      readonly detail: Bilingual | null;
    };

const PIECE_BYTES = 1 << 20;
const PREFIX_BYTES = 4;
/** An offset, a vtable of nothing and a table without fields. */
const FEATURE_BYTES_MIN = 12;

/**
 * The features of a file by their length prefixes. Where a prefix cannot be, the features after it cannot be found, and
 * one entry says so.
 */
export async function* featureBytes(
  file: FileBytes,
  firstAt: number,
  limits: ReadLimits,
): AsyncGenerator<FeatureBytes> {
  let piece: Buffer = Buffer.alloc(0);
  let pieceAt = firstAt;
  /** The bytes from `at` on, read anew where the piece at hand does not hold them. */
  const bytesAt = async (at: number, length: number): Promise<Buffer> => {
    if (at + length > pieceAt + piece.length) {
      piece = await file.read(at, Math.max(length, PIECE_BYTES));
      pieceAt = at;
    }
    return piece.subarray(at - pieceAt, at - pieceAt + length);
  };
  for (let at = firstAt; at < file.size; ) {
    const prefix = await bytesAt(at, PREFIX_BYTES);
    if (prefix.length < PREFIX_BYTES) {
      yield { kind: 'broken', at, code: 'file-truncated', detail: null };
      return;
    }
    const length = prefix.readUInt32LE(0);
    if (length < FEATURE_BYTES_MIN) {
      const zh = `记录长度为 ${length} 字节，其后的记录无法定位`;
      const en = `a record of ${length} bytes; those after it cannot be found`;
      yield { kind: 'broken', at, code: 'record-damaged', detail: { zh, en } };
      return;
    }
    if (at + PREFIX_BYTES + length > file.size) {
      yield { kind: 'broken', at, code: 'file-truncated', detail: null };
      return;
    }
    if (length > limits.featureBytesMax) throw limitPassed('featureBytes', limits.featureBytesMax);
    yield { kind: 'feature', at, bytes: await bytesAt(at + PREFIX_BYTES, length) };
    at += PREFIX_BYTES + length;
  }
}
