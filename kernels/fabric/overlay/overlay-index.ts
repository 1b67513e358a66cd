import { type BoxTree, buildBoxTree } from '../polygons/box-tree.ts';
import { HALF_MAX, HALF_MIN } from '../polygons/halves.ts';
import type { Polygons } from '../polygons/polygons.ts';
import { Halving, type PieceSink } from './halving.ts';
import { type LeafCells, layLeafCells } from './leaf-cells.ts';

/**
 * A layer cut up for overlay: pieces of few edges, or full cells, found by a box tree. All of it is plain columns, so a host can
 * post it to workers; nothing in it changes after it was built.
 */
export interface OverlayIndex {
  readonly originX: number;
  readonly originY: number;
  readonly resolutionM: number;
  readonly pieces: Pieces;
  /** Whole numbers around each piece: min x, min y, max x, max y. */
  readonly boxes: Int32Array;
  readonly tree: BoxTree;
  /** Which pieces lie where, as leaves of the tree. */
  readonly cells: LeafCells;
  /** Class of each piece; all 0 when the layer has no classes. */
  readonly classOf: Int32Array;
  /** Classes are 0 … classes - 1. */
  readonly classes: number;
}

/**
 * Rings of pieces: piece p owns rings ringStart[p] … ringStart[p + 1] - 1, ring r owns points pointStart[r] … pointStart[r + 1] - 1
 * of `points`, x and y in turn, in grid units. A full cell is one ring of two points: its lower left, its upper right.
 */
export interface Pieces {
  readonly ringStart: Int32Array;
  readonly pointStart: Int32Array;
  readonly points: Float64Array;
  /**
   * How far each edge reaches, by the point at which it ends: min x, max x, max y, in halves of grid units rounded down; turned
   * inside out where the edge is upright.
   */
  readonly reaches: Int32Array;
  /** 1 where the piece is a full cell. */
  readonly full: Uint8Array;
}

/** Points at which a piece is small enough: cutting further costs more than it saves. */
const POINTS_ENOUGH = 32;

/**
 * Cuts up a layer. `classOf[i]` is the class of polygon i, a small whole number. Overlapping polygons count each for itself.
 *
 * @throws RangeError when a class is negative or missing.
 */
export function buildOverlayIndex(
  layer: Polygons,
  classOf?: ArrayLike<number>,
  options: { readonly shared?: boolean } = {},
): OverlayIndex {
  const columns = new PieceColumns();
  const halving = new Halving(columns, POINTS_ENOUGH);
  let classes = 1;
  for (let i = 0; i < layer.count; i++) {
    const classIndex = classOf === undefined ? 0 : (classOf[i] ?? -1);
    if (!(classIndex >= 0)) throw new RangeError(`Cannot overlay: polygon ${i} has class ${classOf?.[i]}`);
    if (classIndex >= classes) classes = classIndex + 1;
    columns.classIndex = classIndex;
    halving.cut(layer, i);
  }
  const { originX, originY, resolutionM } = layer;
  return { originX, originY, resolutionM, classes, ...columns.finish(options.shared ?? false) };
}

/** Gathers pieces into columns. */
export class PieceColumns implements PieceSink, Pieces {
  classIndex = 0;
  count = 0;
  boxes: Int32Array = new Int32Array(256);
  ringStart: Int32Array = new Int32Array(64);
  pointStart: Int32Array = new Int32Array(64);
  points: Float64Array = new Float64Array(1024);
  reaches: Int32Array = new Int32Array(3 * 512);
  full: Uint8Array = new Uint8Array(64);
  #classOf = new Int32Array(64);
  #rings = 0;
  #minX = 0;
  #minY = 0;
  #maxX = 0;
  #maxY = 0;

  clear(): void {
    this.count = 0;
    this.#rings = 0;
  }

  begin(): void {
    this.#minX = Infinity;
    this.#minY = Infinity;
    this.#maxX = -Infinity;
    this.#maxY = -Infinity;
  }

