import { BoxSearch, buildBoxTree } from '../polygons/box-tree.ts';
import { highHalf, lowHalf } from '../polygons/halves.ts';

/** Leaves of the box tree that lie side by side ask it together. */
const GROUP = 8;

/**
 * Calls with each polygon a and the others b > a (the first `count`) whose boxes come within `margin` of its own, or a few units more,
 * in an order that depends on the boxes alone.
 */
export function forEachMeeting(
  boxes: Int32Array,
  margin: number,
  call: (a: number, others: Int32Array, count: number) => void,
): void {
  const tree = buildBoxTree(boxes);
  const search = new BoxSearch(tree);
  /** In halves, as boxes of edges are, so that one sign tells. */
  let hitBoxes = new Int32Array(4 * 256);
  /** The hits after the first of the group: no other can be b. */
  let later = new Int32Array(256);
  let others = new Int32Array(256);
  for (let leaf = 0; leaf < tree.count; leaf += GROUP) {
    const last = Math.min(leaf + GROUP, tree.count);
    const group = tree.levelStart.length > 2 ? tree.levelStart[1]! + leaf / GROUP : 0;
    const box = 4 * group;
    const found = search.find(
      tree.boxes[box]! - margin,
      tree.boxes[box + 1]! - margin,
      tree.boxes[box + 2]! + margin,
      tree.boxes[box + 3]! + margin,
    );
    const { hits, leaves } = search;
    if (found > others.length) {
      hitBoxes = new Int32Array(8 * found);
      later = new Int32Array(2 * found);
      others = new Int32Array(2 * found);
    }
    let lowest = tree.items[leaf]!;
    for (let k = leaf + 1; k < last; k++) lowest = Math.min(lowest, tree.items[k]!);
    let kept = 0;
    for (let i = 0; i < found; i++) {
      const at = 4 * leaves[i]!;
      hitBoxes[4 * kept] = tree.boxes[at]! >> 1;
      hitBoxes[4 * kept + 1] = tree.boxes[at + 1]! >> 1;
      hitBoxes[4 * kept + 2] = tree.boxes[at + 2]! >> 1;
      hitBoxes[4 * kept + 3] = tree.boxes[at + 3]! >> 1;
      later[kept] = hits[i]!;
      kept += 1 + ((hits[i]! - lowest - 1) >> 31);
    }
    for (let k = leaf; k < last; k++) {
      const a = tree.items[k]!;
      const left = lowHalf(tree.boxes[4 * k]! - margin);
      const low = lowHalf(tree.boxes[4 * k + 1]! - margin);
      const right = highHalf(tree.boxes[4 * k + 2]! + margin);
      const high = highHalf(tree.boxes[4 * k + 3]! + margin);
      const count = meeting(a, left, low, right, high, later, hitBoxes, kept, others);
      if (count > 0) call(a, others, count);
    }
  }
}

/** Writes those of the first `found` hits after `a` whose boxes meet a window into `others`, and returns how many. */
function meeting(
  a: number,
  left: number,
  low: number,
  right: number,
  high: number,
  hits: Int32Array,
  hitBoxes: Int32Array,
  found: number,
  others: Int32Array,
): number {
  let count = 0;
  for (let i = 0, at = 0; i < found; i++, at += 4) {
    const b = hits[i]!;
    const apart =
      (hitBoxes[at + 2]! - left) |
      (right - hitBoxes[at]!) |
      (hitBoxes[at + 3]! - low) |
      (high - hitBoxes[at + 1]!) |
      (b - a - 1);
    others[count] = b;
    count += 1 + (apart >> 31);
  }
  return count;
}
