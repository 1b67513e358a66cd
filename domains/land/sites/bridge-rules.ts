import type { SiteCriteria } from '../contract.ts';
import type { BridgeRules } from '../fabric/computations.ts';
import type { LandSnapshot } from '../fabric/land-snapshot.ts';

/** Across what, and how far, parcels may be joined. */
export async function bridgeRules(
  snapshot: LandSnapshot,
  { gapM, barriers }: Pick<SiteCriteria, 'gapM' | 'barriers'>,
): Promise<BridgeRules> {
  const fabric = await snapshot.fabric();
  const kinds = (['river', 'road'] as const).filter((kind) => barriers.includes(kind));
  const layers = await Promise.all(kinds.map((kind) => snapshot.layer(kind)));
  return {
    gapM,
    barriers: layers.flatMap((layer) => (layer === null ? [] : [layer.polygons])),
    baseCodes: barriers.includes('boundary') ? fabric.base.codes : null,
  };
}
