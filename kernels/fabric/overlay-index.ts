import Flatbush from 'flatbush';
import type { Polygons } from './polygons.ts';

/**
 * A layer cut up for overlay: every polygon is halved again and again until a piece has few points or fills its cell.
 * The pieces of a polygon do not overlap and together are the polygon, so overlap areas add up.
 *
 * Rings are cut by half-planes one at a time (Sutherland and Hodgman, 1974). The edges that this leaves along the cutting
 * lines run back and forth over the same ground, and cancel in the signed integrals for which the pieces are made.
 */
export interface OverlayIndex {
  readonly originX: number;
  readonly originY: number;
  readonly resolutionM: number;
  /** Piece p owns edges edgeStart[p] … edgeStart[p + 1] - 1; a piece without edges fills its box. */
  readonly edgeStart: Int32Array;
  /** Four numbers an edge: x1, y1, x2, y2 in grid units; x1 ≠ x2. */
  readonly edges: Float64Array;
  /** Four numbers a piece: min x, min y, max x, max y. */
  readonly boxes: Float64Array;
  /** Class of each piece; all 0 when the layer has no classes. */
  readonly classOf: Int32Array;
  readonly tree: Flatbush | null;
}

/** Points at which a piece is small enough: cutting further costs more than it saves. */
const POINTS_ENOUGH = 12;
const DEPTH_MAX = 24;

/** Cuts up a layer. `classOf[i]` is the class of polygon i. Overlapping polygons count each for itself. */
export function buildOverlayIndex(layer: Polygons, classOf?: Int32Array): OverlayIndex {
  const pieces = new Pieces();
  const { ringStart, pointStart, xs, ys } = layer;
  for (let i = 0; i < layer.count; i++) {
    const rings: Float64Array[] = [];
    let minX = Infinity;
    let minY = Infinity;
    let maxX = -Infinity;
    let maxY = -Infinity;
    for (let r = ringStart[i]!; r < ringStart[i + 1]!; r++) {
      const start = pointStart[r]!;
      const points = pointStart[r + 1]! - start;
      const ring = new Float64Array(2 * points);
      for (let k = 0; k < points; k++) {
        const x = xs[start + k]!;
        const y = ys[start + k]!;
        ring[2 * k] = x;
        ring[2 * k + 1] = y;
        if (x < minX) minX = x;
        if (x > maxX) maxX = x;
        if (y < minY) minY = y;
        if (y > maxY) maxY = y;
      }
      rings.push(ring);
    }
    if (rings.length > 0) cut(pieces, rings, minX, minY, maxX, maxY, classOf?.[i] ?? 0, 0);
  }
  return {
    originX: layer.originX,
    originY: layer.originY,
    resolutionM: layer.resolutionM,
    ...pieces.finish(),
  };
}

/** Halves the cell across its longer side until what lies in it is simple. */
function cut(
  pieces: Pieces,
  rings: readonly Float64Array[],
  minX: number,
  minY: number,
  maxX: number,
  maxY: number,
  classIndex: number,
  depth: number,
): void {
  let points = 0;
  for (const ring of rings) points += ring.length >> 1;
  if (points <= POINTS_ENOUGH || depth === DEPTH_MAX) {
    pieces.addRings(rings, classIndex);
    return;
  }
  const wide = maxX - minX >= maxY - minY;
  const at = wide ? (minX + maxX) / 2 : (minY + maxY) / 2;
  const axis = wide ? 0 : 1;
  for (const keepLow of [true, false]) {
    const [x0, x1] = !wide ? [minX, maxX] : keepLow ? [minX, at] : [at, maxX];
    const [y0, y1] = wide ? [minY, maxY] : keepLow ? [minY, at] : [at, maxY];
    const half = rings.map((ring) => clip(ring, axis, at, keepLow)).filter((ring) => ring.length >= 6);
    if (half.length === 0) continue;
    const doubled = half.reduce((sum, ring) => sum + doubleAreaOf(ring), 0);
    const cell = 2 * (x1 - x0) * (y1 - y0);
    if (doubled === 0) continue;
    if (doubled >= cell * (1 - 1e-14)) pieces.addBox(x0, y0, x1, y1, classIndex);
    else cut(pieces, half, x0, y0, x1, y1, classIndex, depth + 1);
  }
}

