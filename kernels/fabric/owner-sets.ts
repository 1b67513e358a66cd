import type { SiteGraph } from './site-graph.ts';

/** How many sets of owners are followed at each step. */
const BEAM = 24;

/**
 * Ground that a few owners hold together: for each set of at most `maxOwners` owners worth looking at, the parcels that hang
 * together and belong to them, largest first. A beam search over blocks (parcels of one owner that touch): a set grows by the
 * owner through whom most ground is reached.
 */
export function groundOfFewOwners(graph: SiteGraph, maxOwners: number): Int32Array[] {
  const blocks = blocksOf(graph);
  const reach = new BlockReach(blocks);
  let beam: Holding[] = [];
  for (let block = 0; block < blocks.count; block++) {
    beam.push({
      owners: [blocks.owner[block]!],
      seed: block,
      areaSqm: reach.areaFrom(block, [blocks.owner[block]!]),
    });
  }
  beam = largest(beam);
  let all = beam;
  for (let size = 2; size <= maxOwners && beam.length > 0; size++) {
    const next = new Map<string, Holding>();
    for (const holding of beam) {
      for (const owner of reach.ownersBeside(holding.seed, holding.owners)) {
        const owners = [...holding.owners, owner].sort((a, b) => a - b);
        const key = `${owners.join()}`;
        const areaSqm = reach.areaFrom(holding.seed, owners);
        const known = next.get(key);
        if (known === undefined || areaSqm > known.areaSqm)
          next.set(key, { owners, seed: holding.seed, areaSqm });
      }
    }
    if (next.size === 0) break;
    beam = largest([...next.values()]);
    all = largest([...all, ...beam]);
  }
  return all.map(({ seed, owners }) => reach.parcelsFrom(seed, owners));
}

/**
 * For each block, the ground that is reached from it when the owner through whom most is reached joins, again and again, until
 * there are `maxOwners`; largest first.
 */
export function groundAroundEachBlock(graph: SiteGraph, maxOwners: number): Int32Array[] {
  const blocks = blocksOf(graph);
  const reach = new BlockReach(blocks);
  const holdings: Holding[] = [];
  for (let seed = 0; seed < blocks.count; seed++) {
    let owners = [blocks.owner[seed]!];
    let areaSqm = reach.areaFrom(seed, owners);
    while (owners.length < maxOwners) {
      let best: Holding | null = null;
      for (const owner of reach.ownersBeside(seed, owners)) {
        const more = [...owners, owner];
        const reached = reach.areaFrom(seed, more);
        if (best === null || reached > best.areaSqm) best = { owners: more, seed, areaSqm: reached };
      }
      if (best === null) break;
      owners = [...best.owners];
      areaSqm = best.areaSqm;
    }
    holdings.push({ owners, seed, areaSqm });
  }
  holdings.sort((a, b) => b.areaSqm - a.areaSqm || a.seed - b.seed);
  return holdings.map(({ seed, owners }) => reach.parcelsFrom(seed, owners));
}

interface Holding {
  readonly owners: readonly number[];
  readonly seed: number;
  readonly areaSqm: number;
}

function largest(holdings: Holding[]): Holding[] {
  return holdings.sort((a, b) => b.areaSqm - a.areaSqm || a.seed - b.seed).slice(0, BEAM);
}

/** Parcels of one owner that hang together. */
interface Blocks {
  readonly count: number;
  readonly owner: Int32Array;
  readonly areaSqm: Float64Array;
  readonly parcels: readonly number[][];
  readonly beside: readonly number[][];
}

function blocksOf({ count, owner, areaSqm, start, neighbour }: SiteGraph): Blocks {
  const blockOf = new Int32Array(count).fill(-1);
  const parcels: number[][] = [];
  for (let i = 0; i < count; i++) {
    if (blockOf[i] !== -1) continue;
    const members = [i];
    blockOf[i] = parcels.length;
    for (const at of members) {
      for (let k = start[at]!; k < start[at + 1]!; k++) {
        const other = neighbour[k]!;
        if (blockOf[other] !== -1 || owner[other] !== owner[i]) continue;
        blockOf[other] = parcels.length;
        members.push(other);
      }
    }
    parcels.push(members);
  }
  return {
    count: parcels.length,
    owner: Int32Array.from(parcels, (members) => owner[members[0]!]!),
    areaSqm: Float64Array.from(parcels, (members) => members.reduce((sum, i) => sum + areaSqm[i]!, 0)),
    parcels,
    beside: parcels.map((members, block) => {
      const found = new Set<number>();
      for (const i of members)
        for (let k = start[i]!; k < start[i + 1]!; k++) found.add(blockOf[neighbour[k]!]!);
      found.delete(block);
      return [...found];
    }),
  };
}

/** Walks over the blocks of a set of owners. */
class BlockReach {
  readonly #blocks: Blocks;
  readonly #seen: Int32Array;
  readonly #allowed: Int32Array;
  readonly #found: number[] = [];
  #visit = 0;

  constructor(blocks: Blocks) {
    this.#blocks = blocks;
    this.#seen = new Int32Array(blocks.count);
    this.#allowed = new Int32Array(
      blocks.count + blocks.owner.reduce((most, owner) => Math.max(most, owner), 0) + 1,
    );
  }

  areaFrom(seed: number, owners: readonly number[]): number {
    this.#walk(seed, owners);
    return this.#found.reduce((sum, block) => sum + this.#blocks.areaSqm[block]!, 0);
  }

  parcelsFrom(seed: number, owners: readonly number[]): Int32Array {
    this.#walk(seed, owners);
    return Int32Array.from(this.#found.flatMap((block) => this.#blocks.parcels[block]!)).sort();
  }

  ownersBeside(seed: number, owners: readonly number[]): Set<number> {
    this.#walk(seed, owners);
    const beside = new Set<number>();
    for (const block of this.#found) {
      for (const other of this.#blocks.beside[block]!) {
        if (this.#seen[other] !== this.#visit) beside.add(this.#blocks.owner[other]!);
      }
    }
    return beside;
  }

  #walk(seed: number, owners: readonly number[]): void {
    const visit = ++this.#visit;
    for (const owner of owners) this.#allowed[owner] = visit;
    this.#found.length = 0;
    this.#found.push(seed);
    this.#seen[seed] = visit;
    for (const block of this.#found) {
      for (const other of this.#blocks.beside[block]!) {
        if (this.#seen[other] === visit || this.#allowed[this.#blocks.owner[other]!] !== visit) continue;
        this.#seen[other] = visit;
        this.#found.push(other);
      }
    }
  }
}
