import { Problem } from '@lizhu/http';
import type { ReadinessLine, SiteAnswer, SiteCriteria } from '../contract.ts';
import { adjacencyOf } from '../fabric/adjacency.ts';
import type { Present } from '../fabric/fabric-cache.ts';
import type { Compute } from '../fabric/fabric-thread.ts';
import { bridgeRules } from '../sites/bridge-rules.ts';
import { foundSite } from '../sites/found-site.ts';
import { blockableOf, passingOf } from '../sites/passing.ts';

const SQM_PER_MU = 10_000 / 15;
export const BLOCKERS = 8;

/** What finding needs besides the snapshot. */
export interface SiteTools {
  /** Until the asker goes away. */
  readonly compute: Compute;
  /** What others may wait for as well. */
  readonly computeShared: Compute;
  /** The lines of a version of the readiness table. */
  readonly linesOf: (version: number | null) => Promise<readonly ReadinessLine[]>;
  /** Milliseconds of a clock that only runs forward. */
  readonly ticks: () => number;
}

/**
 * Contiguous sites (连片) within what the asker's post reaches, largest first, no parcel in two of them.
 *
 * @throws Problem `land.criteria-contradict`, `land.computing-too-long`
 */
export async function findLandSites(
  { snapshot, version }: Present,
  criteria: SiteCriteria,
  { compute, computeShared, linesOf, ticks }: SiteTools,
): Promise<SiteAnswer> {
  const began = ticks();
  const { minMu, maxMu, maxOwners, minCompactness, limit } = criteria;
  if (maxMu !== undefined && maxMu < minMu)
    throw new Problem('land.criteria-contradict', { min: minMu, max: maxMu });
  const fabric = await snapshot.fabric();
  const [passing, adjacency, rules, lines] = await Promise.all([
    passingOf(fabric, criteria, compute),
    adjacencyOf(snapshot, criteria.gapM, computeShared),
    bridgeRules(snapshot, criteria),
    linesOf(fabric.tableVersion),
  ]);
  const answer = await compute('sites', {
    ...rules,
    polygons: fabric.parcels,
    areaSqm: fabric.areaSqm,
    adjacency,
    ownerCodes: fabric.owner.codes,
    passing,
    blockable: blockableOf(fabric, criteria.classes),
    limits: {
      minSqm: minMu * SQM_PER_MU,
      maxSqm: maxMu === undefined ? undefined : maxMu * SQM_PER_MU,
      maxOwners,
      minCompactness,
      limit,
      blockers: BLOCKERS,
    },
  });
  return {
    sites: answer.sites.map((site) => foundSite({ fabric, lines }, site)),
    parcels: fabric.parcels.count,
    passing: answer.passing,
    components: answer.components,
    seconds: (ticks() - began) / 1000,
    dataVersion: version,
  };
}
