import type { Compute } from '../fabric/fabric-thread.ts';
import type { LateFinding } from './findings.ts';
import { boundaryOverlaps, overlapsFeature } from './ledger-fault.ts';
import type { Neighbourhood } from './neighbourhood.ts';
import { pairsWithin } from './overlapping-pairs.ts';

/** Parts of one base that overlap would count twice: the later is kept out. That bases overlap is only said. */
export async function weighBoundaries(
  neighbourhood: Neighbourhood,
  compute: Compute,
): Promise<LateFinding[]> {
  const pairs = await pairsWithin(neighbourhood.polygons(), compute);
  const { members } = neighbourhood;
  return pairs.map(({ a, b, areaSqm }) => {
    const [later, earlier] = [members[a]!, members[b]!];
    const fault =
      later.baseId === earlier.baseId
        ? boundaryOverlaps(earlier.feature, areaSqm)
        : overlapsFeature(earlier.feature, earlier.code, areaSqm);
    return { ...later, fault };
  });
}
