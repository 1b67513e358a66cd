import type { Transaction } from '@lizhu/db';
import { planeAreasSqm } from '@lizhu/fabric';
import type { Compute } from '../fabric/fabric-thread.ts';
import { addParents } from '../store/import-features.ts';
import type { CodeCheck } from './code-check.ts';
import type { LateFinding } from './findings.ts';
import type { IntakeOptions } from './intake.ts';
import { followsParcel, overlapsFeature, overlapsParcel } from './ledger-fault.ts';
import { lineageOf } from './lineage.ts';
import type { Neighbourhood } from './neighbourhood.ts';
import { overlappingPairs, pairsWithin } from './overlapping-pairs.ts';
import { readParcelsAround } from './parcels-around.ts';

/**
 * Weighs the parcels of a file against each other and against the living parcels around them: overlaps are said, and where
 * existing parcels may be replaced, those whose code or ground the new ones take are noted as their ancestors.
 */
export async function weighParcels(
  tx: Transaction,
  { key, mapping, onlyBaseId }: Pick<IntakeOptions, 'key' | 'mapping' | 'onlyBaseId'>,
  neighbourhood: Neighbourhood,
  { replaced }: CodeCheck,
  compute: Compute,
): Promise<LateFinding[]> {
  const { members, plane } = neighbourhood;
  if (members.length === 0) return [];
  const own = neighbourhood.polygons();
  const found: LateFinding[] = [];
  for (const { a, b, areaSqm } of await pairsWithin(own, compute)) {
    const other = members[b]!;
    found.push({ ...members[a]!, fault: overlapsFeature(other.feature, other.code, areaSqm) });
  }
  const around = await readParcelsAround(tx, plane, neighbourhood.window());
  const pairs = await overlappingPairs(own, around.polygons, compute);
  const lineage = lineageOf({
    pairs,
    ownAreaSqm: planeAreasSqm(own),
    theirAreaSqm: planeAreasSqm(around.polygons),
    features: members.map(({ feature }) => feature),
    theirs: around.parcels,
    replaced,
    mayReplace: ({ baseId }) =>
      mapping.onExisting === 'replace' && (onlyBaseId === null || baseId === onlyBaseId),
  });
  const memberOf = new Map(members.map((member) => [member.feature, member]));
  for (const { feature, parcel, event } of lineage.parents)
    found.push({ ...memberOf.get(feature)!, fault: followsParcel(parcel.code, event) });
  for (const { a, b, areaSqm } of pairs) {
    const parcel = around.parcels[b]!;
    if (!lineage.retired.has(parcel.id))
      found.push({ ...members[a]!, fault: overlapsParcel(parcel.code, areaSqm) });
  }
  await addParents(
    tx,
    key,
    lineage.parents.map(({ feature, parcel, event }) => ({ feature, parentId: parcel.id, event })),
  );
  return found;
}
