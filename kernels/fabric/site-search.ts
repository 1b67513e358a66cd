import { GrowingSite } from './growing-site.ts';
import { compactnessOf } from './outline.ts';
import { groundOfFewOwners } from './owner-sets.ts';
import type { SiteGraph } from './site-graph.ts';
import { isBetter, type ResolvedLimits } from './site-limits.ts';

/** A connected set of parcels within the limits. */
export interface FoundGround {
  /** Numbers in the graph, ascending. */
  readonly members: Int32Array;
  readonly areaSqm: number;
  readonly owners: number;
  readonly compactness: number;
}

/** Graphs of so few parcels are grown from every parcel. */
const SEEDS_ALL = 48;
const SEEDS = 16;
/** Parcels up to which a piece is also pared down from the whole. */
const PARE_MAX = 600;
/** Changes tried while a site is improved. */
const TRIES_MAX = 60_000;

/**
 * Seeks the best site in a connected graph: the largest within the limits, and of equals the most compact. The problem is NP-hard
 * (J. Williams, A zero-one programming model for contiguous land acquisition, 2002), so this is seeded best-first growth, paring
 * from the whole, and then local exchange until nothing helps. The same graph gives the same site.
 */
export class SiteSearch {
  readonly #graph: SiteGraph;
  readonly #limits: ResolvedLimits;
  readonly #site: GrowingSite;
  #best: FoundGround | null = null;
  /** Best along the way of one growth. */
  #allowed: Uint8Array;

  constructor(graph: SiteGraph, limits: ResolvedLimits) {
    this.#graph = graph;
    this.#limits = limits;
    this.#site = new GrowingSite(graph);
    this.#allowed = new Uint8Array(graph.count).fill(1);
  }

