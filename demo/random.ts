/**
 * A seeded stream of random numbers (sfc32), and streams derived from it by keys, so that what one place of the
 * city draws never depends on what another place drew before it.
 *
 * sfc32: Chris Doty-Humphrey, PractRand 0.94; the keys are mixed with the finaliser of MurmurHash3.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;
  readonly #seed: number;

  constructor(seed: number, ...keys: number[]) {
    let hash = mix(seed | 0);
    for (const key of keys) hash = mix((Math.imul(hash, 31) + (key | 0)) | 0);
    this.#seed = hash;
    this.#a = hash;
    this.#b = mix(hash ^ 0x9e3779b9);
    this.#c = mix(hash ^ 0x243f6a88);
    for (let i = 0; i < 12; i++) this.next();
  }

  /** A new stream that depends on this stream's seed and the keys alone, not on how far this one was read. */
  derive(...keys: number[]): Random {
    return new Random(this.#seed, ...keys);
  }

  /** Uniform in [0, 1), 32 bits. */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  }

  /** Uniform in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** A whole number in [0, below). */
  integer(below: number): number {
    return Math.floor(this.next() * below);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** Near enough normal for a city: the sum of four uniforms, mean 0, standard deviation 1, within ± 3.46. */
  normal(): number {
    return (this.next() + this.next() + this.next() + this.next() - 2) * 1.732;
  }

  pick<T>(choices: readonly T[]): T {
    const choice = choices[this.integer(choices.length)];
    if (choice === undefined) throw new RangeError('Cannot pick from an empty list');
    return choice;
  }

  /** Picks by weight: `[['rice', 3], ['fish', 1]]` gives rice three times of four. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T {
    let total = 0;
    for (const [, weight] of choices) total += weight;
    let at = this.next() * total;
    for (const [choice, weight] of choices) {
      at -= weight;
      if (at < 0) return choice;
    }
    const last = choices.at(-1);
    if (last === undefined) throw new RangeError('Cannot pick from an empty list');
    return last[0];
  }
}

/** A well-mixed 32-bit hash of a 32-bit integer (MurmurHash3, fmix32). */
export function mix(value: number): number {
  let hash = value | 0;
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
