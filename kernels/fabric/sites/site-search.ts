import { compactnessOf } from '../polygons/perimeter.ts';
import { GrowingSite } from './growing-site.ts';
import { groundAroundEachBlock, groundOfFewOwners } from './owner-sets.ts';
import { type Effort, seedsOf } from './search-effort.ts';
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

/** A growth below the wanted compactness goes on for so many parcels, and half as many as it has, before it is given up. */
const PATIENCE = 24;

/**
 * Seeks the best site in a connected graph: the largest within the limits, and of equals the most compact. The problem is NP-hard
 * (J. Williams, A zero-one programming model for contiguous land acquisition, 2002), so this is seeded best-first growth, paring
 * from the whole, and then local exchange until nothing helps. The same graph gives the same site.
 */
export class SiteSearch {
  readonly #graph: SiteGraph;
  readonly #limits: ResolvedLimits;
  readonly #effort: Effort;
  readonly #site: GrowingSite;
  /** Parcels that may be added, 1 each. */
  readonly #allowed: Uint8Array;
  /** Parcels in the order in which they were added. */
  readonly #added: number[] = [];
  #best: FoundGround | null = null;

  constructor(graph: SiteGraph, limits: ResolvedLimits, effort: Effort) {
    this.#graph = graph;
    this.#limits = limits;
    this.#effort = effort;
    this.#site = new GrowingSite(graph);
    this.#allowed = new Uint8Array(graph.count).fill(1);
  }

