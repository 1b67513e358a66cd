/**
 * Numbers to codes 0, 1, 2 … in the order in which they are first met: a hash table with open addressing, several times faster than a
 * Map of numbers. -0 and 0 are two numbers here.
 */
export class NumberCodes {
  count = 0;
  #values = new Float64Array(512);
  /** Code + 1 by slot; 0 where free. */
  #slots = new Int32Array(1024);
  readonly #bits = new Float64Array(1);
  readonly #words = new Uint32Array(this.#bits.buffer);

  /** The code of a finite number; equal to the `count` before when the number is new. */
  codeOf(value: number): number {
    const mask = this.#slots.length - 1;
    let slot = this.#hash(value) & mask;
    for (;;) {
      const code = this.#slots[slot]! - 1;
      if (code === -1) break;
      if (Object.is(this.#values[code], value)) return code;
      slot = (slot + 1) & mask;
    }
    if (this.count === this.#values.length) {
      this.#grow();
      return this.codeOf(value);
    }
    this.#values[this.count] = value;
    this.#slots[slot] = ++this.count;
    return this.count - 1;
  }

  #hash(value: number): number {
    this.#bits[0] = value;
    let hash = Math.imul(this.#words[0]! ^ Math.imul(this.#words[1]!, 0x9e3779b1), 0x85ebca6b);
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0xc2b2ae35);
    return hash ^ (hash >>> 16);
  }

  #grow(): void {
    const values = new Float64Array(this.#values.length * 2);
    values.set(this.#values);
    this.#values = values;
    this.#slots = new Int32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let code = 0; code < this.count; code++) {
      let slot = this.#hash(values[code]!) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = code + 1;
    }
  }
}
