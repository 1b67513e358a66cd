import type { SiteGraph } from '../sites/site-graph.ts';
import { isBetter, type ResolvedLimits } from '../sites/site-limits.ts';

export interface BruteForceBest {
  readonly areaSqm: number;
  readonly compactness: number;
}

/**
 * The best site of a graph of at most 20 parcels for each of some limits, by looking at every connected set of parcels: the model
 * that the search is measured against.
 */
export function bestByBruteForce(
  graph: SiteGraph,
  limits: readonly ResolvedLimits[],
): (BruteForceBest | null)[] {
  const { count, areaSqm, perimeterM, owner, start, neighbour, sharedM } = graph;
  if (count > 20) throw new RangeError(`Cannot look at every set of ${count} parcels`);
  const beside = Array.from({ length: count }, (_, i) => {
    let mask = 0;
    for (let k = start[i]!; k < start[i + 1]!; k++) mask |= 1 << neighbour[k]!;
    return mask;
  });
  const shared = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let k = start[i]!; k < start[i + 1]!; k++) shared[i * count + neighbour[k]!] = sharedM[k]!;
  }
  const sets = 1 << count;
  const areas = new Float64Array(sets);
  const perimeters = new Float64Array(sets);
  const best: (BruteForceBest | null)[] = limits.map(() => null);
  for (let set = 1; set < sets; set++) {
    const low = 31 - Math.clz32(set & -set);
    const rest = set & (set - 1);
    areas[set] = areas[rest]! + areaSqm[low]!;
    let length = perimeters[rest]! + perimeterM[low]!;
    for (let left = rest & beside[low]!; left !== 0; left &= left - 1) {
      length -= 2 * shared[low * count + 31 - Math.clz32(left & -left)]!;
    }
    perimeters[set] = length;
    if (!isConnected(set, beside)) continue;
    const compactness = (4 * Math.PI * areas[set]!) / (length * length);
    for (const [l, limit] of limits.entries()) {
      if (areas[set]! > limit.maxSqm || compactness < limit.minCompactness) continue;
      const known = best[l]!;
      if (known !== null && !isBetter(areas[set]!, compactness, known.areaSqm, known.compactness, limit))
        continue;
      if (ownersOf(set, owner) > limit.maxOwners) continue;
      best[l] = { areaSqm: areas[set]!, compactness };
    }
  }
  return best;
}

function isConnected(set: number, beside: readonly number[]): boolean {
  let reached = set & -set;
  let edge = reached;
  while (edge !== 0) {
    let next = 0;
    for (let left = edge; left !== 0; left &= left - 1) next |= beside[31 - Math.clz32(left & -left)]!;
    edge = next & set & ~reached;
    reached |= edge;
  }
  return reached === set;
}

function ownersOf(set: number, owner: Int32Array): number {
  const owners = new Set<number>();
  for (let left = set; left !== 0; left &= left - 1) owners.add(owner[31 - Math.clz32(left & -left)]!);
  return owners.size;
}
