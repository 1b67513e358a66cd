/** Stretches of edges, gathered in any order, and the length of their union. */
export class CoveredLengths {
  #count = 0;
  /** Three numbers a stretch: edge, from, to. */
  #stretches = new Float64Array(3 * 32);

  clear(): void {
    this.#count = 0;
  }

  add(edge: number, from: number, to: number): void {
    const at = 3 * this.#count;
    if (at === this.#stretches.length) {
      const next = new Float64Array(2 * at);
      next.set(this.#stretches);
      this.#stretches = next;
    }
    this.#stretches[at] = edge;
    this.#stretches[at + 1] = from;
    this.#stretches[at + 2] = to;
    this.#count++;
  }

  /** Length of all stretches, ground that several cover counted once; edges marked in `without` are left out. */
  total(without: Uint8Array): number {
    if (this.#count === 0) return 0;
    this.#sort();
    const stretches = this.#stretches;
    let sum = 0;
    let edge = -1;
    let reached = 0;
    for (let at = 0; at < 3 * this.#count; at += 3) {
      if (without[stretches[at]!] === 1) continue;
      if (stretches[at] !== edge) {
        edge = stretches[at]!;
        reached = -Infinity;
      }
      const from = Math.max(stretches[at + 1]!, reached);
      if (stretches[at + 2]! <= from) continue;
      sum += stretches[at + 2]! - from;
      reached = stretches[at + 2]!;
    }
    return sum;
  }

  /** By edge, then by start. Few at a time as a rule, and nearly in order; thousands only along a long boundary. */
  #sort(): void {
    const stretches = this.#stretches;
    if (this.#count > 64) {
      const order = Array.from({ length: this.#count }, (_, i) => 3 * i).sort(
        (a, b) => stretches[a]! - stretches[b]! || stretches[a + 1]! - stretches[b + 1]!,
      );
      const sorted = new Float64Array(stretches.length);
      for (const [i, at] of order.entries()) {
        for (let k = 0; k < 3; k++) sorted[3 * i + k] = stretches[at + k]!;
      }
      this.#stretches = sorted;
      return;
    }
    for (let i = 3; i < 3 * this.#count; i += 3) {
      const edge = stretches[i]!;
      const from = stretches[i + 1]!;
      const to = stretches[i + 2]!;
      let j = i;
      for (; j > 0; j -= 3) {
        const before = stretches[j - 3]!;
        if (before < edge || (before === edge && stretches[j - 2]! <= from)) break;
        stretches[j] = before;
        stretches[j + 1] = stretches[j - 2]!;
        stretches[j + 2] = stretches[j - 1]!;
      }
      stretches[j] = edge;
      stretches[j + 1] = from;
      stretches[j + 2] = to;
    }
  }
}
