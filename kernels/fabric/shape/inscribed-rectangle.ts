import type { Polygons } from '../polygons/polygons.ts';
import { labelPointOfPart } from './label-point.ts';
import { type OuterPart, outerParts } from './outer-parts.ts';
import { largestOnGrid } from './rectangle-grid.ts';
import { type Placed, TurnedEdges } from './turned-edges.ts';

/** A rectangle of any direction, in metres of the plane. */
export interface InscribedRectangle {
  /** The shorter side. */
  readonly widthM: number;
  readonly lengthM: number;
  readonly areaSqm: number;
  /** Four corners as x, y pairs, counter-clockwise. */
  readonly corners: Float64Array;
}

/** Directions tried at even steps over a quarter turn, beside those of the longest edges. */
const STEPS = 6;
const LONGEST = 4;
/** Rectangles of the grid that are polished, and until steps are smaller than this share of the longer side. */
const POLISHED = 2;
const STEP_MIN = 1 / 500;
/** Polishing looks no further from the middle than so many half diagonals. */
const SIGHT = 2.5;

/**
 * A large rectangle inside a polygon, holes respected: never outside of it, and in tests never below 95 % of the largest. For
 * several directions the largest rectangle of free cells is found on a coarse grid (by histograms of free cells, row by row);
 * the best are then turned, moved and widened until they touch. Where no cell is free, a square around the label point is
 * polished instead. Null for an empty polygon.
 */
export function inscribedRectangle(polygons: Polygons, row: number): InscribedRectangle | null {
  let best: Placed | null = null;
  for (const part of outerParts(polygons, row)) {
    if (best !== null && part.areaSqm <= best.area) break;
    const found = largestInPart(polygons, part);
    if (found !== null && (best === null || found.area > best.area)) best = found;
  }
  return best && inPlane(best, polygons);
}

function largestInPart(polygons: Polygons, part: OuterPart): Placed | null {
  const edges = edgesOf(polygons, part);
  const frame = new TurnedEdges(edges);
  const starts: Placed[] = [];
  for (const angle of directionsOf(edges)) {
    frame.turn(angle);
    const found = largestOnGrid(frame);
    if (found !== null) starts.push(found);
  }
  if (starts.length === 0) {
    const square = squareAround(edges, polygons, part);
    if (square !== null) starts.push(square);
  }
  starts.sort((a, b) => b.area - a.area);
  let best: Placed | null = null;
  for (const start of starts.slice(0, POLISHED)) {
    const polished = polish(edges, start);
    if (best === null || polished.area > best.area) best = polished;
  }
  return best;
}

/** Edges as x1, y1, x2, y2, in metres from the origin of the columns. */
function edgesOf({ pointStart, xs, ys, resolutionM }: Polygons, part: OuterPart): Float64Array {
  const edges = new Float64Array(4 * (pointStart[part.to]! - pointStart[part.from]!));
  let at = 0;
  for (let r = part.from; r < part.to; r++) {
    const end = pointStart[r + 1]!;
    let last = end - 1;
    for (let k = pointStart[r]!; k < end; last = k++) {
      edges[at++] = xs[last]! * resolutionM;
      edges[at++] = ys[last]! * resolutionM;
      edges[at++] = xs[k]! * resolutionM;
      edges[at++] = ys[k]! * resolutionM;
    }
  }
  return edges;
}

function directionsOf(edges: Float64Array): number[] {
  const quarter = Math.PI / 2;
  const lengths = new Map<number, number>();
  for (let k = 0; k < edges.length; k += 4) {
    const dx = edges[k + 2]! - edges[k]!;
    const dy = edges[k + 3]! - edges[k + 1]!;
    const angle = (((Math.atan2(dy, dx) % quarter) + quarter) % quarter) as number;
    // Edges within a degree of each other vote together.
    const bin = Math.round((angle * 180) / Math.PI) % 90;
    lengths.set(bin, (lengths.get(bin) ?? 0) + Math.hypot(dx, dy));
  }
  const longest = [...lengths].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, LONGEST);
  const directions = longest.map(([bin]) => (bin * Math.PI) / 180);
  for (let step = 0; step < STEPS; step++) directions.push((step * quarter) / STEPS);
  return directions;
}