/** The part of a ring on one side of the line `axis = at`. */
function clip(ring: Float64Array, axis: 0 | 1, at: number, keepLow: boolean): Float64Array {
  const length = ring.length;
  let inside = 0;
  for (let i = axis; i < length; i += 2) if (keepLow ? ring[i]! <= at : ring[i]! >= at) inside++;
  if (inside === 0) return new Float64Array(0);
  if (inside === length >> 1) return ring;
  const kept: number[] = [];
  let px = ring[length - 2]!;
  let py = ring[length - 1]!;
  for (let i = 0; i < length; i += 2) {
    const x = ring[i]!;
    const y = ring[i + 1]!;
    const before = axis === 0 ? px : py;
    const here = axis === 0 ? x : y;
    const wasIn = keepLow ? before <= at : before >= at;
    const isIn = keepLow ? here <= at : here >= at;
    if (wasIn !== isIn && before !== at && here !== at) {
      const t = (at - before) / (here - before);
      kept.push(axis === 0 ? at : px + t * (x - px), axis === 0 ? py + t * (y - py) : at);
    }
    if (isIn) kept.push(x, y);
    px = x;
    py = y;
  }
  return Float64Array.from(kept);
}

function doubleAreaOf(ring: Float64Array): number {
  const x0 = ring[0]!;
  const y0 = ring[1]!;
  let sum = 0;
  for (let i = 2; i + 3 < ring.length; i += 2) {
    sum += (ring[i]! - x0) * (ring[i + 3]! - y0) - (ring[i + 2]! - x0) * (ring[i + 1]! - y0);
  }
  return sum;
}

class Pieces {
  #edges = new Float64Array(1 << 14);
  #edgeCount = 0;
  readonly #edgeStart: number[] = [0];
  readonly #boxes: number[] = [];
  readonly #classOf: number[] = [];

  addBox(minX: number, minY: number, maxX: number, maxY: number, classIndex: number): void {
    this.#boxes.push(minX, minY, maxX, maxY);
    this.#close(classIndex);
  }

  /** Upright edges have no width and add nothing to an integral over x: they are left out. */
  addRings(rings: readonly Float64Array[], classIndex: number): void {
    let minX = Infinity;
    let minY = Infinity;
    let maxX = -Infinity;
    let maxY = -Infinity;
    for (const ring of rings) {
      let px = ring[ring.length - 2]!;
      let py = ring[ring.length - 1]!;
      for (let i = 0; i < ring.length; i += 2) {
        const x = ring[i]!;
        const y = ring[i + 1]!;
        if (x !== px) this.#edge(px, py, x, y);
        if (x < minX) minX = x;
        if (x > maxX) maxX = x;
        if (y < minY) minY = y;
        if (y > maxY) maxY = y;
        px = x;
        py = y;
      }
    }
    if (this.#edgeCount === this.#edgeStart[this.#edgeStart.length - 1]) return;
    this.#boxes.push(minX, minY, maxX, maxY);
    this.#close(classIndex);
  }

  finish(): Pick<OverlayIndex, 'edgeStart' | 'edges' | 'boxes' | 'classOf' | 'tree'> {
    const count = this.#classOf.length;
    let tree: Flatbush | null = null;
    if (count > 0) {
      tree = new Flatbush(count);
      for (let p = 0; p < 4 * count; p += 4) {
        tree.add(this.#boxes[p]!, this.#boxes[p + 1]!, this.#boxes[p + 2]!, this.#boxes[p + 3]!);
      }
      tree.finish();
    }
    return {
      edgeStart: Int32Array.from(this.#edgeStart),
      edges: this.#edges.slice(0, 4 * this.#edgeCount),
      boxes: Float64Array.from(this.#boxes),
      classOf: Int32Array.from(this.#classOf),
      tree,
    };
  }

  #edge(x1: number, y1: number, x2: number, y2: number): void {
    const at = 4 * this.#edgeCount;
    if (at + 4 > this.#edges.length) {
      const next = new Float64Array(this.#edges.length * 2);
      next.set(this.#edges);
      this.#edges = next;
    }
    this.#edges[at] = x1;
    this.#edges[at + 1] = y1;
    this.#edges[at + 2] = x2;
    this.#edges[at + 3] = y2;
    this.#edgeCount++;
  }

  #close(classIndex: number): void {
    this.#classOf.push(classIndex);
    this.#edgeStart.push(this.#edgeCount);
  }
}
