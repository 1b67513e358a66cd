import type { Placed, TurnedEdges } from './turned-edges.ts';

const GRID = 24;

const blocked = new Uint8Array(GRID * GRID);
/** 1 where, row by row, the inside begins or ends. */
const insides = new Uint8Array(GRID * (GRID + 1));
const heights = new Int32Array(GRID + 1);
const stack = new Int32Array(GRID + 1);

/** The largest rectangle of free cells of a grid over a polygon, or null where none is free. */
export function largestOnGrid({ edges, angle }: TurnedEdges): Placed | null {
  let minU = Infinity;
  let minV = Infinity;
  let maxU = -Infinity;
  let maxV = -Infinity;
  for (let k = 0; k < edges.length; k += 2) {
    minU = Math.min(minU, edges[k]!);
    maxU = Math.max(maxU, edges[k]!);
    minV = Math.min(minV, edges[k + 1]!);
    maxV = Math.max(maxV, edges[k + 1]!);
  }
  const sideU = (maxU - minU) / GRID;
  const sideV = (maxV - minV) / GRID;
  if (!(sideU > 0 && sideV > 0)) return null;
  markBlocked(edges, minU, minV, sideU, sideV);
  let best: Placed | null = null;
  heights.fill(0);
  for (let row = 0; row < GRID; row++) {
    for (let column = 0; column < GRID; column++) {
      heights[column] = blocked[row * GRID + column] === 1 ? 0 : heights[column]! + 1;
    }
    // The largest rectangle under a histogram, with a stack of rising columns.
    let depth = 0;
    for (let column = 0; column <= GRID; column++) {
      const height = column === GRID ? 0 : heights[column]!;
      while (depth > 0 && heights[stack[depth - 1]!]! >= height) {
        const tall = heights[stack[--depth]!]!;
        const from = depth === 0 ? 0 : stack[depth - 1]! + 1;
        const area = tall * sideV * (column - from) * sideU;
        if (area === 0 || (best !== null && area <= best.area)) continue;
        best = {
          angle,
          u0: minU + from * sideU,
          v0: minV + (row + 1 - tall) * sideV,
          u1: minU + column * sideU,
          v1: minV + (row + 1) * sideV,
          area,
        };
      }
      stack[depth++] = column;
    }
  }
  return best;
}

/** Marks cells that an edge passes, and cells outside. */
function markBlocked(edges: Float64Array, minU: number, minV: number, sideU: number, sideV: number): void {
  blocked.fill(0);
  insides.fill(0);
  for (let k = 0; k < edges.length; k += 4) {
    const u1 = (edges[k]! - minU) / sideU;
    const v1 = (edges[k + 1]! - minV) / sideV;
    const u2 = (edges[k + 2]! - minU) / sideU;
    const v2 = (edges[k + 3]! - minV) / sideV;
    const low = Math.min(v1, v2);
    const high = Math.max(v1, v2);
    const lastRow = Math.min(GRID - 1, Math.floor(high));
    for (let row = Math.max(0, Math.min(GRID - 1, Math.floor(low))); row <= lastRow; row++) {
      const from = v1 === v2 ? u1 : u1 + ((Math.max(row, low) - v1) / (v2 - v1)) * (u2 - u1);
      const to = v1 === v2 ? u2 : u1 + ((Math.min(row + 1, high) - v1) / (v2 - v1)) * (u2 - u1);
      const first = Math.max(0, Math.floor(Math.min(from, to) + 1e-9));
      const last = Math.min(GRID - 1, Math.ceil(Math.max(from, to) - 1e-9) - 1);
      // An edge along the line between two rows, or between two columns, blocks neither of its sides.
      if (!(v1 === v2 && Number.isInteger(v1)))
        for (let column = first; column <= last; column++) blocked[row * GRID + column] = 1;
      const middle = row + 0.5;
      if (v1 <= middle !== v2 <= middle) {
        // Every cell whose middle lies beyond the crossing changes sides.
        const crossing = u1 + ((middle - v1) / (v2 - v1)) * (u2 - u1);
        const beyond = Math.min(GRID, Math.max(0, Math.ceil(crossing - 0.5)));
        insides[row * (GRID + 1) + beyond]! ^= 1;
      }
    }
  }
  for (let row = 0; row < GRID; row++) {
    let inside = 0;
    for (let column = 0; column < GRID; column++) {
      inside ^= insides[row * (GRID + 1) + column]!;
      if (inside === 0) blocked[row * GRID + column] = 1;
    }
  }
}