/** A square in the largest circle around the label point. */
function squareAround(edges: Float64Array, polygons: Polygons, part: OuterPart): Placed | null {
  const middle = labelPointOfPart(polygons, part);
  const x = middle[0] - polygons.originX;
  const y = middle[1] - polygons.originY;
  let apart = Infinity;
  for (let k = 0; k < edges.length; k += 4) apart = Math.min(apart, edgeApart(edges, k, x, y));
  const half = Math.sqrt(apart / 2) * 0.999;
  return { angle: 0, u0: x - half, v0: y - half, u1: x + half, v1: y + half, area: 4 * half * half };
}

/** Square of the distance of a point from an edge. */
function edgeApart(edges: Float64Array, k: number, x: number, y: number): number {
  const dx = edges[k + 2]! - edges[k]!;
  const dy = edges[k + 3]! - edges[k + 1]!;
  const along = ((x - edges[k]!) * dx + (y - edges[k + 1]!) * dy) / (dx * dx + dy * dy);
  const share = Math.min(1, Math.max(0, along));
  const ox = x - edges[k]! - share * dx;
  const oy = y - edges[k + 1]! - share * dy;
  return ox * ox + oy * oy;
}

/** Climbs by changing the direction and the sides, in steps that halve; each try is widened until it touches. */
function polish(edges: Float64Array, start: Placed): Placed {
  const sight = (SIGHT / 2) * Math.hypot(start.u1 - start.u0, start.v1 - start.v0);
  const u = (start.u0 + start.u1) / 2;
  const v = (start.v0 + start.v1) / 2;
  const x = u * Math.cos(start.angle) - v * Math.sin(start.angle);
  const y = u * Math.sin(start.angle) + v * Math.cos(start.angle);
  const near: number[] = [];
  for (let k = 0; k < edges.length; k += 4) {
    if (edgeApart(edges, k, x, y) > sight * sight) continue;
    near.push(edges[k]! - x, edges[k + 1]! - y, edges[k + 2]! - x, edges[k + 3]! - y);
  }
  const frame = new TurnedEdges(Float64Array.from(near));
  let best: Placed = { ...start, u0: start.u0 - u, u1: start.u1 - u, v0: start.v0 - v, v1: start.v1 - v };
  let turnBy = Math.PI / 60;
  const longer = Math.max(start.u1 - start.u0, start.v1 - start.v0);
  for (let moveBy = longer / 6; moveBy > longer * STEP_MIN; ) {
    let improved = false;
    for (const [turn, low, high] of STEPS_OF_A_TRY) {
      const found = tryFrom(frame, best, turn * turnBy, low * moveBy, high * moveBy);
      if (found === null || found.area <= best.area * (1 + 1e-6) || isBeyond(found, sight)) continue;
      best = found;
      improved = true;
    }
    if (improved) continue;
    turnBy /= 2;
    moveBy /= 2;
  }
  const atU = x * Math.cos(best.angle) + y * Math.sin(best.angle);
  const atV = y * Math.cos(best.angle) - x * Math.sin(best.angle);
  return { ...best, u0: best.u0 + atU, u1: best.u1 + atU, v0: best.v0 + atV, v1: best.v1 + atV };
}

/** Whether a corner lies outside the circle in which all edges are known. */
function isBeyond({ u0, v0, u1, v1 }: Placed, sight: number): boolean {
  const reachU = Math.max(Math.abs(u0), Math.abs(u1));
  const reachV = Math.max(Math.abs(v0), Math.abs(v1));
  return !(Math.hypot(reachU, reachV) <= sight);
}

