import { boundsOf } from '../polygons/polygon-boxes.ts';
import type { Polygons } from '../polygons/polygons.ts';

/** Which edges are had by two polygons, in opposite directions. Edges are named by the point at which they start. */
export interface EdgeTwins {
  /** The other polygon of each edge; -1 where there is none. */
  readonly twinOf: Int32Array;
  /** 1 for each polygon all of whose edges have just one twin each. */
  readonly matched: Uint8Array;
}

/** Edges a cell of the ground, so that all that is compared with each other stays in the nearest memory. */
const EDGES_A_CELL = 64;

/**
 * Finds the edges that two polygons have: edges are gathered by the cell of the ground in which their middle lies, and matched cell
 * by cell, by a hash of their ends. An edge that is there three times, or twice in one direction, leaves its polygons unmatched.
 * O(n) for n points; `boxes` as `polygonBoxes` gives them, `next` as `edgesOf` does. `scratch` is written over: room for two
 * numbers a point, which is cheaper to lend than to make.
 */
export function findEdgeTwins(
  polygons: Polygons,
  boxes: Int32Array,
  next: Int32Array,
  scratch: Int32Array,
): EdgeTwins {
  const { count, ringStart, pointStart, xs } = polygons;
  const matched = new Uint8Array(count).fill(1);
  const twinOf = new Int32Array(xs.length);
  const cellStart = gatherByCell(polygons, boxes, next, twinOf, scratch);
  twinOf.fill(-1);
  const cell = new CellOfEdges(polygons, next, twinOf, matched);
  for (let c = 0; c + 1 < cellStart.length; c++) cell.match(scratch, cellStart[c]!, cellStart[c + 1]!);
  for (let row = 0; row < count; row++) {
    for (let k = pointStart[ringStart[row]!]!; k < pointStart[ringStart[row + 1]!]!; k++) {
      if (twinOf[k] === -1) matched[row] = 0;
    }
  }
  return { twinOf, matched };
}

/** Matches the edges of one cell after another. */
class CellOfEdges {
  readonly #polygons: Polygons;
  readonly #next: Int32Array;
  readonly #twinOf: Int32Array;
  readonly #matched: Uint8Array;
  /** Four numbers an edge: its ends. */
  #ends = new Int32Array(4 * 128);
  /** Places of edges in the cell, counted from 1; a power of two, more than twice as many as edges. */
  #slots = new Int32Array(256);

  constructor(polygons: Polygons, next: Int32Array, twinOf: Int32Array, matched: Uint8Array) {
    this.#polygons = polygons;
    this.#next = next;
    this.#twinOf = twinOf;
    this.#matched = matched;
  }

  /** `edges` from place `first` to `last` - 1, as `gatherByCell` leaves them. */
  match(edges: Int32Array, first: number, last: number): void {
    const size = last - first;
    if (size < 2) return;
    if (4 * size > this.#ends.length) this.#ends = new Int32Array(8 * size);
    let room = 16;
    while (room <= 2 * size) room *= 2;
    if (room > this.#slots.length) this.#slots = new Int32Array(room);
    else this.#slots.fill(0, 0, room);
    const { xs, ys } = this.#polygons;
    const ends = this.#ends;
    const slots = this.#slots;
    const mask = room - 1;
    for (let place = 0; place < size; place++) {
      const k = edges[2 * (first + place)]!;
      const row = edges[2 * (first + place) + 1]!;
      const to = this.#next[k]!;
      const px = xs[k]!;
      const py = ys[k]!;
      const qx = xs[to]!;
      const qy = ys[to]!;
      const at = 4 * place;
      ends[at] = px;
      ends[at + 1] = py;
      ends[at + 2] = qx;
      ends[at + 3] = qy;
      let slot = hash(px + qx, py + qy) & mask;
      for (;;) {
        const found = slots[slot]!;
        if (found === 0) {
          slots[slot] = place + 1;
          break;
        }
        const same = 4 * (found - 1);
        if (ends[same] === qx && ends[same + 1] === qy && ends[same + 2] === px && ends[same + 3] === py) {
          this.#pair(k, row, edges[2 * (first + found - 1)]!, edges[2 * (first + found - 1) + 1]!);
          break;
        }
        if (ends[same] === px && ends[same + 1] === py && ends[same + 2] === qx && ends[same + 3] === qy) {
          this.#matched[row] = 0;
          this.#matched[edges[2 * (first + found - 1) + 1]!] = 0;
          break;
        }
        slot = (slot + 1) & mask;
      }
    }
  }

  #pair(k: number, row: number, other: number, owner: number): void {
    if (owner === row || this.#twinOf[other] !== -1) {
      this.#matched[row] = 0;
      this.#matched[owner] = 0;
    } else {
      this.#twinOf[other] = row;
      this.#twinOf[k] = owner;
    }
  }
}

/**
 * Puts edges (the point at which each starts, and its polygon, in turn) into `edges` by the cell of a square grid that their middle
 * lies in, and returns where each cell begins; `cellOf` takes the cell of each edge.
 */
function gatherByCell(
  { count, ringStart, pointStart, xs, ys }: Polygons,
  boxes: Int32Array,
  next: Int32Array,
  cellOf: Int32Array,
  edges: Int32Array,
): Int32Array {
  const { columns, rows, left, bottom, perUnit } = gridOver(boxes, xs.length);
  const cellStart = new Int32Array(columns * rows + 2);
  for (let k = 0; k < xs.length; k++) {
    const column = Math.floor((xs[k]! + xs[next[k]!]! - left) * perUnit);
    const cell = Math.floor((ys[k]! + ys[next[k]!]! - bottom) * perUnit) * columns + column;
    cellOf[k] = cell;
    cellStart[cell + 2]!++;
  }
  for (let cell = 2; cell < cellStart.length; cell++) cellStart[cell]! += cellStart[cell - 1]!;
  for (let row = 0; row < count; row++) {
    for (let k = pointStart[ringStart[row]!]!; k < pointStart[ringStart[row + 1]!]!; k++) {
      const at = 2 * cellStart[cellOf[k]! + 1]!++;
      edges[at] = k;
      edges[at + 1] = row;
    }
  }
  return cellStart.subarray(0, -1);
}

/** A square grid over all boxes, with room for so many edges; in doubled units, as sums of two ends are. */
function gridOver(boxes: Int32Array, edges: number) {
  if (edges === 0) return { columns: 1, rows: 1, left: 0, bottom: 0, perUnit: 1 };
  const [minX, minY, maxX, maxY] = boundsOf(boxes);
  const width = Math.max(maxX - minX, 1);
  const height = Math.max(maxY - minY, 1);
  const fair = Math.sqrt((width * height * EDGES_A_CELL) / edges);
  const side = Math.max(fair, width / 4096, height / 4096, 1);
  const columns = Math.floor(width / side) + 1;
  const rows = Math.floor(height / side) + 1;
  return { columns, rows, left: 2 * minX, bottom: 2 * minY, perUnit: 1 / (2 * side) };
}

function hash(x: number, y: number): number {
  let h = Math.imul(x | 0, 0x9e3779b1) ^ Math.imul(y | 0, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return (h ^ (h >>> 13)) >>> 0;
}
