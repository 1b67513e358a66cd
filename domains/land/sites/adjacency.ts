import type { Adjacency } from '@lizhu/fabric';
import type { Compute } from '../fabric/fabric-thread.ts';
import type { LandSnapshot } from '../fabric/land-snapshot.ts';

/** Widths of gaps for which neighbours are kept; links wider than what is asked for are left out of each question. */
const KEPT_GAPS_M = [0, 10, 20, 30, 50, 70, 100] as const;

/** The neighbours of all parcels of a snapshot up to a gap, found once and kept with it. */
export function adjacencyOf(snapshot: LandSnapshot, gapM: number, compute: Compute): Promise<Adjacency> {
  const kept = KEPT_GAPS_M.find((width) => width >= gapM) ?? gapM;
  return snapshot.derive(`adjacency ${kept}`, async () => {
    const { parcels } = await snapshot.fabric();
    return compute('adjacency', { parcels, gapM: kept });
  });
}
