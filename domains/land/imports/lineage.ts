import type { LineageEvent } from './ledger-fault.ts';
import type { OverlappingPair } from './overlapping-pairs.ts';
import type { ParcelAround } from './parcels-around.ts';

/** A parcel whose ground is covered to this share by new ones is no parcel any more. */
const COVERED_SHARE = 0.9;
/** A new parcel follows an old one when they share at least this much of the smaller of the two. */
const FOLLOWS_SHARE = 0.1;

export interface LineageInput {
  /** Row a: new, row b: living. */
  readonly pairs: readonly OverlappingPair[];
  readonly ownAreaSqm: Float64Array;
  readonly theirAreaSqm: Float64Array;
  /** Feature number of each new parcel. */
  readonly features: readonly number[];
  readonly theirs: readonly ParcelAround[];
  /** Living parcels whose code a feature takes, by feature. */
  readonly replaced: ReadonlyMap<number, { readonly id: string; readonly code: string }>;
  readonly mayReplace: (parcel: ParcelAround) => boolean;
}

export interface Parent {
  readonly feature: number;
  readonly parcel: { readonly id: string; readonly code: string };
  readonly event: LineageEvent;
}

/**
 * Finds which living parcels the new ones take the place of: those whose code they take, and those whose ground they cover.
 * A new parcel with several ancestors was merged, several with one ancestor were split from it, one for one replaces it.
 */
export function lineageOf(input: LineageInput): { parents: Parent[]; retired: ReadonlySet<string> } {
  const { pairs, ownAreaSqm, theirAreaSqm, features, theirs, replaced, mayReplace } = input;
  const retired = new Set<string>();
  for (const { id } of replaced.values()) retired.add(id);
  const coveredSqm = new Float64Array(theirs.length);
  for (const { b, areaSqm } of pairs) coveredSqm[b]! += areaSqm;
  for (const [row, parcel] of theirs.entries())
    if (coveredSqm[row]! > 0 && coveredSqm[row]! >= COVERED_SHARE * theirAreaSqm[row]! && mayReplace(parcel))
      retired.add(parcel.id);

  const links = new Map<string, { feature: number; parcel: Parent['parcel'] }>();
  const link = (feature: number, { id, code }: Parent['parcel']): void => {
    links.set(`${feature} ${id}`, { feature, parcel: { id, code } });
  };
  for (const [feature, parcel] of replaced) link(feature, parcel);
  for (const { a, b, areaSqm } of pairs) {
    if (!retired.has(theirs[b]!.id)) continue;
    if (areaSqm >= FOLLOWS_SHARE * Math.min(ownAreaSqm[a]!, theirAreaSqm[b]!)) link(features[a]!, theirs[b]!);
  }

  const ancestors = new Map<number, number>();
  const children = new Map<string, number>();
  for (const { feature, parcel } of links.values()) {
    ancestors.set(feature, (ancestors.get(feature) ?? 0) + 1);
    children.set(parcel.id, (children.get(parcel.id) ?? 0) + 1);
  }
  const parents = [...links.values()].map(({ feature, parcel }): Parent => {
    const event = ancestors.get(feature)! > 1 ? 'merge' : children.get(parcel.id)! > 1 ? 'split' : 'replace';
    return { feature, parcel, event };
  });
  return { parents, retired };
}
