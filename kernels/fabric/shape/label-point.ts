import type { Polygons } from '../polygons/polygons.ts';
import { type OuterPart, outerParts } from './outer-parts.ts';

/** Cells looked at before the best so far is taken. */
const CELLS_MAX = 600;

/**
 * The point inside a polygon's largest part that lies furthest from its boundary, to a hundredth of its size, in metres of the
 * plane; null for an empty polygon. A label set there stays on the ground that it names.
 *
 * Source: V. Agafonkin, polylabel (2016): a quadtree whose cells are visited by what they can hold at best.
 */
export function labelPoint(polygons: Polygons, row: number): [number, number] | null {
  const part = outerParts(polygons, row)[0];
  return part === undefined ? null : labelPointOfPart(polygons, part);
}

/** The same within one part. */
export function labelPointOfPart(polygons: Polygons, part: OuterPart): [number, number] {
  const { pointStart, xs, ys, originX, originY, resolutionM } = polygons;
  const first = pointStart[part.from]!;
  const last = pointStart[part.to]!;
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let k = first; k < last; k++) {
    minX = Math.min(minX, xs[k]!);
    maxX = Math.max(maxX, xs[k]!);
    minY = Math.min(minY, ys[k]!);
    maxY = Math.max(maxY, ys[k]!);
  }
  const size = Math.max(maxX - minX, maxY - minY);
  const precision = size / 100;
  const cellAt = (x: number, y: number, half: number): Cell => {
    const inside = distanceInside(polygons, part, x, y);
    return { x, y, half, inside, hope: inside + half * Math.SQRT2 };
  };
  const half = Math.max(Math.min(maxX - minX, maxY - minY) / 2, size / 8);
  const queue = new CellQueue();
  for (let x = minX + half; x - half < maxX || x === minX + half; x += 2 * half) {
    for (let y = minY + half; y - half < maxY || y === minY + half; y += 2 * half)
      queue.push(cellAt(x, y, half));
  }
  let best = cellAt((minX + maxX) / 2, (minY + maxY) / 2, 0);
  for (let looked = 0; looked < CELLS_MAX; looked++) {
    const cell = queue.pop();
    if (cell === undefined) break;
    if (cell.inside > best.inside) best = cell;
    if (cell.hope - best.inside <= precision && best.inside > 0) break;
    const quarter = cell.half / 2;
    for (const [sx, sy] of [
      [-1, -1],
      [1, -1],
      [-1, 1],
      [1, 1],
    ] as const) {
      queue.push(cellAt(cell.x + sx * quarter, cell.y + sy * quarter, quarter));
    }
  }
  return [originX + best.x * resolutionM, originY + best.y * resolutionM];
}

interface Cell {
  readonly x: number;
  readonly y: number;
  readonly half: number;
  /** Distance from the boundary, negative outside. */
  readonly inside: number;
  /** The most that any point of the cell can have. */
  readonly hope: number;
}

/** A heap of cells, the most hopeful first. */
class CellQueue {
  readonly #cells: Cell[] = [];

  push(cell: Cell): void {
    const cells = this.#cells;
    let at = cells.length;
    cells.push(cell);
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (cells[up]!.hope >= cell.hope) break;
      cells[at] = cells[up]!;
      at = up;
    }
    cells[at] = cell;
  }

  pop(): Cell | undefined {
    const cells = this.#cells;
    const top = cells[0];
    const cell = cells.pop();
    if (cell === undefined || cells.length === 0) return top;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= cells.length) break;
      if (down + 1 < cells.length && cells[down + 1]!.hope > cells[down]!.hope) down++;
      if (cells[down]!.hope <= cell.hope) break;
      cells[at] = cells[down]!;
      at = down;
    }
    cells[at] = cell;
    return top;
  }
}

function distanceInside({ pointStart, xs, ys }: Polygons, part: OuterPart, x: number, y: number): number {
  let inside = false;
  let nearest = Infinity;
  for (let r = part.from; r < part.to; r++) {
    const end = pointStart[r + 1]!;
    let px = xs[end - 1]!;
    let py = ys[end - 1]!;
    for (let k = pointStart[r]!; k < end; k++) {
      const qx = xs[k]!;
      const qy = ys[k]!;
      const dx = qx - px;
      const dy = qy - py;
      if (py > y !== qy > y && x < (dx * (y - py)) / dy + px) inside = !inside;
      const share = Math.min(1, Math.max(0, ((x - px) * dx + (y - py) * dy) / (dx * dx + dy * dy)));
      const ox = x - px - share * dx;
      const oy = y - py - share * dy;
      const apart = ox * ox + oy * oy;
      if (apart < nearest) nearest = apart;
      px = qx;
      py = qy;
    }
  }
  return inside ? Math.sqrt(nearest) : -Math.sqrt(nearest);
}
