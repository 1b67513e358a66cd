/**
 * The packed Hilbert R-tree of FlatGeobuf: the boxes of the features in the order of the file, above them boxes around
 * each sixteen, up to one; written from the top. A node is west, south, east, north and the byte of a feature, or the
 * number of the first node below.
 */
const NODE_BYTES = 40;
export const NODE_SIZE = 16;

/** Number of nodes a level, the lowest first. */
function levels(count: number, nodeSize: number): number[] {
  const size = Math.max(2, nodeSize);
  const sizes = [count];
  for (let n = count; n !== 1; sizes.push(n)) n = Math.ceil(n / size);
  return count === 1 ? [1, 1] : sizes;
}

export function treeBytes(count: number, nodeSize: number): number {
  return levels(count, nodeSize).reduce((sum, n) => sum + n, 0) * NODE_BYTES;
}

/** The tree over boxes (four numbers each) in the order of the file, `offsets` being the byte of each feature. */
export function packedTree(boxes: Float64Array, offsets: Float64Array): Uint8Array {
  const sizes = levels(offsets.length, NODE_SIZE);
  const total = sizes.reduce((sum, n) => sum + n, 0);
  const bytes = new Uint8Array(total * NODE_BYTES);
  const view = new DataView(bytes.buffer);
  const put = (node: number, box: readonly number[], offset: number): void => {
    for (let i = 0; i < 4; i++) view.setFloat64(node * NODE_BYTES + i * 8, box[i]!, true);
    view.setBigUint64(node * NODE_BYTES + 32, BigInt(offset), true);
  };
  let start = total - offsets.length;
  for (let i = 0; i < offsets.length; i++) put(start + i, boxAt(boxes, i), offsets[i]!);
  let below = Float64Array.from(boxes);
  for (const size of sizes.slice(1)) {
    const above = new Float64Array(size * 4);
    const aboveStart = start - size;
    for (let node = 0; node < size; node++) {
      const box = around(below, node * NODE_SIZE, Math.min((node + 1) * NODE_SIZE, below.length / 4));
      above.set(box, node * 4);
      put(aboveStart + node, box, start + node * NODE_SIZE);
    }
    below = above;
    start = aboveStart;
  }
  return bytes;
}

function boxAt(boxes: Float64Array, i: number): [number, number, number, number] {
  return [boxes[i * 4]!, boxes[i * 4 + 1]!, boxes[i * 4 + 2]!, boxes[i * 4 + 3]!];
}

export function around(boxes: Float64Array, from: number, to: number): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = from; i < to; i++) {
    box[0] = Math.min(box[0], boxes[i * 4]!);
    box[1] = Math.min(box[1], boxes[i * 4 + 1]!);
    box[2] = Math.max(box[2], boxes[i * 4 + 2]!);
    box[3] = Math.max(box[3], boxes[i * 4 + 3]!);
  }
  return box;
}

const SIDE = 1 << 16;

/** The order of boxes along a Hilbert curve through their middles. */
export function hilbertOrder(boxes: Float64Array): Uint32Array {
  const count = boxes.length / 4;
  const [west, south, east, north] = around(boxes, 0, count);
  const scale = (SIDE - 1) / Math.max(east - west, north - south, Number.MIN_VALUE);
  const along = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const x = ((boxes[i * 4]! + boxes[i * 4 + 2]!) / 2 - west) * scale;
    const y = ((boxes[i * 4 + 1]! + boxes[i * 4 + 3]!) / 2 - south) * scale;
    along[i] = hilbertIndex(Math.floor(x), Math.floor(y));
  }
  return Uint32Array.from({ length: count }, (_, i) => i).sort((a, b) => along[a]! - along[b]! || a - b);
}

/** How far along the curve of order 16 a cell lies (Hacker's Delight, 2nd ed., section 16-2). */
function hilbertIndex(column: number, row: number): number {
  let x = column;
  let y = row;
  let index = 0;
  for (let half = SIDE >>> 1; half > 0; half >>>= 1) {
    const right = x & half ? 1 : 0;
    const upper = y & half ? 1 : 0;
    index += half * half * ((3 * right) ^ upper);
    if (upper === 0) {
      if (right === 1) {
        x = SIDE - 1 - x;
        y = SIDE - 1 - y;
      }
      [x, y] = [y, x];
    }
  }
  return index;
}
