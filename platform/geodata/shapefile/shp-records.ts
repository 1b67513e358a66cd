import type { Bilingual } from '../bilingual.ts';
import type { FileBytes } from '../file-bytes.ts';

/** One record of a `.shp` file (ESRI, Shapefile Technical Description, 1998), or why there is none. */
export interface ShpRecord {
  /** Content from the shape type on; null where it cannot be read. */
  readonly content: Buffer | null;
  /** Of the record header in the file, from 0. */
  readonly offset: number;
  readonly damage: { readonly kind: 'truncated' | 'damaged'; readonly detail: Bilingual } | null;
}

export const SHP_HEADER_BYTES = 100;
export const SHP_FILE_CODE = 9994;
const RECORD_HEADER_BYTES = 8;
const WINDOW_BYTES = 4 << 20;
const NULL_SHAPE_BYTES = 4;

/**
 * Reads the records one after the other. Where a record header makes no sense, the index (`.shx`) says where the next
 * record is; without one the records behind it are lost.
 */
export async function* shpRecords(shp: FileBytes, shx: FileBytes | null): AsyncGenerator<ShpRecord> {
  const window = new Window(shp);
  const index = await readIndex(shx, shp.size);
  const header = await shp.read(0, SHP_HEADER_BYTES);
  const statedBytes = header.length >= 28 ? header.readInt32BE(24) * 2 : 0;
  let offset = SHP_HEADER_BYTES;
  let number = 1;
  for (; offset < shp.size; number++) {
    const head = await window.bytes(offset, RECORD_HEADER_BYTES);
    if (head.length < RECORD_HEADER_BYTES) {
      yield truncated(offset);
      return;
    }
    const contentBytes = head.readInt32BE(4) * 2;
    const end = offset + RECORD_HEADER_BYTES + contentBytes;
    const indexed = index?.[number - 1];
    const sane = contentBytes >= NULL_SHAPE_BYTES && isNumber(head.readInt32BE(0), number);
    if (sane && end <= shp.size && (indexed === undefined || indexed === offset)) {
      yield { content: await window.bytes(offset + RECORD_HEADER_BYTES, contentBytes), offset, damage: null };
      offset = end;
      continue;
    }
    if (indexed !== undefined && indexed !== offset && indexed + RECORD_HEADER_BYTES <= shp.size) {
      const there = await window.bytes(indexed, RECORD_HEADER_BYTES);
      const bytes = there.readInt32BE(4) * 2;
      if (
        isNumber(there.readInt32BE(0), number) &&
        bytes >= NULL_SHAPE_BYTES &&
        indexed + RECORD_HEADER_BYTES + bytes <= shp.size
      ) {
        yield {
          content: await window.bytes(indexed + RECORD_HEADER_BYTES, bytes),
          offset: indexed,
          damage: null,
        };
        offset = indexed + RECORD_HEADER_BYTES + bytes;
        continue;
      }
    }
    if (sane && end <= shp.size) {
      yield { content: await window.bytes(offset + RECORD_HEADER_BYTES, contentBytes), offset, damage: null };
      offset = end;
      continue;
    }
    const next = index?.[number];
    const goesOn = next !== undefined && next > offset && next < shp.size;
    yield sane && !goesOn ? truncated(offset) : damaged(offset);
    if (!goesOn) return;
    offset = next;
  }
  if (number === 1 && statedBytes > shp.size) yield truncated(offset);
}

function truncated(offset: number): ShpRecord {
  const detail = { zh: '文件提前结束', en: 'the file ends too early' };
  return { content: null, offset, damage: { kind: 'truncated', detail } };
}

function damaged(offset: number): ShpRecord {
  const detail = { zh: '记录头不合规', en: 'its header makes no sense' };
  return { content: null, offset, damage: { kind: 'damaged', detail } };
}

/** Records count from 1; some software counts from 0. */
function isNumber(found: number, expected: number): boolean {
  return found === expected || found === expected - 1;
}

/** Offsets by the index; null where it is missing or points outside the file. */
async function readIndex(shx: FileBytes | null, shpBytes: number): Promise<Float64Array | null> {
  if (!shx || shx.size < SHP_HEADER_BYTES + RECORD_HEADER_BYTES) return null;
  const bytes = await shx.read(SHP_HEADER_BYTES, shx.size - SHP_HEADER_BYTES);
  const count = bytes.length >> 3;
  const offsets = new Float64Array(count);
  for (let i = 0; i < count; i++) offsets[i] = bytes.readUInt32BE(i * 8) * 2;
  return offsets[0] === SHP_HEADER_BYTES &&
    offsets.every((each) => each >= SHP_HEADER_BYTES && each <= shpBytes * 2)
    ? offsets
    : null;
}

/** Reads a file forwards in large pieces. */
class Window {
  readonly #file: FileBytes;
  #start = 0;
  #held: Buffer = Buffer.alloc(0);

  constructor(file: FileBytes) {
    this.#file = file;
  }

  async bytes(offset: number, length: number): Promise<Buffer> {
    if (offset < this.#start || offset + length > this.#start + this.#held.length) {
      this.#held = await this.#file.read(offset, Math.max(length, WINDOW_BYTES));
      this.#start = offset;
    }
    return this.#held.subarray(offset - this.#start, offset - this.#start + length);
  }
}
