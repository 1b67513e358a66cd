import { BoxSearch, type BoxTree } from '../polygons/box-tree.ts';
import { boundsOf } from '../polygons/polygon-boxes.ts';
import { roomFor } from '../polygons/room-for.ts';

/**
 * A coarse grid over a box tree that tells which of its leaves meet each cell, as plain columns. Leaves that lie near each other stand
 * near each other, so for a small window a look at a few cells leaves a few leaves in a row to be tried, or none, at a tenth of the
 * price of a search from the root.
 */
export interface LeafCells {
  /** A cell is 2 to this power of grid units wide and high, so that a shift tells the cell of a place. */
  readonly shift: number;
  /** The westernmost column and the southernmost row, counted from the origin. */
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
  /** The first leaf that meets each cell; as many as there are leaves where none does. */
  readonly first: Int32Array;
  /** The last leaf that meets each cell; -1 where none does. */
  readonly last: Int32Array;
}

const CELLS_A_LEAF = 64;
const CELLS_MAX = 2 << 20;
/** More leaves in a row than these are looked for from the root. */
const SCAN_MAX = 64;

/** Lays a grid over a tree, in shared memory when asked. */
export function layLeafCells(tree: BoxTree, options: { readonly shared?: boolean } = {}): LeafCells {
  const { boxes, count } = tree;
  let [minX, minY, maxX, maxY] = boundsOf(boxes);
  if (minX === Infinity) [minX, minY, maxX, maxY] = [0, 0, 0, 0];
  const width = maxX - minX + 1;
  const height = maxY - minY + 1;
  const wanted = Math.min(CELLS_MAX, 1024 + count * CELLS_A_LEAF);
  const side = Math.max(1, Math.sqrt((width * height) / wanted), width / 65_536, height / 65_536);
  const shift = Math.min(31, Math.round(Math.log2(side)));
  const column = minX >> shift;
  const row = minY >> shift;
  const columns = (maxX >> shift) - column + 1;
  const rows = (maxY >> shift) - row + 1;
  const bytes = 4 * columns * rows;
  const first = new Int32Array(roomFor(bytes, options.shared)).fill(count);
  const last = new Int32Array(roomFor(bytes, options.shared)).fill(-1);
  for (let leaf = 0, at = 0; leaf < count; leaf++, at += 4) {
    const left = (boxes[at]! >> shift) - column;
    const right = (boxes[at + 2]! >> shift) - column;
    const high = (boxes[at + 3]! >> shift) - row;
    for (let r = (boxes[at + 1]! >> shift) - row; r <= high; r++) {
      for (let cell = r * columns + left; cell <= r * columns + right; cell++) {
        if (last[cell]! < 0) first[cell] = leaf;
        last[cell] = leaf;
      }
    }
  }
  return { shift, column, row, columns, rows, first, last };
}

/** Searches one tree through its cells, again and again, without allocating: read what was found before the next search. */
export class LeafCellSearch {
  /** The items found; the first ones, as many as were found. */
  hits: Int32Array;
  readonly #near = new Int32Array(SCAN_MAX);
  readonly #tree: BoxTree;
  readonly #cells: LeafCells;
  readonly #whole: BoxSearch;

  constructor(tree: BoxTree, cells: LeafCells) {
    this.#tree = tree;
    this.#cells = cells;
    this.#whole = new BoxSearch(tree);
    this.hits = this.#near;
  }

  /**
   * Finds the items whose boxes meet a box of whole numbers (touching counts), and perhaps some that come within a unit of it; returns
   * how many, in an order that depends on the tree alone.
   */
  find(minX: number, minY: number, maxX: number, maxY: number): number {
    const { shift, column, row, columns, rows, first, last } = this.#cells;
    const left = Math.max(0, (minX >> shift) - column);
    const right = Math.min(columns - 1, (maxX >> shift) - column);
    const high = Math.min(rows - 1, (maxY >> shift) - row);
    let from = this.#tree.count;
    let to = -1;
    for (let r = Math.max(0, (minY >> shift) - row); r <= high; r++) {
      for (let cell = r * columns + left; cell <= r * columns + right; cell++) {
        // The lesser and the greater without a branch that nobody can foretell.
        const earlier = first[cell]! - from;
        const later = to - last[cell]!;
        from += earlier & (earlier >> 31);
        to -= later & (later >> 31);
      }
    }
    if (to - from < SCAN_MAX) return this.#scan(from, to, minX >> 1, minY >> 1, maxX >> 1, maxY >> 1);
    const found = this.#whole.find(minX, minY, maxX, maxY);
    this.hits = this.#whole.hits;
    return found;
  }

  /** Tries leaves from … to against a window in halves of grid units, whose differences do not overflow. */
  #scan(from: number, to: number, left: number, low: number, right: number, high: number): number {
    const { boxes, items } = this.#tree;
    const near = this.#near;
    let found = 0;
    for (let leaf = from, at = 4 * from; leaf <= to; leaf++, at += 4) {
      const apart =
        ((boxes[at + 2]! >> 1) - left) |
        (right - (boxes[at]! >> 1)) |
        ((boxes[at + 3]! >> 1) - low) |
        (high - (boxes[at + 1]! >> 1));
      near[found] = items[leaf]!;
      found += 1 + (apart >> 31);
    }
    this.hits = near;
    return found;
  }
}
