import { planeAreasSqm } from '@lizhu/fabric';
import { basePlans, SQM_PER_MU } from './bases.ts';
import type { Parcels } from './parcels.ts';
import { areaFactorAt } from './place.ts';
import type { OrderedSite } from './themes.ts';

/** Land that fits both plans, is empty and in public hands, planted so that the site finder has something to find. */
export interface ExpectedSite {
  readonly baseCode: string;
  readonly minMu: number;
  readonly areaSqm: number;
  /** Indices of its parcels, ascending. */
  readonly parcels: Int32Array;
  /** 0 where the parcels touch; otherwise the gap, in metres, that must be bridged (a street). */
  readonly gapM: number;
}

export function expectSites(
  ordered: readonly OrderedSite[],
  siteParcels: ReadonlyMap<number, readonly number[]>,
  parcels: Parcels,
): ExpectedSite[] {
  const planeSqm = planeAreasSqm(parcels.polygons);
  const { xs, pointStart, ringStart } = parcels.polygons;
  return ordered.map(({ base, minMu, acrossStreet }, site) => {
    const indices = Int32Array.from(siteParcels.get(site) ?? []).sort();
    let areaSqm = 0;
    for (const index of indices)
      areaSqm += planeSqm[index]! * areaFactorAt(xs[pointStart[ringStart[index]!]!]!);
    if (areaSqm < minMu * SQM_PER_MU) {
      throw new Error(`Cannot expect a site of ${minMu} mu: only ${areaSqm / SQM_PER_MU} mu were drawn`);
    }
    return { baseCode: basePlans[base]!.code, minMu, areaSqm, parcels: indices, gapM: acrossStreet ? 20 : 0 };
  });
}
