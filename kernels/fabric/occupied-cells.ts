import { boundsOf } from './polygon-boxes.ts';

/**
 * Which cells of a coarse grid some boxes meet, as plain columns. Where a layer leaves most of the ground alone, one look at a few
 * cells tells so, at a tenth of the price of a search in a tree.
 */
export interface OccupiedCells {
  /** A cell is 2 to this power of grid units wide and high, so that a shift tells the cell of a place. */
  readonly shift: number;
  /** The westernmost column and the southernmost row, counted from the origin. */
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
  /** 1 for each cell that a box meets. */
  readonly marks: Uint8Array;
}

const CELLS_A_BOX = 64;
const CELLS_MAX = 4 << 20;

/** Marks the cells of `boxes` (min x, min y, max x, max y of each), in shared memory when asked. */
export function occupyCells(boxes: Int32Array, options: { readonly shared?: boolean } = {}): OccupiedCells {
  let [minX, minY, maxX, maxY] = boundsOf(boxes);
  if (minX === Infinity) [minX, minY, maxX, maxY] = [0, 0, 0, 0];
  const width = maxX - minX + 1;
  const height = maxY - minY + 1;
  const wanted = Math.min(CELLS_MAX, 1024 + (boxes.length / 4) * CELLS_A_BOX);
  const side = Math.max(1, Math.sqrt((width * height) / wanted), width / 65_536, height / 65_536);
  const shift = Math.min(31, Math.round(Math.log2(side)));
  const column = minX >> shift;
  const row = minY >> shift;
  const columns = (maxX >> shift) - column + 1;
  const rows = (maxY >> shift) - row + 1;
  const bytes = columns * rows;
  const marks = new Uint8Array(options.shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
  for (let at = 0; at < boxes.length; at += 4) {
    const first = (boxes[at]! >> shift) - column;
    const last = (boxes[at + 2]! >> shift) - column;
    const high = (boxes[at + 3]! >> shift) - row;
    for (let r = (boxes[at + 1]! >> shift) - row; r <= high; r++)
      marks.fill(1, r * columns + first, r * columns + last + 1);
  }
  return { shift, column, row, columns, rows, marks };
}

/** Whether a box of whole numbers meets an occupied cell; a box that meets one of the boxes marked always does. */
export function meetsOccupied(
  { shift, column, row, columns, rows, marks }: OccupiedCells,
  minX: number,
  minY: number,
  maxX: number,
  maxY: number,
): boolean {
  const first = Math.max(0, (minX >> shift) - column);
  const last = Math.min(columns - 1, (maxX >> shift) - column);
  const high = Math.min(rows - 1, (maxY >> shift) - row);
  for (let r = Math.max(0, (minY >> shift) - row); r <= high; r++) {
    for (let cell = r * columns + first; cell <= r * columns + last; cell++)
      if (marks[cell] === 1) return true;
  }
  return false;
}
