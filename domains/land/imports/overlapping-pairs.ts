import type { Polygons } from '@lizhu/fabric';
import type { Compute } from '../fabric/fabric-thread.ts';

/** Two polygons that share ground: row `a` of the first, row `b` of the second. */
export interface OverlappingPair {
  readonly a: number;
  readonly b: number;
  /** In the plane. */
  readonly areaSqm: number;
}

/** Less than this is the dirt of boundaries that were drawn twice. */
export const OVERLAP_NOTED_SQM = 1;

/** All pairs of the two that overlap by at least `leastSqm`, in the order of the rows. */
export async function overlappingPairs(
  first: Polygons,
  second: Polygons,
  compute: Compute,
  leastSqm = OVERLAP_NOTED_SQM,
): Promise<OverlappingPair[]> {
  if (first.count === 0 || second.count === 0) return [];
  const classOf = Int32Array.from({ length: second.count }, (_, row) => row);
  const { start, classIndex, areaSqm } = await compute('overlay', { parcels: first, layer: second, classOf });
  const pairs: OverlappingPair[] = [];
  for (let a = 0; a < first.count; a++) {
    for (let i = start[a]!; i < start[a + 1]!; i++)
      if (areaSqm[i]! >= leastSqm) pairs.push({ a, b: classIndex[i]!, areaSqm: areaSqm[i]! });
  }
  return pairs;
}

/** Pairs of different members of one set, each once, the later row first. */
export async function pairsWithin(own: Polygons, compute: Compute): Promise<OverlappingPair[]> {
  return (await overlappingPairs(own, own, compute)).filter(({ a, b }) => a > b);
}
