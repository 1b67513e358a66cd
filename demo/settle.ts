import type { Block, CorridorKind, LandKind } from './block.ts';
import { isCorridor } from './block.ts';
import type { LandBlock } from './blocks.ts';
import type { BuildingYard } from './buildings.ts';
import type { Draft } from './draft.ts';
import { grains } from './grains.ts';
import { type UseCode, useIndex } from './land-use.ts';
import { divideBlock } from './lots.ts';
import { type OwnerKind, ownerKindIndex } from './owners.ts';
import { LOT_LEVEL } from './partition.ts';
import type { Random } from './random.ts';

/** Marks of a parcel, as bits. */
export const COLLECTIVE = 1;
export const ACQUIRED = 2;
export const VILLAGE_INDUSTRY = 4;

/**
 * Divides a block into parcels, gives each its present use, tenure and owner, and builds on it. Returns how many
 * parcels came of it.
 */
export function settleBlock(
  draft: Draft,
  land: LandBlock,
  yard: BuildingYard,
  village: number,
  random: Random,
): number {
  const { block, index } = land;
  const kind = block.kind as LandKind;
  const { parcels, lanes } = divideBlock(draft, land.face, index, grains[kind], random);
  for (const lane of lanes) {
    describe(draft, lane.face, block, lane.use, lane.use === '1107' ? 'water' : 'village', village);
  }
  const settlement = new Settlement(draft, block, yard, village, random);
  for (const face of parcels) settlement.settle(face, kind, index);
  return parcels.length + lanes.length + settlement.islands;
}

const corridorUses: Readonly<Record<CorridorKind, UseCode>> = {
  trunk: '1003',
  junction: '1003',
  rail: '1001',
  collector: '1004',
  street: '1004',
  river: '1101',
  canal: '1107',
  lake: '1102',
};

/** Gives a piece of road or water its use and owner. */
export function settleCorridor(draft: Draft, face: number): void {
  const block = draft.block(face);
  if (block === undefined || !isCorridor(block.kind)) return;
  const use = corridorUses[block.kind];
  describe(draft, face, block, use, use.startsWith('11') ? 'water' : 'roads', 0);
}

function describe(
  draft: Draft,
  face: number,
  block: Block,
  use: UseCode,
  owner: OwnerKind,
  number: number,
  villageIndustry = false,
): void {
  draft.useOf[face] = useIndex(use);
  draft.marksOf[face] =
    (block.tenure === 'collective' ? COLLECTIVE : 0) |
    (block.acquired ? ACQUIRED : 0) |
    (villageIndustry ? VILLAGE_INDUSTRY : 0);
  draft.ownerKindOf[face] = ownerKindIndex(owner);
  draft.ownerNumberOf[face] = number;
}

class Settlement {
  islands = 0;
  readonly #draft: Draft;
  readonly #block: Block;
  readonly #yard: BuildingYard;
  readonly #village: number;
  readonly #random: Random;
  #owner: number;

  constructor(draft: Draft, block: Block, yard: BuildingYard, village: number, random: Random) {
    this.#draft = draft;
    this.#block = block;
    this.#yard = yard;
    this.#village = village;
    this.#random = random;
    this.#owner = draft.nextOwner();
  }

