import type { Components } from './components.ts';
import type { Fabric } from './site-graph.ts';

/** A parcel that keeps a site from being larger. */
export interface Blocker {
  readonly parcel: number;
  /** Its own area and that of the passing ground that the site would reach through it. */
  readonly gainSqm: number;
}

export interface BlockerOptions {
  /** 1 for each parcel that could be freed at all; roads and rivers may be left out. All could unless told. */
  readonly blockable?: Uint8Array | undefined;
  /** At most so many, by gain. */
  readonly limit?: number;
}

/**
 * The parcels beside a site that do not pass, by what freeing each alone would gain: its own area and every other component that
 * it links to. O(links of the site and of the parcels around it).
 */
export function findBlockers(
  { areaSqm, adjacency, linkAllowed }: Fabric,
  components: Components,
  siteParcels: Int32Array,
  { blockable, limit = 5 }: BlockerOptions = {},
): Blocker[] {
  const { start, neighbour } = adjacency;
  const allowed = (link: number): boolean => linkAllowed === undefined || linkAllowed[link] === 1;
  const own = components.of[siteParcels[0]!]!;
  const gains = new Map<number, number>();
  for (const parcel of siteParcels) {
    for (let k = start[parcel]!; k < start[parcel + 1]!; k++) {
      const beside = neighbour[k]!;
      if (components.of[beside] !== -1 || gains.has(beside) || !allowed(k)) continue;
      if (blockable !== undefined && blockable[beside] !== 1) continue;
      let gainSqm = areaSqm[beside]!;
      const reached = new Set<number>([own]);
      for (let m = start[beside]!; m < start[beside + 1]!; m++) {
        const component = components.of[neighbour[m]!]!;
        if (component === -1 || reached.has(component) || !allowed(m)) continue;
        reached.add(component);
        gainSqm += components.areaSqm[component]!;
      }
      gains.set(beside, gainSqm);
    }
  }
  return [...gains]
    .map(([parcel, gainSqm]) => ({ parcel, gainSqm }))
    .sort((a, b) => b.gainSqm - a.gainSqm || a.parcel - b.parcel)
    .slice(0, limit);
}
