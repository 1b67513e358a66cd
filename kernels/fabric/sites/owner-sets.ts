import type { SiteGraph } from './site-graph.ts';

/** How many sets of owners are followed at each step. */
const BEAM = 24;

/** Ground that is reached from one block through a few owners. */
export interface OwnersGround {
  /** Parcels of the block itself. */
  readonly block: readonly number[];
  readonly areaSqm: number;
  /** All parcels reached, ascending. */
  parcels(): Int32Array;
}

/**
 * Ground that a few owners hold together: for each set of at most `maxOwners` owners worth looking at, the parcels that hang
 * together and belong to them, largest first. A beam search over blocks (parcels of one owner that touch): a set grows by the
 * owner through whom most ground is reached.
 */
export function groundOfFewOwners(graph: SiteGraph, maxOwners: number): OwnersGround[] {
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
      for (const [owner] of reach.ownersBeside(holding.seed, holding.owners)) {
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
  return all.map((holding) => groundOf(holding, blocks, reach));
}

/**
 * For each block, the ground that is reached from it when the owner of most ground beside it joins, again and again, until
 * there are `maxOwners`; largest first.
 */
export function groundAroundEachBlock(graph: SiteGraph, maxOwners: number): OwnersGround[] {
  const blocks = blocksOf(graph);
  const reach = new BlockReach(blocks);
  const holdings: Holding[] = [];
  for (let seed = 0; seed < blocks.count; seed++) {
    let holding: Holding = {
      owners: [blocks.owner[seed]!],
      seed,
      areaSqm: reach.areaFrom(seed, [blocks.owner[seed]!]),
    };
    while (holding.owners.length < maxOwners) {
      let joining = -1;
      let most = 0;
      for (const [owner, besideSqm] of reach.ownersBeside(seed, holding.owners)) {
        if (besideSqm <= most) continue;
        joining = owner;
        most = besideSqm;
      }
      if (joining === -1) break;
      const owners = [...holding.owners, joining];
      holding = { owners, seed, areaSqm: reach.areaFrom(seed, owners) };
    }
    holdings.push(holding);
  }
  holdings.sort((a, b) => b.areaSqm - a.areaSqm || a.seed - b.seed);
  return holdings.map((holding) => groundOf(holding, blocks, reach));
}

function groundOf({ seed, owners, areaSqm }: Holding, blocks: Blocks, reach: BlockReach): OwnersGround {
  return { block: blocks.parcels[seed]!, areaSqm, parcels: () => reach.parcelsFrom(seed, owners) };
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
    let sum = 0;
    for (const block of this.#found) sum += this.#blocks.areaSqm[block]!;
    return sum;
  }

  parcelsFrom(seed: number, owners: readonly number[]): Int32Array {
    this.#walk(seed, owners);
    const parcels: number[] = [];
    for (const block of this.#found) for (const parcel of this.#blocks.parcels[block]!) parcels.push(parcel);
    return Int32Array.from(parcels).sort();
  }

  /** Other owners with blocks beside the ground, and how much these have there. */
  ownersBeside(seed: number, owners: readonly number[]): Map<number, number> {
    this.#walk(seed, owners);
    const besideSqm = new Map<number, number>();
    const { beside, owner, areaSqm } = this.#blocks;
    for (const block of this.#found) {
      for (const other of beside[block]!) {
        if (this.#seen[other] === this.#visit) continue;
        this.#seen[other] = this.#visit;
        besideSqm.set(owner[other]!, (besideSqm.get(owner[other]!) ?? 0) + areaSqm[other]!);
      }
    }
    return besideSqm;
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
