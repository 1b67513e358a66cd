import { boundsOf } from './polygon-boxes.ts';

/**
 * Which cells of a coarse grid some boxes meet, as plain columns. Where a layer leaves most of the ground alone, one look at a few
 * cells tells so, at a tenth of the price of a search in a tree.
 */
export interface OccupiedCells {
  readonly minX: number;
  readonly minY: number;
  /** Cells a grid unit. */
  readonly perUnit: number;
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
  const columns = Math.floor(width / side) + 1;
  const rows = Math.floor(height / side) + 1;
  const bytes = columns * rows;
  const marks = new Uint8Array(options.shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
  const perUnit = 1 / side;
  for (let at = 0; at < boxes.length; at += 4) {
    const first = Math.floor((boxes[at]! - minX) * perUnit);
    const last = Math.floor((boxes[at + 2]! - minX) * perUnit);
    const high = Math.floor((boxes[at + 3]! - minY) * perUnit);
    for (let row = Math.floor((boxes[at + 1]! - minY) * perUnit); row <= high; row++) {
      marks.fill(1, row * columns + first, row * columns + last + 1);
    }
  }
  return { minX, minY, perUnit, columns, rows, marks };
}

/** Whether a box meets an occupied cell; a box that meets one of the boxes marked always does. */
export function meetsOccupied(
  cells: OccupiedCells,
  minX: number,
  minY: number,
  maxX: number,
  maxY: number,
): boolean {
  const { perUnit, columns, rows, marks } = cells;
  const first = Math.max(0, Math.floor((minX - cells.minX) * perUnit));
  const last = Math.min(columns - 1, Math.floor((maxX - cells.minX) * perUnit));
  const high = Math.min(rows - 1, Math.floor((maxY - cells.minY) * perUnit));
  for (let row = Math.max(0, Math.floor((minY - cells.minY) * perUnit)); row <= high; row++) {
    for (let cell = row * columns + first; cell <= row * columns + last; cell++)
      if (marks[cell] === 1) return true;
  }
  return false;
}
