import { COMMON_GROUND, WHOLE_PROGRAMME } from '@lizhu/db';
import { Problem } from '@lizhu/http';
import { type FoundSite, type ReadinessClass, readinessClasses, type SiteCriteria } from '../contract.ts';
import { adjacencyOf } from '../fabric/adjacency.ts';
import type { LandFabric } from '../fabric/land-fabric.ts';
import type { LandSnapshot } from '../fabric/land-snapshot.ts';
import { bridgeRules } from '../sites/bridge-rules.ts';
import { foundSite } from '../sites/found-site.ts';
import { blockableOf, passingOf } from '../sites/passing.ts';
import { BLOCKERS, type SiteTools } from './find-sites.ts';

export interface MeasuredSite {
  /** Whose officers will see it: one base's, everybody's (common ground), or those over the whole programme. */
  readonly baseId: string;
  readonly found: FoundSite;
}

/**
 * Measures the site that some parcels form, anew from the ledger: whatever the client says of it but the parcels is not
 * believed. Blockers are sought only where everybody who will see the site may look.
 *
 * @param criteria How it was found; null = parcels that touch, of the classes that they have.
 * @throws Problem `land.parcels-not-visible`
 */
export async function measureSite(
  snapshot: LandSnapshot,
  parcelIds: readonly string[],
  criteria: SiteCriteria | null,
  { compute, computeShared, linesOf }: Omit<SiteTools, 'ticks'>,
): Promise<MeasuredSite> {
  const fabric = await snapshot.fabric();
  const site = rowsOf(await rowById(snapshot, fabric), parcelIds);
  const baseId = baseOf(fabric, site);
  const rules = criteria ?? {
    gapM: 0,
    barriers: [],
    baseIds: [],
    classes: classesOf(fabric, site),
  };
  const passing = await passingOf(fabric, rules, compute);
  for (const row of site) passing[row] = 1;
  const seen = seenWith(fabric, baseId);
  const blockable = blockableOf(fabric, rules.classes);
  for (let row = 0; row < seen.length; row++) {
    passing[row]! &= seen[row]!;
    blockable[row]! &= seen[row]!;
  }
  const [adjacency, bridges, lines] = await Promise.all([
    adjacencyOf(snapshot, rules.gapM, computeShared),
    bridgeRules(snapshot, rules),
    linesOf(fabric.tableVersion),
  ]);
  const measured = await compute('site', {
    ...bridges,
    polygons: fabric.parcels,
    areaSqm: fabric.areaSqm,
    adjacency,
    ownerCodes: fabric.owner.codes,
    passing,
    blockable,
    site,
    blockers: BLOCKERS,
  });
  return { baseId, found: foundSite({ fabric, lines }, measured) };
}

function rowById(snapshot: LandSnapshot, fabric: LandFabric): Promise<ReadonlyMap<string, number>> {
  return snapshot.derive('rows by id', () => new Map(fabric.ids.map((id, row) => [id, row])));
}

function rowsOf(rowById: ReadonlyMap<string, number>, parcelIds: readonly string[]): Int32Array {
  const wanted = [...new Set(parcelIds.map((id) => id.toLowerCase()))];
  const rows = wanted.flatMap((id) => rowById.get(id) ?? []);
  const missing = wanted.length - rows.length;
  if (missing > 0) throw new Problem('land.parcels-not-visible', { count: missing });
  return Int32Array.from(rows).sort();
}

function baseOf({ base }: LandFabric, site: Int32Array): string {
  const ids = new Set(Array.from(site, (row) => base.dictionary[base.codes[row]!]!));
  ids.delete(COMMON_GROUND);
  const [first, second] = ids;
  return first === undefined ? COMMON_GROUND : second === undefined ? first : WHOLE_PROGRAMME;
}

function classesOf({ readiness }: LandFabric, site: Int32Array): ReadinessClass[] {
  const indices = new Set(Array.from(site, (row) => readiness[row]!));
  return readinessClasses.filter((_, index) => indices.has(index));
}

/** 1 for each parcel that everybody sees who sees a site of the base. */
function seenWith({ base }: LandFabric, baseId: string): Uint8Array {
  const seen = base.dictionary.map(
    (id) => baseId === WHOLE_PROGRAMME || id === baseId || id === COMMON_GROUND,
  );
  return Uint8Array.from(base.codes, (code) => (seen[code] ? 1 : 0));
}