/** Direction, lower side, upper side; for both pairs of sides, since a turn by a quarter exchanges them. */
const STEPS_OF_A_TRY: readonly (readonly [number, number, number])[] = [
  [0, -1, 0],
  [0, 0, 1],
  [0, 1, 0],
  [0, 0, -1],
  [0, -1, -1],
  [0, 1, 1],
  [1, 0, 0],
  [-1, 0, 0],
  [1, 1, -1],
  [-1, 1, -1],
];

/** The larger of two rectangles around the middle of `from`: its v-sides moved, or its u-sides, the other two widened to touch. */
function tryFrom(frame: TurnedEdges, from: Placed, turn: number, low: number, high: number): Placed | null {
  const middleU = (from.u0 + from.u1) / 2;
  const middleV = (from.v0 + from.v1) / 2;
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  const u = middleU * cos + middleV * sin;
  const v = middleV * cos - middleU * sin;
  const halfU = (from.u1 - from.u0) / 2;
  const halfV = (from.v1 - from.v0) / 2;
  const angle = from.angle + turn;
  frame.turn(angle);
  const upright = widened(frame.edges, u, v, v - halfV + low, v + halfV + high, 0);
  const level = widened(frame.edges, v, u, u - halfU + low, u + halfU + high, 1);
  const areaUpright = upright === null ? 0 : (upright[1] - upright[0]) * (2 * halfV + high - low);
  const areaLevel = level === null ? 0 : (level[1] - level[0]) * (2 * halfU + high - low);
  if (areaUpright <= 0 && areaLevel <= 0) return null;
  return areaUpright >= areaLevel
    ? {
        angle,
        u0: upright![0],
        u1: upright![1],
        v0: v - halfV + low,
        v1: v + halfV + high,
        area: areaUpright,
      }
    : { angle, v0: level![0], v1: level![1], u0: u - halfU + low, u1: u + halfU + high, area: areaLevel };
}

/** How far a strip from `low` to `high` across axis 1 - `axis` is free on both sides of a point inside; null when it is not free there. */
function widened(
  edges: Float64Array,
  at: number,
  across: number,
  low: number,
  high: number,
  axis: 0 | 1,
): [number, number] | null {
  if (!(low < across && across < high)) return null;
  let left = -Infinity;
  let right = Infinity;
  const other = 1 - axis;
  for (let k = 0; k < edges.length; k += 4) {
    const p1 = edges[k + axis]!;
    const q1 = edges[k + other]!;
    const p2 = edges[k + 2 + axis]!;
    const q2 = edges[k + 2 + other]!;
    if ((q1 <= low && q2 <= low) || (q1 >= high && q2 >= high)) continue;
    let from = p1;
    let to = p2;
    if (q1 !== q2) {
      const slope = (p2 - p1) / (q2 - q1);
      if (q1 < low) from = p1 + (low - q1) * slope;
      else if (q1 > high) from = p1 + (high - q1) * slope;
      if (q2 < low) to = p1 + (low - q1) * slope;
      else if (q2 > high) to = p1 + (high - q1) * slope;
    }
    if (from > to) [from, to] = [to, from];
    if (to <= at) {
      if (to > left) left = to;
    } else if (from >= at) {
      if (from < right) right = from;
    } else return null;
  }
  return left === -Infinity || right === Infinity ? null : [left, right];
}

function inPlane(
  { angle, u0, v0, u1, v1, area }: Placed,
  { originX, originY }: Polygons,
): InscribedRectangle {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const corners = new Float64Array(8);
  for (const [i, [u, v]] of [
    [u0, v0],
    [u1, v0],
    [u1, v1],
    [u0, v1],
  ].entries() as Iterable<[number, [number, number]]>) {
    corners[2 * i] = originX + u * cos - v * sin;
    corners[2 * i + 1] = originY + u * sin + v * cos;
  }
  const [a, b] = [u1 - u0, v1 - v0];
  return { widthM: Math.min(a, b), lengthM: Math.max(a, b), areaSqm: area, corners };
}
