/** Place of the last number no greater than `value` among column[from] … column[to - 1], which ascend; `from` when there is none. */
export function lastAtMost(column: Int32Array, from: number, to: number, value: number): number {
  let low = from;
  let high = to;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (column[middle]! <= value) low = middle;
    else high = middle;
  }
  return low;
}
