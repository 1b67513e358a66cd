import { type EdgeBoxes, edgesOf, writeEdgeBoxes } from '../adjacency/edge-boxes.ts';
import { EdgeWindow, LongBoundaries } from '../adjacency/edge-window.ts';
import type { Adjacency } from '../adjacency/links.ts';
import { LeafCellSearch } from '../overlay/leaf-cells.ts';
import { overlayRange } from '../overlay/overlay.ts';
import { buildOverlayIndex } from '../overlay/overlay-index.ts';
import { highHalf, lowHalf } from '../polygons/halves.ts';
import { lastAtMost } from '../polygons/last-at-most.ts';
import { polygonBoxes } from '../polygons/polygon-boxes.ts';
import { type Polygons, PolygonsBuilder, planeAreasSqm } from '../polygons/polygons.ts';
import { HullPoints } from './convex-hull.ts';

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
 * Marks the links that cross a barrier: 1 where the strip between two parcels that do not touch is covered by one layer of barriers
 * for a hundredth or more, so that a river that runs between them counts and a bank that brushes the strip does not. The strip is the
 * convex hull of those parts of the two boundaries that face each other; it is built only where a barrier comes near. Parcels that
 * touch (gap 0) have no strip and are never marked. Alike in both directions.
 *
 * @throws RangeError when parcels and barriers lie on different grids.
 */
export function linksAcross(
  polygons: Polygons,
  adjacency: Adjacency,
  barriers: readonly Polygons[],
  { gapM = Infinity, parcels }: CrossingOptions = {},
): Uint8Array {
  const { count, start, neighbour, gapM: gaps } = adjacency;
  const marks = new Uint8Array(neighbour.length);
  if (barriers.length === 0) return marks;
  const layers = barriers.map((layer) => buildOverlayIndex(layer));
  const searches = layers.map(({ tree, cells }) => new LeafCellSearch(tree, cells));
  const strips = new StripBuilder(polygons);
  const links: number[] = [];
  const widest = Math.fround(gapM);
  for (let a = 0; a < count; a++) {
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const b = neighbour[k]!;
      if (b <= a || gaps[k] === 0 || gaps[k]! > widest) continue;
      if (parcels !== undefined && parcels[a] !== 1 && parcels[b] !== 1) continue;
      if (!strips.open(a, b, gaps[k]!, searches)) continue;
      links.push(k, lastAtMost(neighbour, start[b]!, start[b + 1]!, a));
    }
  }
  const built = strips.finish();
  const areas = planeAreasSqm(built);
  const covered = new Float64Array(built.count);
  for (const layer of layers) {
    overlayRange(layer, built, 0, built.count, covered);
    for (let strip = 0; strip < built.count; strip++) {
      if (covered[strip]! <= SHARE_MIN * areas[strip]!) continue;
      marks[links[2 * strip]!] = 1;
      marks[links[2 * strip + 1]!] = 1;
    }
  }
  return marks;
}

/** Builds the strips between pairs of parcels. */
class StripBuilder {
  readonly #polygons: Polygons;
  readonly #boxes: Int32Array;
  readonly #edges: EdgeBoxes;
  /** 1 for each polygon whose edges have their boxes: few have links that matter. */
  readonly #written: Uint8Array;
  readonly #a: EdgeWindow;
  readonly #b: EdgeWindow;
  readonly #builder: PolygonsBuilder;
  readonly #hull = new HullPoints();
  /** The shortest way found: its square, and its ends. */
  #shortest2 = 0;
  readonly #ends = new Float64Array(4);

  constructor(polygons: Polygons) {
    const long = new LongBoundaries(polygons);
    this.#polygons = polygons;
    this.#boxes = polygonBoxes(polygons);
    this.#edges = edgesOf(polygons);
    this.#written = new Uint8Array(polygons.count);
    this.#a = new EdgeWindow(this.#edges, long);
    this.#b = new EdgeWindow(this.#edges, long);
    this.#builder = new PolygonsBuilder(polygons);
  }