  /** The best ground found, or null when no parcel is within the limits. Its area may be below the lower limit. */
  best(): FoundGround | null {
    const { count, owners } = this.#graph;
    const { maxOwners, maxSqm } = this.#limits;
    this.#best = null;
    if (owners > maxOwners) {
      for (const ground of groundOfFewOwners(this.#graph, maxOwners).slice(0, this.#effort.holdings)) {
        const best = this.#best as FoundGround | null;
        if (best !== null && Math.min(ground.areaSqm, maxSqm) < best.areaSqm) break;
        this.#searchWithin(ground.parcels());
      }
    }
    this.#searchWithin(Int32Array.from({ length: count }, (_, i) => i));
    return this.#best;
  }

  /**
   * Fills ground that is many times larger than a site with sites side by side, each begun where the last ones left fewest ways
   * out, or, when owners are limited, where few owners have most. None has a parcel of another.
   */
  fill(): FoundGround[] {
    const { count, owners } = this.#graph;
    const { maxOwners } = this.#limits;
    const free = new Uint8Array(count).fill(1);
    const begun = new Uint8Array(count);
    const filled: FoundGround[] = [];
    const take = (seed: number): void => {
      begun[seed] = 1;
      this.#best = null;
      this.#growFrom(seed);
      this.#improve(this.#effort.tries);
      const found = this.#best as FoundGround | null;
      if (found === null) return;
      for (const i of found.members) begun[i] = 1;
      if (found.areaSqm < this.#limits.minSqm) return;
      filled.push(found);
      for (const i of found.members) {
        free[i] = 0;
        this.#allowed[i] = 0;
      }
    };
    if (owners > maxOwners) {
      for (const { block, areaSqm, parcels } of groundAroundEachBlock(this.#graph, maxOwners)) {
        if (areaSqm < this.#limits.minSqm) break;
        if (block.every((i) => begun[i] === 1)) continue;
        const ground = parcels();
        this.#allowed.fill(0);
        for (const i of ground) this.#allowed[i] = free[i]!;
        for (const seed of ground) if (free[seed] === 1 && begun[seed] === 0) take(seed);
      }
      return filled;
    }
    for (let seed = this.#nextSeed(begun, free); seed !== -1; seed = this.#nextSeed(begun, free)) {
      this.#allowed.set(free);
      take(seed);
    }
    return filled;
  }

  /** Of the parcels not begun from, the one with the fewest neighbours that are still free. */
  #nextSeed(begun: Uint8Array, free: Uint8Array): number {
    const { count, start, neighbour } = this.#graph;
    let choice = -1;
    let fewest = Infinity;
    for (let i = 0; i < count; i++) {
      if (begun[i] === 1) continue;
      let ways = 0;
      for (let k = start[i]!; k < start[i + 1]! && ways < fewest; k++) ways += free[neighbour[k]!]!;
      if (ways >= fewest) continue;
      choice = i;
      fewest = ways;
    }
    return choice;
  }

  #searchWithin(ground: Int32Array): void {
    const { seeds, improved: improvedMax, tries, pared } = this.#effort;
    this.#allowed.fill(0);
    for (const i of ground) this.#allowed[i] = 1;
    if (this.#takeWhole(ground)) return;
    if (ground.length <= pared) this.#pare(ground);
    const grown: { seed: number; areaSqm: number; compactness: number }[] = [];
    for (const seed of seedsOf(ground, this.#graph.areaSqm, seeds)) {
      const before = this.#best;
      this.#best = null;
      this.#growFrom(seed);
      const found = this.#best as FoundGround | null;
      if (found !== null) grown.push({ seed, areaSqm: found.areaSqm, compactness: found.compactness });
      this.#best = before;
      if (found !== null) this.#offer(found);
    }
    grown.sort((a, b) => {
      if (isBetter(a.areaSqm, a.compactness, b.areaSqm, b.compactness, this.#limits)) return -1;
      return isBetter(b.areaSqm, b.compactness, a.areaSqm, a.compactness, this.#limits) ? 1 : a.seed - b.seed;
    });
    let improved = 0;
    for (const [i, { seed, areaSqm, compactness }] of grown.entries()) {
      // Seeds that grew to the same ground are improved once.
      if (i > 0 && areaSqm === grown[i - 1]!.areaSqm && compactness === grown[i - 1]!.compactness) continue;
      if (++improved > improvedMax) break;
      this.#growFrom(seed);
      this.#improve(tries);
    }
  }

  /** Ground within the limits as it is cannot be bettered by a part of it. */
  #takeWhole(ground: Int32Array): boolean {
    const site = this.#site;
    const { maxSqm, maxOwners, minCompactness } = this.#limits;
    if (this.#areaOf(ground) > maxSqm) return false;
    site.clear();
    for (const i of ground) site.add(i);
    if (site.owners > maxOwners || compactnessOf(site.areaSqm, site.perimeterM) < minCompactness)
      return false;
    this.#keep();
    return true;
  }

  #areaOf(ground: Int32Array): number {
    let sum = 0;
    for (const i of ground) sum += this.#graph.areaSqm[i]!;
    return sum;
  }

  #growFrom(seed: number): void {
    this.#site.clear();
    if (!this.#fits(seed)) return;
    this.#site.add(seed);
    this.#grow([seed]);
  }

  /**
   * Adds the parcel that leaves the site most compact, as long as one fits; then goes back to the best that it was on the way, and
   * keeps that.
   */
  #grow(first: readonly number[] = []): void {
    const site = this.#site;
    const { minCompactness } = this.#limits;
    const added = this.#added;
    added.length = 0;
    added.push(...first);
    let bestLength = added.length;
    let bestArea = site.areaSqm;
    let bestCompactness = compactnessOf(site.areaSqm, site.perimeterM);
    let feasible = bestCompactness >= minCompactness;
    for (;;) {
      const choice = this.#mostCompactAddition();
      if (choice === -1) break;
      site.add(choice);
      added.push(choice);
      const compactness = compactnessOf(site.areaSqm, site.perimeterM);
      const feasibleNow = compactness >= minCompactness;
      if (
        feasibleNow === feasible
          ? feasible
            ? isBetter(site.areaSqm, compactness, bestArea, bestCompactness, this.#limits)
            : compactness > bestCompactness
          : feasibleNow
      ) {
        feasible = feasibleNow;
        bestLength = added.length;
        bestArea = site.areaSqm;
        bestCompactness = compactness;
      } else if (!feasibleNow && added.length - bestLength > PATIENCE + bestLength / 2) break;
    }
    while (added.length > bestLength) site.remove(added.pop()!);
    if (feasible) this.#keep();
  }

  #mostCompactAddition(): number {
    let choice = -1;
    let choiceCompactness = -1;
    for (const i of this.#site.rim) {
      if (this.#allowed[i] === 0 || !this.#fits(i)) continue;
      const compactness = this.#compactnessWith(i);
      if (compactness < choiceCompactness || (compactness === choiceCompactness && i > choice)) continue;
      choice = i;
      choiceCompactness = compactness;
    }
    return choice;
  }

  /** Takes parcels off the whole, the ones that leave it most compact first, until it is within the limits. */
  #pare(ground: Int32Array): void {
    const site = this.#site;
    const { maxSqm, maxOwners, minCompactness } = this.#limits;
    site.clear();
    for (const i of ground) site.add(i);
    while (
      site.areaSqm > maxSqm ||
      site.owners > maxOwners ||
      compactnessOf(site.areaSqm, site.perimeterM) < minCompactness
    ) {
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
    this.#improve(this.#effort.tries);
  }

  /** Drops single parcels, or exchanges them for one beside, while the site gets better. */
  #improve(triesMax: number): void {
    const site = this.#site;
    const { graph } = site;
    let tries = 0;
    for (let improved = true; improved && tries < triesMax; ) {
      improved = false;
      for (const out of site.members()) {
        if (tries > triesMax) break;
        if (site.holds[out] === 0 || site.size === 1 || !site.staysWhole(out)) continue;
        const before = { areaSqm: site.areaSqm, compactness: compactnessOf(site.areaSqm, site.perimeterM) };
        const feasibleBefore = before.compactness >= this.#limits.minCompactness;
        site.remove(out);
        let choice = -1;
        let best = before;
        const { rim } = site;
        for (let r = -1; r < rim.length; r++) {
          tries++;
          const i = r === -1 ? -1 : rim[r]!;
          if (i === out || (i !== -1 && (this.#allowed[i] === 0 || !this.#fits(i)))) continue;
          const areaSqm = site.areaSqm + (i === -1 ? 0 : graph.areaSqm[i]!);
          const compactness =
            i === -1 ? compactnessOf(site.areaSqm, site.perimeterM) : this.#compactnessWith(i);
          const better = feasibleBefore
            ? compactness >= this.#limits.minCompactness &&
              isBetter(areaSqm, compactness, best.areaSqm, best.compactness, this.#limits)
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
    if (site.size > 0) this.#keep();
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
    if (compactness < this.#limits.minCompactness || !this.#isBest(site.areaSqm, compactness)) return;
    this.#best = { members: site.members(), areaSqm: site.areaSqm, owners: site.owners, compactness };
  }

  #offer(found: FoundGround): void {
    if (this.#isBest(found.areaSqm, found.compactness)) this.#best = found;
  }

  #isBest(areaSqm: number, compactness: number): boolean {
    const best = this.#best;
    return best === null || isBetter(areaSqm, compactness, best.areaSqm, best.compactness, this.#limits);
  }
}
