import type { OverviewIndex } from '@lizhu/fabric';
import { PARCELS_FROM_ZOOM, readinessClasses } from '../contract.ts';
import type { Compute } from './fabric-thread.ts';
import type { LandSnapshot } from './land-snapshot.ts';

/** Groups of one base: its readiness classes, and last what was never decided. */
const GROUPS = readinessClasses.length + 1;

/** The parcels of a snapshot as they are seen from afar, put together by base and readiness, once. */
export function overviewOf(snapshot: LandSnapshot, compute: Compute): Promise<OverviewIndex> {
  return snapshot.derive('overview', async () => {
    const { parcels, plane, base, readiness } = await snapshot.fabric();
    const groupOf = Int32Array.from(readiness, (code, row) => {
      const inBase = (base.codes[row]! + 1) * GROUPS;
      return inBase + (code < readinessClasses.length ? code : GROUPS - 1);
    });
    return compute('overview', { parcels, plane, groupOf, zoom: PARCELS_FROM_ZOOM - 1 });
  });
}

/** Which base and which readiness a group of the overview is of, as codes of the fabric; -1 = none. */
export function membersOfGroup(group: number): { readonly base: number; readonly readiness: number } {
  const readiness = group % GROUPS;
  return {
    base: Math.floor(group / GROUPS) - 1,
    readiness: readiness === GROUPS - 1 ? -1 : readiness,
  };
}
