import { type BoxTree, buildBoxTree } from './box-tree.ts';
import { Halving, type PieceSink } from './halving.ts';
import { type OccupiedCells, occupyCells } from './occupied-cells.ts';
import type { Polygons } from './polygons.ts';

/**
 * A layer cut up for overlay: pieces of few edges, or full cells, found by a box tree. All of it is plain columns, so a host can
 * post it to workers; nothing in it changes after it was built.
 */
export interface OverlayIndex {
  readonly originX: number;
  readonly originY: number;
  readonly resolutionM: number;
  /**
   * Piece p owns edges edgeStart[p] … edgeStart[p + 1] - 1. A piece without edges fills its cell, whose corners are then in
   * `edges` at `cellAt[p]`.
   */
  readonly pieces: Pieces;
  readonly tree: BoxTree;
  /** Where the layer is at all. */
  readonly occupied: OccupiedCells;
  /** Class of each piece; all 0 when the layer has no classes. */
  readonly classOf: Int32Array;
  /** Classes are 0 … classes - 1. */
  readonly classes: number;
}

/** Edges of pieces, four numbers each: x1, y1, x2, y2 in grid units. A full cell is one entry: its lower left, its upper right. */
export interface Pieces {
  readonly start: Int32Array;
  readonly edges: Float64Array;
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
export class PieceColumns implements PieceSink {
  classIndex = 0;
  count = 0;
  boxes: Int32Array = new Int32Array(256);
  start: Int32Array = new Int32Array(64);
  full: Uint8Array = new Uint8Array(64);
  edges: Float64Array = new Float64Array(1024);
  #classOf = new Int32Array(64);
  #edgeTop = 0;
  #minX = 0;
  #minY = 0;
  #maxX = 0;
  #maxY = 0;

  clear(): void {
    this.count = 0;
    this.#edgeTop = 0;
  }

  begin(): void {
    this.#minX = Infinity;
    this.#minY = Infinity;
    this.#maxX = -Infinity;
    this.#maxY = -Infinity;
  }

  edge(x1: number, y1: number, x2: number, y2: number): void {
    const at = this.#edgeTop;
    if (at + 4 > this.edges.length) {
      const next = new Float64Array(this.edges.length * 2);
      next.set(this.edges);
      this.edges = next;
    }
    this.edges[at] = x1;
    this.edges[at + 1] = y1;
    this.edges[at + 2] = x2;
    this.edges[at + 3] = y2;
    this.#edgeTop = at + 4;
    if (x1 < this.#minX) this.#minX = x1;
    if (x1 > this.#maxX) this.#maxX = x1;
    if (y1 < this.#minY) this.#minY = y1;
    if (y1 > this.#maxY) this.#maxY = y1;
    if (y2 < this.#minY) this.#minY = y2;
    if (y2 > this.#maxY) this.#maxY = y2;
    if (x2 < this.#minX) this.#minX = x2;
    if (x2 > this.#maxX) this.#maxX = x2;
  }

  end(): void {
    if (this.#edgeTop > 4 * this.start[this.count]!) this.#close(0);
  }

  box(minX: number, minY: number, maxX: number, maxY: number): void {
    this.begin();
    this.edge(minX, minY, maxX, maxY);
    this.#close(1);
  }

  finish(shared: boolean): Pick<OverlayIndex, 'pieces' | 'tree' | 'occupied' | 'classOf'> {
    const { count } = this;
    const room = (bytes: number): ArrayBufferLike =>
      shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
    const start = new Int32Array(room(4 * (count + 1)));
    const edges = new Float64Array(room(8 * this.#edgeTop));
    const full = new Uint8Array(room(count));
    const classOf = new Int32Array(room(4 * count));
    start.set(this.start.subarray(0, count + 1));
    edges.set(this.edges.subarray(0, this.#edgeTop));
    full.set(this.full.subarray(0, count));
    classOf.set(this.#classOf.subarray(0, count));
    return {
      pieces: { start, edges, full },
      tree: buildBoxTree(this.boxes.subarray(0, 4 * count), { shared }),
      occupied: occupyCells(this.boxes.subarray(0, 4 * count), { shared }),
      classOf,
    };
  }

  #close(full: 0 | 1): void {
    const piece = this.count;
    if (piece + 2 > this.start.length) this.#grow();
    this.boxes[4 * piece] = Math.floor(this.#minX);
    this.boxes[4 * piece + 1] = Math.floor(this.#minY);
    this.boxes[4 * piece + 2] = Math.ceil(this.#maxX);
    this.boxes[4 * piece + 3] = Math.ceil(this.#maxY);
    this.full[piece] = full;
    this.#classOf[piece] = this.classIndex;
    this.count++;
    this.start[this.count] = this.#edgeTop / 4;
  }

  #grow(): void {
    const length = this.start.length * 2;
    const grown = <T extends Int32Array | Uint8Array>(old: T, next: T): T => {
      next.set(old);
      return next;
    };
    this.start = grown(this.start, new Int32Array(length));
    this.full = grown(this.full, new Uint8Array(length));
    this.#classOf = grown(this.#classOf, new Int32Array(length)) as Int32Array<ArrayBuffer>;
    this.boxes = grown(this.boxes, new Int32Array(4 * length));
  }
}
