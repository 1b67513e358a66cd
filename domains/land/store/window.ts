import type { Bbox } from '@lizhu/programme/contract';

const LEVELS = 11;
const FINEST_DEG = 0.0005;
const HALF_RANGE = 134_217_728;
const CELLS_MAX = 3_000;

/**
 * The grid keys (see `land.cell` in the first migration) under which a box that meets the window can lie, or null when
 * the window is so large that listing them would not help.
 */
export function cellsOfWindow([west, south, east, north]: Bbox): bigint[] | null {
  const cells: bigint[] = [];
  for (let level = 0; level < LEVELS; level++) {
    const size = FINEST_DEG * 4 ** level;
    const index = (degrees: number): number => Math.floor(degrees / size) + HALF_RANGE;
    const columns = [index(west - size / 2), index(east + size / 2)] as const;
    const rows = [index(south - size / 2), index(north + size / 2)] as const;
    if ((columns[1] - columns[0] + 1) * (rows[1] - rows[0] + 1) + cells.length > CELLS_MAX) return null;
    for (let row = rows[0]; row <= rows[1]; row++) {
      for (let column = columns[0]; column <= columns[1]; column++) {
        cells.push((BigInt(level) << 56n) | (BigInt(row) << 28n) | BigInt(column));
      }
    }
  }
  return cells;
}

/** A PostgreSQL box literal. */
export function boxOf([west, south, east, north]: Bbox): string {
  return `(${west},${south}),(${east},${north})`;
}

/** Parses what PostgreSQL prints of a box: the upper right corner first. */
export function bboxOf(box: string): Bbox {
  const [east, north, west, south] = box.replaceAll(/[()]/g, '').split(',').map(Number);
  return [west!, south!, east!, north!];
}

/** Reads `west,south,east,north`; null when it is not four finite numbers in order. */
export function parseBbox(text: string): Bbox | null {
  const parts = text.split(',').map(Number);
  if (parts.length !== 4 || !parts.every(Number.isFinite)) return null;
  const [west, south, east, north] = parts as [number, number, number, number];
  return west <= east && south <= north ? [west, south, east, north] : null;
}

/** The box around boxes. */
export function boxAround(boxes: readonly Bbox[]): Bbox {
  const bound = (side: 0 | 1 | 2 | 3, of: (a: number, b: number) => number): number =>
    boxes.map((box) => box[side]).reduce((a, b) => of(a, b));
  return [bound(0, Math.min), bound(1, Math.min), bound(2, Math.max), bound(3, Math.max)];
}
