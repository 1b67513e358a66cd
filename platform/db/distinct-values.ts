import { uuidAt } from './uuid-text.ts';

/**
 * The different values of a column, numbered from 0 in the order in which they come. Values are told apart by their bytes, so that
 * a text is made of each only once, at the end.
 */
export class DistinctValues {
  count = 0;
  /** Numbers by hash, plus one; 0 is a free place. A power of two long, at most half full. */
  #table = new Int32Array(64);
  #hashes = new Int32Array(32);
  /** Value i lies from ends[i - 1] to ends[i]. */
  #ends = new Int32Array(32);
  #bytes = new Uint8Array(1024);

  /** The number of the value that lies from `start` in `data`. */
  numberOf(data: Uint8Array, start: number, length: number): number {
    // FNV-1a, 32 bits.
    let hash = 0x811c9dc5 | 0;
    for (let i = start; i < start + length; i++) hash = Math.imul(hash ^ data[i]!, 0x01000193);
    const mask = this.#table.length - 1;
    let place = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const number = this.#table[place]! - 1;
      if (number === -1) break;
      if (this.#hashes[number] === hash && this.#is(number, data, start, length)) return number;
      place = (place + 1) & mask;
    }
    this.#table[place] = this.count + 1;
    return this.#add(hash, data, start, length);
  }

  /** The values by their numbers, read as UTF-8. */
  texts(): string[] {
    const bytes = Buffer.from(this.#bytes.buffer);
    return Array.from({ length: this.count }, (_, number) =>
      bytes.toString('utf8', this.#startOf(number), this.#ends[number]!),
    );
  }

  /** The values by their numbers, read as uuids. */
  uuids(): string[] {
    return Array.from({ length: this.count }, (_, number) => uuidAt(this.#bytes, this.#startOf(number)));
  }

  #startOf(number: number): number {
    return number === 0 ? 0 : this.#ends[number - 1]!;
  }

  #is(number: number, data: Uint8Array, start: number, length: number): boolean {
    const from = this.#startOf(number);
    if (this.#ends[number]! - from !== length) return false;
    for (let i = 0; i < length; i++) if (this.#bytes[from + i] !== data[start + i]) return false;
    return true;
  }

  #add(hash: number, data: Uint8Array, start: number, length: number): number {
    const number = this.count++;
    const from = this.#startOf(number);
    while (from + length > this.#bytes.length) {
      const longer = new Uint8Array(2 * this.#bytes.length);
      longer.set(this.#bytes);
      this.#bytes = longer;
    }
    for (let i = 0; i < length; i++) this.#bytes[from + i] = data[start + i]!;
    this.#ends[number] = from + length;
    this.#hashes[number] = hash;
    if (2 * this.count >= this.#table.length) this.#grow();
    return number;
  }

  #grow(): void {
    const longer = (column: Int32Array): Int32Array<ArrayBuffer> => {
      const next = new Int32Array(2 * column.length);
      next.set(column);
      return next;
    };
    this.#ends = longer(this.#ends);
    this.#hashes = longer(this.#hashes);
    this.#table = new Int32Array(2 * this.#table.length);
    const mask = this.#table.length - 1;
    for (let number = 0; number < this.count; number++) {
      const hash = this.#hashes[number]!;
      let place = (hash ^ (hash >>> 15)) & mask;
      while (this.#table[place] !== 0) place = (place + 1) & mask;
      this.#table[place] = number + 1;
    }
  }
}
