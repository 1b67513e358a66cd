import type { Adjacency } from '@lizhu/fabric';
import type { Compute } from './fabric-thread.ts';
import type { LandSnapshot } from './land-snapshot.ts';

/** Widths of gaps for which neighbours are kept; links wider than what is asked for are left out of each question. */
const KEPT_GAPS_M = [0, 10, 20, 30, 50, 70, 100] as const;

/** Found before anybody asks: parcels that touch, and those across a street of a town of ordinary size. */
const USUAL_GAPS_M = [0, 20] as const;
const PARCELS_ACROSS_STREETS = 200_000;

/** The neighbours of all parcels of a snapshot up to a gap, found once and kept with it. */
export function adjacencyOf(snapshot: LandSnapshot, gapM: number, compute: Compute): Promise<Adjacency> {
  const kept = KEPT_GAPS_M.find((width) => width >= gapM) ?? gapM;
  return snapshot.derive(`adjacency ${kept}`, async () => {
    const { parcels } = await snapshot.fabric();
    return compute('adjacency', { parcels, gapM: kept });
  });
}

/** Finds the neighbours that are usually asked for, so that the first who asks does not wait. Failures wait for him. */
export async function findUsualAdjacency(snapshot: LandSnapshot, compute: Compute): Promise<void> {
  const { parcels } = await snapshot.fabric();
  if (parcels.count === 0) return;
  const gaps = parcels.count > PARCELS_ACROSS_STREETS ? USUAL_GAPS_M.slice(0, 1) : USUAL_GAPS_M;
  await Promise.allSettled(gaps.map((gapM) => adjacencyOf(snapshot, gapM, compute)));
}
