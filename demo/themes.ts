import { type BaseLand, distanceTo, shareInside } from './base-land.ts';
import { type BasePlan, SQM_PER_MU } from './bases.ts';
import type { LandKind } from './block.ts';
import type { Draft } from './draft.ts';
import type { Ground } from './ground.ts';
import type { Superblock } from './superblocks.ts';

/** What a superblock is mainly about; it deals its blocks of land from the deck of its theme. */
export type Theme = 'site' | 'works' | 'town' | 'village' | 'rural' | 'delta' | 'hill';

/** Kinds of land in a theme, with their shares of its area. */
export const decks: Readonly<Record<Theme, readonly (readonly [LandKind, number])[]>> = {
  site: [
    ['idle', 0.45],
    ['estate', 0.35],
    ['ready', 0.2],
  ],
  works: [
    ['estate', 0.5],
    ['village-works', 0.16],
    ['yards', 0.12],
    ['idle', 0.12],
    ['ready', 0.1],
  ],
  town: [
    ['town', 0.5],
    ['commerce', 0.12],
    ['school', 0.09],
    ['park', 0.1],
    ['estate', 0.12],
    ['idle', 0.07],
  ],
  village: [
    ['village', 0.27],
    ['village-works', 0.2],
    ['fields', 0.23],
    ['orchard', 0.12],
    ['ponds', 0.1],
    ['idle', 0.08],
  ],
  rural: [
    ['paddy', 0.5],
    ['fields', 0.22],
    ['orchard', 0.13],
    ['ponds', 0.11],
    ['village', 0.04],
  ],
  delta: [
    ['ponds', 0.44],
    ['paddy', 0.24],
    ['orchard', 0.12],
    ['fields', 0.12],
    ['village', 0.08],
  ],
  hill: [
    ['hill', 0.78],
    ['orchard', 0.22],
  ],
};

/** Ready land that is planted in a superblock, in square metres; several pieces lie on either side of a street. */
export interface Planting {
  readonly site: number;
  readonly piecesSqm: readonly number[];
}

export interface SuperblockPlan {
  readonly theme: Theme;
  /** Index of the base it lies in, −1 outside. */
  readonly base: number;
  /** Metres to the nearest base, 0 inside. */
  readonly distanceM: number;
  readonly town: number;
  readonly planting: Planting | null;
}

/** A planted site as it was ordered, before its land is drawn. */
export interface OrderedSite {
  readonly base: number;
  readonly minMu: number;
  readonly acrossStreet: boolean;
}

/**
 * Gives every superblock its theme. Inside a base the themes are dealt by quota, so that every base has land of every
 * readiness; each goes to the superblocks that suit it best, hills to the heights and towns to the middles. Outside,
 * the ground decides alone. The planted sites take the largest superblocks wholly inside their base; one without room is
 * left out.
 */
export function planSuperblocks(
  draft: Draft,
  superblocks: readonly Superblock[],
  plans: readonly BasePlan[],
  land: readonly BaseLand[],
  ground: Ground,
): { readonly plans: SuperblockPlan[]; readonly sites: OrderedSite[] } {
  const sites: OrderedSite[] = [];
  const made = superblocks.map((superblock): SuperblockPlan => {
    const { x, y } = superblock;
    const distances = land.map((base) => distanceTo(base.current, x, y));
    const distanceM = Math.min(...distances);
    const base = distanceM === 0 ? distances.indexOf(0) : -1;
    return { theme: themeOf(ground, x, y), base, distanceM, town: ground.townAt(x, y), planting: null };
  });
  plans.forEach((plan, base) => {
    const members = superblocks.filter((_, index) => made[index]!.base === base);
    const whole = members.filter((member) => shareInside(draft, member, land[base]!.current) === 1);
    const free = new Set(members);
    const take = (superblock: Superblock, theme: Theme, planting: Planting | null = null): void => {
      free.delete(superblock);
      made[superblock.index] = { ...made[superblock.index]!, theme, planting };
    };
    const bySize = whole.toSorted((a, b) => b.areaSqm - a.areaSqm);
    const ordered = plan.sites.toSorted((a, b) => b.minMu - a.minMu);
    ordered.forEach((order, k) => {
      const superblock = bySize[k];
      const sqm = order.minMu * SQM_PER_MU * 1.12;
      if (superblock === undefined || superblock.areaSqm < sqm * 1.2) return;
      const piecesSqm = order.acrossStreet ? [sqm * 0.55, sqm * 0.45] : [sqm];
      take(superblock, 'site', { site: sites.length, piecesSqm });
      sites.push({ base, minMu: order.minMu, acrossStreet: order.acrossStreet === true });
    });
    for (const [theme, share, least] of quotas) {
      const wanted = Math.max(least <= members.length ? 1 : 0, Math.round(share * members.length));
      const suited = [...free].toSorted((a, b) => suits(ground, theme, b) - suits(ground, theme, a));
      for (const superblock of suited.slice(0, wanted)) take(superblock, theme);
    }
    for (const superblock of free) take(superblock, 'village');
  });
  if (sites.length < 6 || sites.filter(({ minMu }) => minMu >= 300).length < 5) {
    throw new Error(
      'Cannot plant six ready sites, five of 300 mu: too few superblocks are wholly inside a base',
    );
  }
  return { plans: made, sites };
}

/** Theme, share of a base's superblocks, and the size of base (in superblocks) from which there is at least one. */
const quotas: readonly (readonly [Theme, number, number])[] = [
  ['works', 0.3, 1],
  ['rural', 0.17, 1],
  ['town', 0.16, 1],
  ['village', 0.17, 5],
  ['hill', 0.07, 6],
  ['site', 0.06, 7],
];

function suits(ground: Ground, theme: Theme, { x, y, random }: Superblock): number {
  const chance = random.derive(9).next() * 0.25;
  switch (theme) {
    case 'hill':
      return ground.elevation(x, y);
    case 'town':
      return ground.urbanity(x, y) + chance;
    case 'rural':
      return -ground.urbanity(x, y) - ground.elevation(x, y) + chance;
    case 'works':
      return 0.5 * ground.urbanity(x, y) - 0.5 * ground.elevation(x, y) + 2 * chance;
    default:
      return chance;
  }
}

function themeOf(ground: Ground, x: number, y: number): Theme {
  const elevation = ground.elevation(x, y);
  const urbanity = ground.urbanity(x, y);
  if (elevation > 0.55) return 'hill';
  if (urbanity > 0.72) return 'town';
  if (urbanity > 0.5) return 'works';
  if (urbanity > 0.3) return 'village';
  return ground.wetness(x, y) > 0.6 ? 'delta' : 'rural';
}
