import type { Polygons } from '../polygons/polygons.ts';

/**
 * Boxes over runs of sixteen edges of a long boundary, and over runs of runs, so that the few edges near a neighbour are found
 * without walking the boundary. Edges follow each other on the ground, so their order is the tree; no sorting is needed.
 */
export interface BoundaryRuns {
  /** Four numbers a node; level 0 first. */
  readonly boxes: Int32Array;
  readonly levelStart: readonly number[];
}

export const RUN = 16;

/** Runs over the edges of one polygon. Edge k goes from point k to the next of its ring. */
export function buildBoundaryRuns({ ringStart, pointStart, xs, ys }: Polygons, row: number): BoundaryRuns {
  const first = pointStart[ringStart[row]!]!;
  const edges = pointStart[ringStart[row + 1]!]! - first;
  const levelStart = [0];
  let nodes = 0;
  for (let size = edges; size > 1 || nodes === 0; ) {
    size = Math.ceil(size / RUN);
    nodes += size;
    levelStart.push(nodes);
  }
  const boxes = new Int32Array(4 * nodes);
  for (let node = 0; node < nodes; node++)
    boxes.set([2 ** 31 - 1, 2 ** 31 - 1, -(2 ** 31), -(2 ** 31)], 4 * node);
  for (let r = ringStart[row]!; r < ringStart[row + 1]!; r++) {
    const start = pointStart[r]!;
    const end = pointStart[r + 1]!;
    for (let k = start; k < end; k++) {
      const next = k + 1 === end ? start : k + 1;
      const node = Math.floor((k - first) / RUN);
      widen(boxes, node, xs[k]!, ys[k]!, xs[k]!, ys[k]!);
      widen(boxes, node, xs[next]!, ys[next]!, xs[next]!, ys[next]!);
    }
  }
  for (let level = 1; level + 1 < levelStart.length; level++) {
    const below = levelStart[level - 1]!;
    for (let child = below; child < levelStart[level]!; child++) {
      const at = 4 * child;
      const node = levelStart[level]! + Math.floor((child - below) / RUN);
      widen(boxes, node, boxes[at]!, boxes[at + 1]!, boxes[at + 2]!, boxes[at + 3]!);
    }
  }
  return { boxes, levelStart };
}

/** Writes the runs whose boxes meet a window into `found`, ascending, and returns how many; `found` holds one a run. */
export function runsWithin(
  { boxes, levelStart }: BoundaryRuns,
  minX: number,
  minY: number,
  maxX: number,
  maxY: number,
  found: number[],
): number {
  found.length = 0;
  const visit = (level: number, from: number, to: number): void => {
    for (let node = from; node < to; node++) {
      const at = 4 * node;
      if (boxes[at]! > maxX || boxes[at + 2]! < minX || boxes[at + 1]! > maxY || boxes[at + 3]! < minY)
        continue;
      if (level === 0) found.push(node);
      else {
        const child = levelStart[level - 1]! + (node - levelStart[level]!) * RUN;
        visit(level - 1, child, Math.min(child + RUN, levelStart[level]!));
      }
    }
  };
  const top = levelStart.length - 2;
  visit(top, levelStart[top]!, levelStart[top + 1]!);
  return found.length;
}

function widen(
  boxes: Int32Array,
  node: number,
  minX: number,
  minY: number,
  maxX: number,
  maxY: number,
): void {
  const at = 4 * node;
  if (minX < boxes[at]!) boxes[at] = minX;
  if (minY < boxes[at + 1]!) boxes[at + 1] = minY;
  if (maxX > boxes[at + 2]!) boxes[at + 2] = maxX;
  if (maxY > boxes[at + 3]!) boxes[at + 3] = maxY;
}
