import type { Adjacency } from './adjacency.ts';
import { EdgeWindow, LongBoundaries } from './edge-window.ts';
import { overlayRange } from './overlay.ts';
import { buildOverlayIndex } from './overlay-index.ts';
import { polygonBoxes } from './polygon-boxes.ts';
import { type Polygons, PolygonsBuilder, planeAreasSqm } from './polygons.ts';

export interface CrossingOptions {
  /** Only links no wider than this are looked at; all are unless told. */
  readonly gapM?: number | undefined;
  /** 1 for each parcel that matters: links between two others are not looked at. */
  readonly parcels?: Uint8Array | undefined;
}

/** A barrier that covers less of the strip than this only brushes it. */
const SHARE_MIN = 0.01;
/** Boundaries further apart than the gap by this much still face each other: a quarter of the gap, half a metre at least. */
const FACING_SHARE = 0.25;
const FACING_MIN_M = 0.5;
/** Width given to a strip that is only a line. */
const THREAD_M = 0.5;

/**
 * Marks the links that cross a barrier: 1 where the strip between two parcels that do not touch is covered by a barrier for a
 * hundredth or more, so that a river that runs between them counts and a bank that brushes the strip does not. The strip is the
 * convex hull of those parts of the two boundaries that face each other. Parcels that touch (gap 0) have no strip and are never
 * marked. Alike in both directions.
 */
export function linksAcross(
  polygons: Polygons,
  adjacency: Adjacency,
  barriers: Polygons,
  { gapM = Infinity, parcels }: CrossingOptions = {},
): Uint8Array {
  const { count, start, neighbour, gapM: gaps } = adjacency;
  const marks = new Uint8Array(neighbour.length);
  const strips = new StripBuilder(polygons);
  const links: number[] = [];
  const widest = Math.fround(gapM);
  for (let a = 0; a < count; a++) {
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const b = neighbour[k]!;
      if (b <= a || gaps[k] === 0 || gaps[k]! > widest) continue;
      if (parcels !== undefined && parcels[a] !== 1 && parcels[b] !== 1) continue;
      strips.add(a, b, gaps[k]!);
      links.push(k, linkBack(adjacency, b, a));
    }
  }
  const built = strips.finish();
  const covered = new Float64Array(built.count);
  overlayRange(buildOverlayIndex(barriers), built, 0, built.count, covered);
  const areas = planeAreasSqm(built);
  for (let strip = 0; strip < built.count; strip++) {
    if (covered[strip]! <= SHARE_MIN * areas[strip]!) continue;
    marks[links[2 * strip]!] = 1;
    marks[links[2 * strip + 1]!] = 1;
  }
  return marks;
}

function linkBack({ start, neighbour }: Adjacency, from: number, to: number): number {
  let low = start[from]!;
  let high = start[from + 1]!;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (neighbour[middle]! <= to) low = middle;
    else high = middle;
  }
  return low;
}

/** Builds the strips between pairs of parcels. */
class StripBuilder {
  readonly #polygons: Polygons;
  readonly #boxes: Int32Array;
  readonly #a: EdgeWindow;
  readonly #b: EdgeWindow;
  readonly #builder: PolygonsBuilder;

  constructor(polygons: Polygons) {
    const long = new LongBoundaries(polygons);
    this.#polygons = polygons;
    this.#boxes = polygonBoxes(polygons);
    this.#a = new EdgeWindow(polygons, long);
    this.#b = new EdgeWindow(polygons, long);
    this.#builder = new PolygonsBuilder(polygons);
  }