  settle(face: number, kind: LandKind, index: number): void {
    const random = this.#random;
    switch (kind) {
      case 'ready':
        this.#empty(face, random.chance(0.85) ? '1201' : '0601', 'reserve', 0.04);
        return;
      case 'idle':
        if (this.#block.tenure === 'state') this.#empty(face, '1201', 'reserve', 0.08);
        else this.#empty(face, random.pick(['1201', '0404', '0103'] as const), 'village', 0.12);
        return;
      case 'estate':
        if (random.chance(0.05)) {
          this.#empty(face, '1201', 'enterprise', 0.2);
          return;
        }
        this.#built(face, kind, random.chance(0.97) ? '0601' : '0809', 'enterprise', 0.75);
        return;
      case 'yards':
        this.#built(face, kind, '0604', 'enterprise', 0.6);
        return;
      case 'village': {
        const use = random.weighted([
          ['0702', 93],
          ['0501', 4],
          ['1201', 3],
        ] as const);
        if (use === '1201') {
          this.#empty(face, use, 'village', 0.1);
          return;
        }
        this.#built(face, kind, use, 'villager', 1);
        return;
      }
      case 'village-works':
        if (random.chance(0.05)) {
          this.#empty(face, '1201', 'village', 0.2);
          return;
        }
        this.#built(face, kind, random.chance(0.9) ? '0601' : '0604', 'village', 0, true);
        return;
      case 'town':
        this.#built(face, kind, '0701', 'residents', 0.8);
        return;
      case 'commerce':
        this.#built(face, kind, random.chance(0.85) ? '0501' : '0504', 'enterprise', 0.8);
        return;
      case 'school':
        this.#built(face, kind, '0803', 'institution', 0.5);
        return;
      case 'park':
        this.#empty(face, '0810', 'institution', 0);
        return;
      case 'paddy':
        this.#empty(face, random.chance(0.92) ? '0101' : '0102', 'village', 0);
        return;
      case 'fields': {
        const use = random.weighted([
          ['0102', 5],
          ['0103', 4],
          ['1202', 1],
        ] as const);
        this.#empty(face, use, 'village', use === '1202' ? 0.7 : 0.02);
        return;
      }
      case 'orchard':
        this.#empty(face, random.chance(0.8) ? '0201' : '0204', 'village', 0.05);
        this.#island(face, index, 0.03, '1104');
        return;
      case 'ponds':
        this.#empty(face, '1104', 'village', 0);
        return;
      case 'hill':
        this.#empty(face, random.chance(0.85) ? '0301' : '0305', 'village', 0);
        this.#island(face, index, 0.06, random.chance(0.5) ? '0404' : '1104');
        return;
    }
  }

  #empty(face: number, use: UseCode, owner: OwnerKind, shed: number): void {
    describe(this.#draft, face, this.#block, use, owner, this.#numberOf(owner, 0.3));
    if (shed > 0 && this.#random.chance(shed)) {
      this.#draft.cutter.load(face);
      this.#yard.shed(this.#random);
    }
  }

  #built(
    face: number,
    kind: LandKind,
    use: UseCode,
    owner: OwnerKind,
    change: number,
    industry = false,
  ): void {
    describe(this.#draft, face, this.#block, use, owner, this.#numberOf(owner, change), industry);
    this.#draft.cutter.load(face);
    this.#yard.build(kind, this.#random);
  }

  /** Owners change from parcel to parcel with a probability; neighbours in the list often have the same one. */
  #numberOf(owner: OwnerKind, change: number): number {
    if (owner === 'village') return this.#village;
    if (owner === 'reserve') return 0;
    if (this.#random.chance(change)) this.#owner = this.#draft.nextOwner();
    return this.#owner;
  }

  /** Sometimes a parcel lies wholly within another: a pond in an orchard, a clearing in a wood. */
  #island(face: number, index: number, probability: number, use: UseCode): void {
    const random = this.#random;
    if (!random.chance(probability)) return;
    const { cutter, partition } = this.#draft;
    cutter.load(face);
    const box = cutter.box();
    const along = (box.alongMin + box.alongMax) / 2;
    const across = (box.acrossMin + box.acrossMax) / 2;
    const x = along * box.ux - across * box.uy;
    const y = along * box.uy + across * box.ux;
    const radius = (box.acrossMax - box.acrossMin) * random.between(0.14, 0.24);
    if (!cutter.contains(x, y) || cutter.clearance(x, y) < radius * 1.5) return;
    const count = 7 + random.integer(6);
    const px = new Float64Array(count);
    const py = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      const angle = (2 * Math.PI * i) / count;
      const r = radius * random.between(0.75, 1.25);
      px[i] = Math.round(x + r * Math.cos(angle));
      py[i] = Math.round(y + r * Math.sin(angle));
    }
    const island = partition.insertIsland(face, px, py, count, LOT_LEVEL);
    this.#draft.assign(island, index);
    describe(this.#draft, island, this.#block, use, 'village', this.#village);
    this.islands++;
  }
}