  /** The best ground found, or null when no parcel is within the limits. Its area may be below the lower limit. */
  best(): FoundGround | null {
    const { count, owners } = this.#graph;
    this.#best = null;
    const all = Int32Array.from({ length: count }, (_, i) => i);
    if (owners <= this.#limits.maxOwners) this.#searchWithin(all);
    else {
      for (const ground of groundOfFewOwners(this.#graph, this.#limits.maxOwners)) this.#searchWithin(ground);
      this.#allowed.fill(1);
      this.#growFromSeeds(all);
    }
    return this.#best;
  }

  #searchWithin(ground: Int32Array): void {
    this.#allowed.fill(0);
    for (const i of ground) this.#allowed[i] = 1;
    if (ground.length <= PARE_MAX) this.#pare(ground);
    if (this.#best?.members.length !== ground.length) this.#growFromSeeds(ground);
  }

  #growFromSeeds(ground: Int32Array): void {
    const site = this.#site;
    for (const seed of seedsOf(ground, this.#graph.areaSqm)) {
      site.clear();
      if (!this.#fits(seed)) continue;
      site.add(seed);
      this.#grow();
      this.#improve();
    }
  }

  /** Adds the parcel that leaves the site most compact, as long as one fits. */
  #grow(): void {
    const site = this.#site;
    this.#keep();
    for (;;) {
      let choice = -1;
      let choiceCompactness = -1;
      for (const i of site.rim) {
        if (this.#allowed[i] === 0 || !this.#fits(i)) continue;
        const compactness = this.#compactnessWith(i);
        if (compactness < choiceCompactness || (compactness === choiceCompactness && i > choice)) continue;
        choice = i;
        choiceCompactness = compactness;
      }
      if (choice === -1) return;
      site.add(choice);
      this.#keep();
    }
  }

  /** Takes parcels off the whole, the ones that leave it most compact first, until it is within the limits. */
  #pare(ground: Int32Array): void {
    const site = this.#site;
    const { maxSqm, maxOwners, minCompactness } = this.#limits;
    site.clear();
    for (const i of ground) site.add(i);
    for (;;) {
      const compactness = compactnessOf(site.areaSqm, site.perimeterM);
      if (site.areaSqm <= maxSqm && site.owners <= maxOwners && compactness >= minCompactness) break;
      if (site.size === 1) return;
      let choice = -1;
      let choiceCompactness = -1;
      for (const i of ground) {
        if (site.holds[i] === 0) continue;
        const without = this.#compactnessWithout(i);
        if (without <= choiceCompactness || !site.staysWhole(i)) continue;
        choice = i;
        choiceCompactness = without;
      }
      site.remove(choice);
    }
    this.#grow();
    this.#improve();
  }

  /** Adds, drops and exchanges single parcels while the site gets better. */
  #improve(): void {
    const site = this.#site;
    const { graph } = site;
    let tries = 0;
    for (let improved = true; improved && tries < TRIES_MAX; ) {
      improved = false;
      const members = [...site.members()];
      for (const out of members) {
        if (tries > TRIES_MAX) break;
        if (site.holds[out] === 0 || site.size === 1 || !site.staysWhole(out)) continue;
        const before = { areaSqm: site.areaSqm, compactness: compactnessOf(site.areaSqm, site.perimeterM) };
        const feasibleBefore = before.compactness >= this.#limits.minCompactness;
        site.remove(out);
        let choice = -1;
        let best = before;
        const rim = site.rim;
        for (let r = -1; r < rim.length; r++) {
          tries++;
          const i = r === -1 ? -1 : rim[r]!;
          if (i === out || (i !== -1 && (this.#allowed[i] === 0 || !this.#fits(i)))) continue;
          const areaSqm = site.areaSqm + (i === -1 ? 0 : graph.areaSqm[i]!);
          const compactness =
            i === -1 ? compactnessOf(site.areaSqm, site.perimeterM) : this.#compactnessWith(i);
          const feasible = compactness >= this.#limits.minCompactness;
          const better = feasibleBefore
            ? feasible && isBetter(areaSqm, compactness, best.areaSqm, best.compactness, this.#limits)
            : compactness > best.compactness;
          if (!better) continue;
          choice = i;
          best = { areaSqm, compactness };
        }
        if (best === before) site.add(out);
        else {
          if (choice !== -1) site.add(choice);
          improved = true;
          this.#grow();
        }
      }
    }
    this.#keep();
  }

  #fits(i: number): boolean {
    const site = this.#site;
    return (
      site.areaSqm + this.#graph.areaSqm[i]! <= this.#limits.maxSqm &&
      (site.owners < this.#limits.maxOwners || site.parcelsOf[this.#graph.owner[i]!]! > 0)
    );
  }

  #compactnessWith(i: number): number {
    const site = this.#site;
    return compactnessOf(
      site.areaSqm + this.#graph.areaSqm[i]!,
      site.perimeterM + this.#graph.perimeterM[i]! - 2 * site.sharedM[i]!,
    );
  }

  #compactnessWithout(i: number): number {
    const site = this.#site;
    return compactnessOf(
      site.areaSqm - this.#graph.areaSqm[i]!,
      site.perimeterM - this.#graph.perimeterM[i]! + 2 * site.sharedM[i]!,
    );
  }

  /** Remembers the site when it is within the limits and better than the best so far. */
  #keep(): void {
    const site = this.#site;
    const compactness = compactnessOf(site.areaSqm, site.perimeterM);
    if (compactness < this.#limits.minCompactness) return;
    const best = this.#best;
    if (best !== null && !isBetter(site.areaSqm, compactness, best.areaSqm, best.compactness, this.#limits))
      return;
    this.#best = { members: site.members(), areaSqm: site.areaSqm, owners: site.owners, compactness };
  }
}

/** Where to begin: everywhere in small ground; in large, at even steps and at the largest parcels. */
function seedsOf(ground: Int32Array, areaSqm: Float64Array): Int32Array {
  if (ground.length <= SEEDS_ALL) return ground;
  const seeds = new Set<number>();
  for (let k = 0; k < SEEDS; k++) seeds.add(ground[Math.floor(((k + 0.5) * ground.length) / SEEDS)]!);
  const largest = [...ground].sort((a, b) => areaSqm[b]! - areaSqm[a]! || a - b);
  for (let k = 0; k < SEEDS / 4; k++) seeds.add(largest[k]!);
  return Int32Array.from(seeds);
}
