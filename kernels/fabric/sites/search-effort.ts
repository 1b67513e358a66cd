/** How much trouble is taken over one site. */
export interface Effort {
  /** Ground of so few parcels is grown from every parcel, larger ground from this many. */
  readonly seeds: number;
  /** Of the sites grown from all seeds, so many are improved, by so many tries each. */
  readonly improved: number;
  readonly tries: number;
  /** How many sets of owners are gone into. */
  readonly holdings: number;
  /** Parcels up to which ground is also pared down from the whole. */
  readonly pared: number;
}

/** For the sites that come first. */
export const CAREFUL: Effort = { seeds: 20, improved: 4, tries: 8_000, holdings: 8, pared: 120 };
/** For lower ranks. */
export const HASTY: Effort = { seeds: 4, improved: 1, tries: 2_000, holdings: 2, pared: 60 };

/** Where to begin: everywhere in small ground; in large, at even steps and at the largest parcels. */
export function seedsOf(ground: Int32Array, areaSqm: Float64Array, wanted: number): Int32Array {
  if (ground.length <= wanted) return ground;
  const seeds = new Set<number>();
  const steps = Math.ceil((wanted * 3) / 4);
  for (let k = 0; k < steps; k++) seeds.add(ground[Math.floor(((k + 0.5) * ground.length) / steps)]!);
  const largest = [...ground].sort((a, b) => areaSqm[b]! - areaSqm[a]! || a - b);
  for (let k = steps; k < wanted; k++) seeds.add(largest[k - steps]!);
  return Int32Array.from(seeds);
}
