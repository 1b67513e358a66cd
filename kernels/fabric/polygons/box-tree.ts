import { hilbertIndex } from './hilbert-index.ts';
import { roomFor } from './room-for.ts';

/**
 * A static R-tree over integer boxes, packed along the Hilbert curve, as plain columns: it can be posted to a worker, or lie
 * in shared memory, as it is. Building takes O(n log n); a search visits the few nodes that its box meets and allocates
 * nothing.
 *
 * Source: I. Kamel and C. Faloutsos, On packing R-trees (1993); the layout follows V. Agafonkin's flatbush, without child
 * pointers because the children of node k of a level are always nodes 8 k … 8 k + 7 of the level below.
 */
export interface BoxTree {
  readonly count: number;
  /** Four numbers a node: min x, min y, max x, max y; leaves first, the root last. */
  readonly boxes: Int32Array;
  /** Level l holds nodes levelStart[l] … levelStart[l + 1] - 1; level 0 are the leaves. */
  readonly levelStart: Int32Array;
  /** Item of each leaf. */
  readonly items: Int32Array;
}

const FAN = 8;
const LEVELS_MAX = 11;
const RADIX_BITS = 11;
const RADIX = 1 << RADIX_BITS;

/** Builds the tree of `boxes` (min x, min y, max x, max y of each item), in shared memory when asked. */
export function buildBoxTree(boxes: Int32Array, options: { readonly shared?: boolean } = {}): BoxTree {
  const count = boxes.length >> 2;
  const starts = [0];
  let nodes = count;
  for (let size = count; size > 1; ) {
    size = Math.ceil(size / FAN);
    starts.push(nodes);
    nodes += size;
  }
  starts.push(nodes);
  const tree: BoxTree = {
    count,
    boxes: new Int32Array(roomFor(16 * nodes, options.shared)),
    levelStart: new Int32Array(roomFor(4 * starts.length, options.shared)),
    items: new Int32Array(roomFor(4 * count, options.shared)),
  };
  tree.levelStart.set(starts);
  tree.items.set(hilbertOrder(boxes));
  for (let leaf = 0; leaf < count; leaf++) {
    const from = 4 * tree.items[leaf]!;
    for (let k = 0; k < 4; k++) tree.boxes[4 * leaf + k] = boxes[from + k]!;
  }
  for (let level = 1; level + 1 < starts.length; level++) raiseLevel(tree, level);
  return tree;
}

/** Searches one tree again and again without allocating: read what was found before the next search. */
export class BoxSearch {
  readonly #tree: BoxTree;
  readonly #stack = new Int32Array(2 * FAN * LEVELS_MAX);
  /** The items found, and the leaves in which they stand; the first ones, as many as were found. */
  hits: Int32Array = new Int32Array(64);
  leaves: Int32Array = new Int32Array(64);

  constructor(tree: BoxTree) {
    this.#tree = tree;
  }

  /** Finds the items whose boxes meet this one (touching counts); returns how many, in an order that depends on the tree alone. */
  find(minX: number, minY: number, maxX: number, maxY: number): number {
    const { boxes, levelStart, items, count } = this.#tree;
    const stack = this.#stack;
    let found = 0;
    let depth = 0;
    let level = levelStart.length - 2;
    let first = count === 0 ? 0 : levelStart[level]!;
    let last = count === 0 ? 0 : levelStart[level + 1]!;
    for (;;) {
      for (let node = last - 1; node >= first; node--) {
        const box = 4 * node;
        if (boxes[box]! > maxX || boxes[box + 2]! < minX || boxes[box + 1]! > maxY || boxes[box + 3]! < minY)
          continue;
        if (level === 0) {
          if (found === this.hits.length) this.#grow();
          this.leaves[found] = node;
          this.hits[found++] = items[node]!;
        } else {
          stack[depth++] = node;
          stack[depth++] = level;
        }
      }
      if (depth === 0) return found;
      level = stack[--depth]!;
      const parent = stack[--depth]! - levelStart[level]!;
      level--;
      first = levelStart[level]! + parent * FAN;
      last = Math.min(first + FAN, levelStart[level + 1]!);
    }
  }

  #grow(): void {
    const { hits, leaves } = this;
    this.hits = new Int32Array(2 * hits.length);
    this.leaves = new Int32Array(2 * hits.length);
    this.hits.set(hits);
    this.leaves.set(leaves);
  }
}

function raiseLevel({ boxes, levelStart }: BoxTree, level: number): void {
  const below = levelStart[level - 1]!;
  const end = levelStart[level]!;
  for (let node = end; node < levelStart[level + 1]!; node++) {
    const first = below + (node - end) * FAN;
    const last = Math.min(first + FAN, end);
    let minX = boxes[4 * first]!;
    let minY = boxes[4 * first + 1]!;
    let maxX = boxes[4 * first + 2]!;
    let maxY = boxes[4 * first + 3]!;
    for (let child = 4 * (first + 1); child < 4 * last; child += 4) {
      if (boxes[child]! < minX) minX = boxes[child]!;
      if (boxes[child + 1]! < minY) minY = boxes[child + 1]!;
      if (boxes[child + 2]! > maxX) maxX = boxes[child + 2]!;
      if (boxes[child + 3]! > maxY) maxY = boxes[child + 3]!;
    }
    boxes[4 * node] = minX;
    boxes[4 * node + 1] = minY;
    boxes[4 * node + 2] = maxX;
    boxes[4 * node + 3] = maxY;
  }
}

/** The items in the order in which the Hilbert curve meets the middles of their boxes; equal ones keep their order. */
function hilbertOrder(boxes: Int32Array): Int32Array {
  const count = boxes.length >> 2;
  let minX = Infinity;
  let minY = Infinity;
  let maxX = -Infinity;
  let maxY = -Infinity;
  for (let i = 0; i < boxes.length; i += 4) {
    const x = boxes[i]! + boxes[i + 2]!;
    const y = boxes[i + 1]! + boxes[i + 3]!;
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  const scaleX = 65_535 / Math.max(maxX - minX, 1);
  const scaleY = 65_535 / Math.max(maxY - minY, 1);
  const keys = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const x = boxes[4 * i]! + boxes[4 * i + 2]!;
    const y = boxes[4 * i + 1]! + boxes[4 * i + 3]!;
    keys[i] = hilbertIndex(Math.floor((x - minX) * scaleX), Math.floor((y - minY) * scaleY));
  }
  return radixOrder(keys);
}

/** A stable order of the keys by radix sort, 11 bits a pass. */
function radixOrder(keys: Uint32Array): Int32Array {
  let order = new Int32Array(keys.length);
  let orderAfter = new Int32Array(keys.length);
  let keysAfter: Uint32Array = new Uint32Array(keys.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  for (let shift = 0; shift < 32; shift += RADIX_BITS) {
    const next = new Int32Array(RADIX + 1);
    for (let i = 0; i < keys.length; i++) next[((keys[i]! >>> shift) & (RADIX - 1)) + 1]!++;
    for (let digit = 0; digit < RADIX; digit++) next[digit + 1]! += next[digit]!;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      const at = next[(key >>> shift) & (RADIX - 1)]!++;
      orderAfter[at] = order[i]!;
      keysAfter[at] = key;
    }
    [order, orderAfter] = [orderAfter, order];
    [keys, keysAfter] = [keysAfter, keys];
  }
  return order;
}