  add(a: number, b: number, gapM: number): void {
    const { originX, originY, resolutionM } = this.#polygons;
    const boxes = this.#boxes;
    const reach = (gapM + Math.max(FACING_MIN_M, FACING_SHARE * gapM)) / resolutionM;
    const minX = Math.max(boxes[4 * a]!, boxes[4 * b]!) - reach;
    const minY = Math.max(boxes[4 * a + 1]!, boxes[4 * b + 1]!) - reach;
    const maxX = Math.min(boxes[4 * a + 2]!, boxes[4 * b + 2]!) + reach;
    const maxY = Math.min(boxes[4 * a + 3]!, boxes[4 * b + 3]!) + reach;
    this.#a.fill(a, minX, minY, maxX, maxY);
    this.#b.fill(b, minX, minY, maxX, maxY);
    const points: [number, number][] = [];
    const shortest = { apart: Infinity, x1: 0, y1: 0, x2: 0, y2: 0 };
    facing(this.#a, this.#b, reach, points, shortest);
    facing(this.#b, this.#a, reach, points, shortest);
    const half = THREAD_M / 2 / resolutionM;
    const hull = convexHull(points);
    const thin = hull.length < 3 || hullArea(hull) < 2 * half * Math.sqrt(shortest.apart);
    const ring = thin ? thread(shortest, half) : hull;
    this.#builder.beginPolygon();
    this.#builder.ring(
      ring.flatMap(([x, y]) => [originX + x * resolutionM, originY + y * resolutionM]),
      false,
    );
  }

  finish(): Polygons {
    return this.#builder.finish();
  }
}

interface Shortest {
  apart: number;
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/** Gathers each corner of one boundary that has the other within reach, with the place nearest to it. */
function facing(
  own: EdgeWindow,
  other: EdgeWindow,
  reach: number,
  points: [number, number][],
  shortest: Shortest,
): void {
  const { edges } = other;
  const visit = (x: number, y: number): void => {
    let apart = Infinity;
    let footX = 0;
    let footY = 0;
    for (let j = 0; j < 4 * other.count; j += 4) {
      const dx = edges[j + 2]! - edges[j]!;
      const dy = edges[j + 3]! - edges[j + 1]!;
      const share = Math.min(
        1,
        Math.max(0, ((x - edges[j]!) * dx + (y - edges[j + 1]!) * dy) / (dx * dx + dy * dy)),
      );
      const fx = edges[j]! + share * dx;
      const fy = edges[j + 1]! + share * dy;
      const here = (x - fx) * (x - fx) + (y - fy) * (y - fy);
      if (here >= apart) continue;
      apart = here;
      footX = fx;
      footY = fy;
    }
    if (apart > reach * reach) return;
    points.push([x, y], [footX, footY]);
    if (apart < shortest.apart) Object.assign(shortest, { apart, x1: x, y1: y, x2: footX, y2: footY });
  };
  for (let i = 0; i < 4 * own.count; i += 4) {
    visit(own.edges[i]!, own.edges[i + 1]!);
    visit(own.edges[i + 2]!, own.edges[i + 3]!);
  }
}

/** A. Andrew, Another efficient algorithm for convex hulls in two dimensions (1979). */
function convexHull(points: [number, number][]): [number, number][] {
  const sorted = points.sort((p, q) => p[0] - q[0] || p[1] - q[1]);
  const chain = (list: [number, number][]): [number, number][] => {
    const hull: [number, number][] = [];
    for (const point of list) {
      while (hull.length >= 2 && turn(hull[hull.length - 2]!, hull[hull.length - 1]!, point) <= 0) hull.pop();
      hull.push(point);
    }
    hull.pop();
    return hull;
  };
  return [...chain(sorted), ...chain(sorted.toReversed())];
}

function turn(p: [number, number], q: [number, number], r: [number, number]): number {
  return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
}

function hullArea(hull: [number, number][]): number {
  let doubled = 0;
  for (let i = 1; i + 1 < hull.length; i++) doubled += turn(hull[0]!, hull[i]!, hull[i + 1]!);
  return doubled / 2;
}

/** The shortest way, given a width. */
function thread({ x1, y1, x2, y2 }: Shortest, half: number): [number, number][] {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const nx = (-(y2 - y1) / length) * half;
  const ny = ((x2 - x1) / length) * half;
  return [
    [x1 + nx, y1 + ny],
    [x1 - nx, y1 - ny],
    [x2 - nx, y2 - ny],
    [x2 + nx, y2 + ny],
  ];
}
