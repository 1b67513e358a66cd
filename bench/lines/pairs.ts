/** Two parcels, a < b, and what was measured between them. */
export interface Pair {
  readonly a: number;
  readonly b: number;
  readonly m: number;
}

/** Pairs that only one side has, as "a b" of ours (+) or the peer's (−); `pardoned` leaves some out. */
export function differingPairs(
  ours: Int32Array,
  peer: readonly Pair[],
): { readonly extra: string[]; readonly missing: string[] } {
  const theirs = new Set<string>();
  for (const { a, b } of peer) theirs.add(`${a} ${b}`);
  const extra: string[] = [];
  for (let i = 0; i < ours.length; i += 2) {
    const key = `${ours[i]} ${ours[i + 1]}`;
    if (!theirs.delete(key)) extra.push(key);
  }
  return { extra, missing: [...theirs] };
}
