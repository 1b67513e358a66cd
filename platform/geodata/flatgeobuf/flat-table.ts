/**
 * A table of a FlatBuffer (https://flatbuffers.dev/internals/), read with every offset held against the bytes: the
 * generated accessors take what lies outside for zero and believe any length.
 *
 * Slots are the offsets in the vtable that the generated code names: 4, 6, 8, …
 *
 * @throws RangeError wherever the buffer points outside itself.
 */
export class FlatTable {
  readonly #view: DataView;
  readonly #at: number;
  readonly #vtable: number;
  readonly #vtableBytes: number;

  constructor(view: DataView, at: number) {
    this.#view = view;
    this.#at = at;
    this.#vtable = at - view.getInt32(at, true);
    this.#vtableBytes = view.getUint16(this.#vtable, true);
  }

  static root(view: DataView): FlatTable {
    return new FlatTable(view, view.getUint32(0, true));
  }

  uint8(slot: number, otherwise: number): number {
    const at = this.#field(slot);
    return at === 0 ? otherwise : this.#view.getUint8(at);
  }

  uint16(slot: number, otherwise: number): number {
    const at = this.#field(slot);
    return at === 0 ? otherwise : this.#view.getUint16(at, true);
  }

  int32(slot: number): number {
    const at = this.#field(slot);
    return at === 0 ? 0 : this.#view.getInt32(at, true);
  }

  uint64(slot: number): bigint {
    const at = this.#field(slot);
    return at === 0 ? 0n : this.#view.getBigUint64(at, true);
  }

  text(slot: number): string {
    const found = this.vector(slot, 1);
    return found === null ? '' : decoder.decode(this.bytes(found));
  }

  table(slot: number): FlatTable | null {
    const at = this.#field(slot);
    return at === 0 ? null : new FlatTable(this.#view, at + this.#view.getUint32(at, true));
  }

  /** The tables of a vector, in order. */
  tables(slot: number): FlatTable[] {
    const found = this.vector(slot, 4);
    if (found === null) return [];
    const tables: FlatTable[] = [];
    for (let i = 0; i < found.count; i++) {
      const at = found.start + i * 4;
      tables.push(new FlatTable(this.#view, at + this.#view.getUint32(at, true)));
    }
    return tables;
  }

  /** Where a vector of members of `bytesEach` begins, and how many it has; null where there is none. */
  vector(slot: number, bytesEach: number): FlatVector | null {
    const at = this.#field(slot);
    if (at === 0) return null;
    const start = at + this.#view.getUint32(at, true) + 4;
    const count = this.#view.getUint32(start - 4, true);
    if (start + count * bytesEach > this.#view.byteLength) throw new RangeError('vector');
    return { start, count };
  }

  bytes({ start, count }: FlatVector): Uint8Array {
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + start, count);
  }

  #field(slot: number): number {
    if (slot + 2 > this.#vtableBytes) return 0;
    const offset = this.#view.getUint16(this.#vtable + slot, true);
    return offset === 0 ? 0 : this.#at + offset;
  }
}

export interface FlatVector {
  readonly start: number;
  readonly count: number;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
