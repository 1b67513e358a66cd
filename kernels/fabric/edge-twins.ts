import type { Polygons } from './polygons.ts';

/** Which edges are had by two polygons, in opposite directions. Edges are named by the point at which they start. */
export interface EdgeTwins {
  /** The other polygon of each edge; -1 where there is none. */
  readonly twinOf: Int32Array;
  /** 1 for each polygon all of whose edges have just one twin each. */
  readonly matched: Uint8Array;
}

/** Edges a cell of the ground, so that what is compared lies close together in memory. */
const EDGES_A_CELL = 64;
const ROOM = 1.5;
const PER_HASH = 2 ** -32;

/**
 * Finds the edges that two polygons have, by a hash table of their ends that is cut up by the ground, so that neighbours are looked up
 * where they were just put. An edge that is there three times, or twice in one direction, leaves its polygons unmatched.
 * O(n) for n points.
 */
export function findEdgeTwins(polygons: Polygons): EdgeTwins {
  const { count, ringStart, pointStart, xs, ys } = polygons;
  const twinOf = new Int32Array(xs.length).fill(-1);
  const matched = new Uint8Array(count).fill(1);
  const ground = new Ground(polygons);
  const { slotStart } = ground;
  const slots = new Int32Array(slotStart[slotStart.length - 1]!);
  const owners = new Int32Array(slots.length);
  for (let row = 0; row < count; row++) {
    for (let r = ringStart[row]!; r < ringStart[row + 1]!; r++) {
      const start = pointStart[r]!;
      const end = pointStart[r + 1]!;
      for (let k = start; k < end; k++) {
        const next = k + 1 === end ? start : k + 1;
        const px = xs[k]!;
        const py = ys[k]!;
        const qx = xs[next]!;
        const qy = ys[next]!;
        const cell = ground.cellOf(px, py, qx, qy);
        const first = slotStart[cell]!;
        const size = slotStart[cell + 1]! - first;
        let at = first + Math.floor(hash(px + qx, py + qy) * PER_HASH * size);
        for (;;) {
          const other = slots[at]! - 1;
          if (other === -1) {
            slots[at] = k + 1;
            owners[at] = row;
            break;
          }
          const ox = xs[other]!;
          const oy = ys[other]!;
          if (ox === qx && oy === qy) {
            const far = ground.nextPoint(other);
            if (xs[far] === px && ys[far] === py) {
              const owner = owners[at]!;
              if (owner === row || twinOf[other] !== -1) {
                matched[row] = 0;
                matched[owner] = 0;
              } else {
                twinOf[other] = row;
                twinOf[k] = owner;
              }
              break;
            }
          } else if (ox === px && oy === py) {
            const far = ground.nextPoint(other);
            if (xs[far] === qx && ys[far] === qy) {
              matched[row] = 0;
              matched[owners[at]!] = 0;
              break;
            }
          }
          if (++at === first + size) at = first;
        }
      }
    }
  }
  for (let row = 0; row < count; row++) {
    for (let k = pointStart[ringStart[row]!]!; k < pointStart[ringStart[row + 1]!]!; k++) {
      if (twinOf[k] === -1) matched[row] = 0;
    }
  }
  return { twinOf, matched };
}

/** A grid over the ground, with room in each cell for the edges that have their middle in it. */
class Ground {
  /** Cell c has slots slotStart[c] … slotStart[c + 1] - 1, always one more than edges. */
  readonly slotStart: Int32Array;
  readonly #polygons: Polygons;
  /** 1 for the last point of each ring. */
  readonly #last: Uint8Array;
  readonly #columns: number;
  readonly #rows: number;
  readonly #minX: number;
  readonly #minY: number;
  readonly #perSide: number;

  constructor(polygons: Polygons) {
    const { pointStart, xs, ys } = polygons;
    let minX = Infinity;
    let minY = Infinity;
    let maxX = -Infinity;
    let maxY = -Infinity;
    for (let k = 0; k < xs.length; k++) {
      const x = xs[k]!;
      const y = ys[k]!;
      if (x < minX) minX = x;
      if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      if (y > maxY) maxY = y;
    }
    const width = Math.max(maxX - minX, 1);
    const height = Math.max(maxY - minY, 1);
    const side = Math.max(
      Math.sqrt((width * height * EDGES_A_CELL) / Math.max(xs.length, 1)),
      width / 4096,
      height / 4096,
      1,
    );
    this.#polygons = polygons;
    this.#minX = 2 * minX;
    this.#minY = 2 * minY;
    this.#perSide = 1 / (2 * side);
    this.#columns = xs.length === 0 ? 1 : Math.floor(width / side) + 1;
    this.#rows = xs.length === 0 ? 1 : Math.floor(height / side) + 1;
    this.#last = new Uint8Array(xs.length);
    const counts = new Int32Array(this.#columns * this.#rows + 1);
    for (let r = 0; r + 1 < pointStart.length; r++) {
      const end = pointStart[r + 1]!;
      if (end === pointStart[r]!) continue;
      this.#last[end - 1] = 1;
      let px = xs[end - 1]!;
      let py = ys[end - 1]!;
      for (let k = pointStart[r]!; k < end; k++) {
        counts[this.cellOf(px, py, xs[k]!, ys[k]!) + 1]!++;
        px = xs[k]!;
        py = ys[k]!;
      }
    }
    for (let cell = 1; cell < counts.length; cell++) {
      counts[cell] = counts[cell - 1]! + Math.ceil(counts[cell]! * ROOM) + 1;
    }
    this.slotStart = counts;
  }

  cellOf(px: number, py: number, qx: number, qy: number): number {
    const column = Math.floor((px + qx - this.#minX) * this.#perSide);
    const row = Math.floor((py + qy - this.#minY) * this.#perSide);
    return row * this.#columns + column;
  }

  /** The point after one on its ring. */
  nextPoint(point: number): number {
    if (this.#last[point] === 0) return point + 1;
    const { pointStart } = this.#polygons;
    let low = 0;
    let high = pointStart.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (pointStart[middle]! <= point) low = middle;
      else high = middle;
    }
    return pointStart[low]!;
  }
}

function hash(x: number, y: number): number {
  let h = Math.imul(x | 0, 0x9e3779b1) ^ Math.imul(y | 0, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return (h ^ (h >>> 13)) >>> 0;
}