  ring(points: Float64Array, from: number, to: number): void {
    const start = 2 * this.pointStart[this.#rings]!;
    const end = start + to - from;
    if (end > this.points.length) {
      this.points = grown(this.points, new Float64Array(2 * end));
      this.reaches = grown(this.reaches, new Int32Array(3 * end));
    }
    if (this.#rings + 2 > this.pointStart.length)
      this.pointStart = grown(this.pointStart, new Int32Array(2 * this.pointStart.length));
    const own = this.points;
    let minX = this.#minX;
    let minY = this.#minY;
    let maxX = this.#maxX;
    let maxY = this.#maxY;
    const reaches = this.reaches;
    let px = points[to - 2]!;
    let py = points[to - 1]!;
    for (let at = start, i = from, reach = 3 * (start >> 1); at < end; at += 2, i += 2, reach += 3) {
      const x = points[i]!;
      const y = points[i + 1]!;
      own[at] = x;
      own[at + 1] = y;
      const upright = x === px;
      reaches[reach] = upright ? HALF_MAX : Math.floor(Math.min(x, px) / 2);
      reaches[reach + 1] = upright ? HALF_MIN : Math.floor(Math.max(x, px) / 2);
      reaches[reach + 2] = Math.floor(Math.max(y, py) / 2);
      px = x;
      py = y;
      if (x < minX) minX = x;
      if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      if (y > maxY) maxY = y;
    }
    this.#minX = minX;
    this.#minY = minY;
    this.#maxX = maxX;
    this.#maxY = maxY;
    this.pointStart[++this.#rings] = end / 2;
  }

  end(): void {
    // A piece without width has no area.
    if (this.#maxX > this.#minX) this.#close(0);
    else this.#rings = this.ringStart[this.count]!;
  }

  box(minX: number, minY: number, maxX: number, maxY: number): void {
    corners[0] = minX;
    corners[1] = minY;
    corners[2] = maxX;
    corners[3] = maxY;
    this.begin();
    this.ring(corners, 0, 4);
    this.#close(1);
  }

  finish(shared: boolean): Pick<OverlayIndex, 'pieces' | 'boxes' | 'tree' | 'cells' | 'classOf'> {
    const { count } = this;
    const boxes = taken(this.boxes, 4 * count, shared);
    const tree = buildBoxTree(boxes, { shared });
    return {
      pieces: {
        ringStart: taken(this.ringStart, count + 1, shared),
        pointStart: taken(this.pointStart, this.#rings + 1, shared),
        points: taken(this.points, 2 * this.pointStart[this.#rings]!, shared),
        reaches: taken(this.reaches, 3 * this.pointStart[this.#rings]!, shared),
        full: taken(this.full, count, shared),
      },
      boxes,
      tree,
      cells: layLeafCells(tree, { shared }),
      classOf: taken(this.#classOf, count, shared),
    };
  }

  #close(full: 0 | 1): void {
    const piece = this.count;
    if (piece + 2 > this.ringStart.length) this.#grow();
    this.boxes[4 * piece] = Math.floor(this.#minX);
    this.boxes[4 * piece + 1] = Math.floor(this.#minY);
    this.boxes[4 * piece + 2] = Math.ceil(this.#maxX);
    this.boxes[4 * piece + 3] = Math.ceil(this.#maxY);
    this.full[piece] = full;
    this.#classOf[piece] = this.classIndex;
    this.count++;
    this.ringStart[this.count] = this.#rings;
  }

  #grow(): void {
    const length = this.ringStart.length * 2;
    this.ringStart = grown(this.ringStart, new Int32Array(length));
    this.full = grown(this.full, new Uint8Array(length));
    this.#classOf = grown(this.#classOf, new Int32Array(length));
    this.boxes = grown(this.boxes, new Int32Array(4 * length));
  }
}

const corners = new Float64Array(4);

function grown<T extends Int32Array | Float64Array | Uint8Array>(old: T, next: T): T {
  next.set(old);
  return next;
}

/** The first `length` of a column, in memory of its own where it is to be shared. */
function taken<T extends Int32Array | Float64Array | Uint8Array>(
  column: T,
  length: number,
  shared: boolean,
): T {
  const part = column.subarray(0, length) as T;
  if (!shared) return part;
  const Column = column.constructor as new (room: SharedArrayBuffer) => T;
  return grown(part, new Column(new SharedArrayBuffer(length * column.BYTES_PER_ELEMENT)));
}
