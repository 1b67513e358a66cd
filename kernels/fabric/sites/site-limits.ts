/** What a site must keep to. */
export interface SiteLimits {
  readonly minSqm: number;
  /** No upper limit unless told. */
  readonly maxSqm?: number | undefined;
  readonly maxOwners?: number | undefined;
  /** 4πA / P² of the outline, from 0 to 1. */
  readonly minCompactness?: number | undefined;
}

export interface ResolvedLimits {
  readonly minSqm: number;
  readonly maxSqm: number;
  readonly maxOwners: number;
  readonly minCompactness: number;
}

/**
 * From this share of the upper limit on, a site is as large as was asked, and the more compact one is the better one: nobody
 * wants a snake for the sake of the last two per cent.
 */
export const REACHED = 0.98;

/** @throws RangeError when limits contradict each other or are no numbers. */
export function resolveLimits(limits: SiteLimits): ResolvedLimits {
  const { minSqm, maxSqm = Infinity, maxOwners = Infinity, minCompactness = 0 } = limits;
  if (!(minSqm >= 0 && minSqm < Infinity)) throw new RangeError(`Cannot find sites: minSqm is ${minSqm}`);
  if (!(maxSqm > 0 && maxSqm >= minSqm))
    throw new RangeError(`Cannot find sites: maxSqm ${maxSqm} is below minSqm ${minSqm}`);
  if (!(maxOwners >= 1)) throw new RangeError(`Cannot find sites: maxOwners is ${maxOwners}`);
  if (!(minCompactness >= 0 && minCompactness <= 1)) {
    throw new RangeError(`Cannot find sites: minCompactness is ${minCompactness}`);
  }
  return { minSqm, maxSqm, maxOwners, minCompactness };
}

/** How good a site is: by area, up to what is as large as was asked; then by compactness. */
export function isBetter(
  areaSqm: number,
  compactness: number,
  thanAreaSqm: number,
  thanCompactness: number,
  { maxSqm }: ResolvedLimits,
): boolean {
  const enough = maxSqm * REACHED;
  const area = Math.min(areaSqm, enough);
  const thanArea = Math.min(thanAreaSqm, enough);
  if (Math.abs(area - thanArea) > 1e-6 * Math.max(area, thanArea)) return area > thanArea;
  return compactness > thanCompactness * (1 + 1e-9);
}
