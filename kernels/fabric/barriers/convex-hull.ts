/** Points gathered one by one, and their convex hull. Few points at a time; filled again and again without allocating. */
export class HullPoints {
  count = 0;
  /** After `close`, the corners of the hull, counter-clockwise, are the first `count`. */
  xs: Float64Array = new Float64Array(64);
  ys: Float64Array = new Float64Array(64);
  #hullXs = new Float64Array(128);
  #hullYs = new Float64Array(128);

  clear(): void {
    this.count = 0;
  }

  add(x: number, y: number): void {
    if (this.count === this.xs.length) this.#grow();
    // Kept by x, then y, as they come.
    let at = this.count++;
    for (; at > 0 && (this.xs[at - 1]! > x || (this.xs[at - 1] === x && this.ys[at - 1]! > y)); at--) {
      this.xs[at] = this.xs[at - 1]!;
      this.ys[at] = this.ys[at - 1]!;
    }
    this.xs[at] = x;
    this.ys[at] = y;
  }

  /**
   * Leaves the corners of the hull, and returns its area; a hull of fewer than three corners has none.
   *
   * Source: A. Andrew, Another efficient algorithm for convex hulls in two dimensions (1979).
   */
  close(): number {
    let top = this.#chain(0, 1, 0);
    top = this.#chain(this.count - 1, -1, top);
    this.count = top;
    let doubled = 0;
    for (let i = 0; i < top; i++) {
      this.xs[i] = this.#hullXs[i]!;
      this.ys[i] = this.#hullYs[i]!;
      if (i < 2) continue;
      const [dx, dy] = [this.xs[i - 1]! - this.xs[0]!, this.ys[i - 1]! - this.ys[0]!];
      doubled += dx * (this.ys[i]! - this.ys[0]!) - (this.xs[i]! - this.xs[0]!) * dy;
    }
    return top < 3 ? 0 : doubled / 2;
  }

  /** Half of the hull, along the points from one end to the other, without the last. */
  #chain(from: number, step: 1 | -1, base: number): number {
    const xs = this.#hullXs;
    const ys = this.#hullYs;
    let top = base;
    for (let i = from; i >= 0 && i < this.count; i += step) {
      const x = this.xs[i]!;
      const y = this.ys[i]!;
      while (top >= base + 2) {
        const ux = xs[top - 1]! - xs[top - 2]!;
        const uy = ys[top - 1]! - ys[top - 2]!;
        if (ux * (y - ys[top - 1]!) - uy * (x - xs[top - 1]!) > 0) break;
        top--;
      }
      xs[top] = x;
      ys[top++] = y;
    }
    return Math.max(base, top - 1);
  }

  #grow(): void {
    const longer = (old: Float64Array, room: number): Float64Array<ArrayBuffer> => {
      const next = new Float64Array(room);
      next.set(old);
      return next;
    };
    const room = 2 * this.count;
    this.xs = longer(this.xs, room);
    this.ys = longer(this.ys, room);
    this.#hullXs = longer(this.#hullXs, 2 * room);
    this.#hullYs = longer(this.#hullYs, 2 * room);
  }
}