  /** Builds the strip between two parcels that are `gapM` apart, unless all that is searched lies beside it; tells whether it did. */
  open(a: number, b: number, gapM: number, searches: readonly LeafCellSearch[]): boolean {
    const { resolutionM } = this.#polygons;
    const boxes = this.#boxes;
    const half = THREAD_M / 2 / resolutionM;
    const reach = (gapM + Math.max(FACING_MIN_M, FACING_SHARE * gapM)) / resolutionM;
    const lowX = lowHalf(Math.max(boxes[4 * a]!, boxes[4 * b]!) - reach - half);
    const lowY = lowHalf(Math.max(boxes[4 * a + 1]!, boxes[4 * b + 1]!) - reach - half);
    const highX = highHalf(Math.min(boxes[4 * a + 2]!, boxes[4 * b + 2]!) + reach + half);
    const highY = highHalf(Math.min(boxes[4 * a + 3]!, boxes[4 * b + 3]!) + reach + half);
    if (searches.every((search) => search.find(2 * lowX, 2 * lowY, 2 * highX, 2 * highY) === 0)) return false;
    this.#write(a);
    this.#write(b);
    this.#a.fill(a, lowX, lowY, highX, highY);
    this.#b.fill(b, lowX, lowY, highX, highY);
    const hull = this.#hull;
    hull.clear();
    this.#shortest2 = Infinity;
    this.#gatherFacing(this.#a, this.#b, reach);
    this.#gatherFacing(this.#b, this.#a, reach);
    const thin = hull.close() < 2 * half * Math.sqrt(this.#shortest2);
    this.#builder.beginPolygon();
    this.#builder.ringInUnits(thin ? this.#thread(half) : this.#hullRing(), false);
    return true;
  }

  finish(): Polygons {
    return this.#builder.finish();
  }

  #write(row: number): void {
    if (this.#written[row] === 1) return;
    this.#written[row] = 1;
    const { first } = this.#edges;
    writeEdgeBoxes(this.#polygons, this.#edges, first[row]!, first[row + 1]!);
  }

  /** Gathers each corner of one boundary that has the other within reach, with the place nearest to it. */
  #gatherFacing(own: EdgeWindow, other: EdgeWindow, reach: number): void {
    const { xs, ys } = this.#polygons;
    const { next } = this.#edges;
    for (let n = 0; n < own.count; n++) {
      const x = xs[own.edges[n]!]!;
      const y = ys[own.edges[n]!]!;
      let apart = Infinity;
      let footX = 0;
      let footY = 0;
      for (let m = 0; m < other.count; m++) {
        const j = other.edges[m]!;
        const startX = xs[j]!;
        const startY = ys[j]!;
        const dx = xs[next[j]!]! - startX;
        const dy = ys[next[j]!]! - startY;
        const along = ((x - startX) * dx + (y - startY) * dy) / (dx * dx + dy * dy);
        const share = along < 0 ? 0 : along > 1 ? 1 : along;
        const fx = startX + share * dx;
        const fy = startY + share * dy;
        const here = (x - fx) * (x - fx) + (y - fy) * (y - fy);
        if (here >= apart) continue;
        apart = here;
        footX = fx;
        footY = fy;
      }
      if (apart > reach * reach) continue;
      this.#hull.add(x, y);
      this.#hull.add(footX, footY);
      if (apart >= this.#shortest2) continue;
      this.#shortest2 = apart;
      this.#ends.set([x, y, footX, footY]);
    }
  }

  #hullRing(): Int32Array {
    const { xs, ys, count } = this.#hull;
    const ring = new Int32Array(2 * count);
    for (let i = 0; i < count; i++) {
      ring[2 * i] = Math.round(xs[i]!);
      ring[2 * i + 1] = Math.round(ys[i]!);
    }
    return ring;
  }

  /** The shortest way, given a width. */
  #thread(half: number): Int32Array {
    const [x1, y1, x2, y2] = this.#ends as unknown as readonly [number, number, number, number];
    const length = Math.hypot(x2 - x1, y2 - y1) || 1;
    const nx = (-(y2 - y1) / length) * half;
    const ny = ((x2 - x1) / length) * half;
    return Int32Array.from(
      [x1 + nx, y1 + ny, x1 - nx, y1 - ny, x2 - nx, y2 - ny, x2 + nx, y2 + ny],
      Math.round,
    );
  }
}
