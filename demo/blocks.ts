import type { Block, LandKind, LandPlanZone } from './block.ts';
import type { Bend, CutStyle } from './cutter.ts';
import type { Draft } from './draft.ts';
import { BLOCK_LEVEL } from './partition.ts';
import type { Random } from './random.ts';
import { corridorBlock, type Superblock } from './superblocks.ts';
import { decks, type SuperblockPlan, type Theme } from './themes.ts';

/** A block of land that is still one face, about to be divided into parcels. */
export interface LandBlock {
  readonly face: number;
  readonly index: number;
  readonly block: Block;
}

interface StreetPattern {
  readonly widthM: number;
  /** Land is divided by streets until it is no larger than about this. */
  readonly blockSqm: number;
  /** Share of streets that are canals where the ground is wet. */
  readonly canals: number;
  /** How much streets wind, as a share of their length. */
  readonly bend: number;
}

const patterns: Readonly<Record<Theme, StreetPattern>> = {
  site: { widthM: 15, blockSqm: 60_000, canals: 0, bend: 0.005 },
  works: { widthM: 15, blockSqm: 58_000, canals: 0.04, bend: 0.01 },
  town: { widthM: 14, blockSqm: 40_000, canals: 0, bend: 0.012 },
  village: { widthM: 8, blockSqm: 36_000, canals: 0.1, bend: 0.035 },
  rural: { widthM: 6, blockSqm: 70_000, canals: 0.2, bend: 0.03 },
  delta: { widthM: 6, blockSqm: 60_000, canals: 0.5, bend: 0.03 },
  hill: { widthM: 5, blockSqm: 150_000, canals: 0, bend: 0.06 },
};

const SQMM = 1e6;

/** Divides a superblock by streets into blocks and says what each block is. */
export function divideSuperblock(draft: Draft, superblock: Superblock, plan: SuperblockPlan): LandBlock[] {
  const random = superblock.random.derive(1);
  const streets = new Streets(draft, superblock.index, patterns[plan.theme], random);
  const blocks: LandBlock[] = [];
  const add = (face: number, block: Block): void => {
    const index = draft.addBlock(block);
    draft.assign(face, index);
    blocks.push({ face, index, block });
  };
  let land = [superblock.face];
  if (plan.planting) {
    const { site, piecesSqm } = plan.planting;
    const cut = streets.cutOff(superblock.face, sum(piecesSqm));
    land = cut.rest;
    const pieces =
      piecesSqm.length > 1 ? streets.halve(cut.piece, piecesSqm[0]! / sum(piecesSqm)) : [cut.piece];
    const ready = landBlock(draft, 'ready', superblock.index, random);
    for (const piece of pieces) add(piece, { ...ready, site });
  }
  const open = land.flatMap((face) => streets.divide(face));
  for (const [face, kind] of deal(draft, open, decks[plan.theme], random)) {
    add(face, landBlock(draft, kind, superblock.index, random));
  }
  return blocks;
}

class Streets {
  readonly #draft: Draft;
  readonly #superblock: number;
  readonly #pattern: StreetPattern;
  readonly #random: Random;

  constructor(draft: Draft, superblock: number, pattern: StreetPattern, random: Random) {
    this.#draft = draft;
    this.#superblock = superblock;
    this.#pattern = pattern;
    this.#random = random;
  }

  divide(face: number): number[] {
    const { cutter } = this.#draft;
    const { blockSqm, widthM, canals } = this.#pattern;
    const random = this.#random;
    const areaSqm = cutter.areaSqm(face);
    if (areaSqm < blockSqm * random.between(0.8, 1.5)) return [face];
    const box = cutter.box();
    const canal = random.chance(canals);
    const width = canal ? random.between(7, 13) : areaSqm > blockSqm * 3 ? widthM * 1.25 : widthM;
    for (let attempt = 0; attempt < 3; attempt++) {
      const line = cutter.crosswise(box, random.between(0.4, 0.6), random.between(-0.08, 0.08));
      const carved = cutter.carve(
        face,
        line,
        width * 1000,
        this.#style(box.acrossMax - box.acrossMin, areaSqm),
      );
      if (!carved) continue;
      if (carved.strip >= 0) this.#addStreet(carved.strip, canal ? 'canal' : 'street');
      return [...this.divide(carved.left), ...this.divide(carved.right)];
    }
    return [face];
  }

  /** Cuts a piece of a given area off a face, with a street between. */
  cutOff(face: number, areaSqm: number): { piece: number; rest: number[] } {
    const { cutter } = this.#draft;
    const whole = cutter.areaSqm(face);
    const box = cutter.box();
    const slabSqm = ((box.acrossMax - box.acrossMin) / 1000) ** 2 / 1.8;
    if (areaSqm < 0.6 * slabSqm && slabSqm < 0.7 * whole) {
      // A piece across the whole breadth would be a ribbon: cut off a squarer piece first, and that one again.
      const slab = this.cutOff(face, slabSqm);
      const inner = this.cutOff(slab.piece, areaSqm);
      return { piece: inner.piece, rest: [...slab.rest, ...inner.rest] };
    }
    let low = 0;
    let high = 1;
    for (let step = 0; step < 30; step++) {
      const middle = (low + high) / 2;
      if (cutter.areaLeftSqm(cutter.crosswise(box, middle, 0)) < areaSqm) low = middle;
      else high = middle;
    }
    const breadthMm = box.acrossMax - box.acrossMin;
    const line = cutter.crosswise(box, high, 0);
    // Room for half the street, so that the piece keeps its area.
    const shifted = { ...line, x: line.x + box.ux * 9000, y: line.y + box.uy * 9000 };
    const carved = cutter.carve(face, shifted, 15_000, {
      ...this.#style(breadthMm, whole),
      minCompactness: 0.15,
    });
    if (!carved || carved.strip < 0)
      throw new Error(`Cannot plant a site of ${areaSqm} m²: no street fits beside it`);
    this.#addStreet(carved.strip, 'street');
    return { piece: carved.left, rest: [carved.right] };
  }

  /** Divides a piece in two by a street of 14 m. */
  halve(face: number, share: number): number[] {
    const { cutter } = this.#draft;
    const whole = cutter.areaSqm(face);
    const box = cutter.box();
    const line = cutter.crosswise(box, share, 0);
    const carved = cutter.carve(face, line, 14_000, this.#style(box.acrossMax - box.acrossMin, whole));
    if (!carved || carved.strip < 0)
      throw new Error('Cannot plant a site across a street: no street fits through it');
    this.#addStreet(carved.strip, 'street');
    return [carved.left, carved.right];
  }

  #addStreet(face: number, kind: 'street' | 'canal'): void {
    const block = this.#draft.addBlock(corridorBlock(kind, kind === 'canal' ? 98 : 0, this.#superblock));
    this.#draft.assign(face, block);
  }

  #style(lengthMm: number, areaSqm: number): CutStyle {
    const random = this.#random;
    const bend: Bend = {
      amplitudeMm: lengthMm * this.#pattern.bend * random.between(0.3, 1),
      longWaveMm: random.between(60_000, 110_000),
      shortWaveMm: random.between(20_000, 40_000),
      longPhase: random.between(0, 6.3),
      shortPhase: random.between(0, 6.3),
    };
    return {
      level: BLOCK_LEVEL,
      spacingMm: this.#pattern.bend > 0.02 ? 22_000 : 34_000,
      bend,
      snapMm: 2500,
      minAreaMm2: Math.min(areaSqm * 0.22, 9000) * SQMM,
      minCompactness: 0.3,
    };
  }
}

/** Deals kinds of land to faces by their shares of the area, keeping equal kinds together. */
function deal(
  draft: Draft,
  faces: readonly number[],
  deck: readonly (readonly [LandKind, number])[],
  random: Random,
): [number, LandKind][] {
  const turn = random.between(0, 6.3);
  const lots = faces.map((face) => {
    const count = draft.cutter.load(face);
    let along = 0;
    for (let i = 0; i < count; i++) {
      along += draft.cutter.x[i]! * Math.cos(turn) + draft.cutter.y[i]! * Math.sin(turn);
    }
    return { face, areaSqm: draft.cutter.loadedAreaSqm(), along: along / count };
  });
  const total = sum(lots.map((lot) => lot.areaSqm));
  const missing = deck.map(([, share]) => share * total);
  const bySize = lots.toSorted((a, b) => b.areaSqm - a.areaSqm);
  const hands = bySize.map(({ areaSqm }) => {
    const most = missing.indexOf(Math.max(...missing));
    missing[most] = missing[most]! - areaSqm;
    return most;
  });
  const start = random.integer(deck.length);
  const rank = (kind: number): number => (kind + start) % deck.length;
  const inOrder = hands.toSorted((a, b) => rank(a) - rank(b));
  return lots.toSorted((a, b) => a.along - b.along).map(({ face }, i) => [face, deck[inOrder[i]!]![0]]);
}

/** A block of land of a kind, with its line in the plans: mostly as the land is, sometimes not. */
function landBlock(draft: Draft, kind: LandKind, superblock: number, random: Random): Block {
  const block = (
    zone: LandPlanZone,
    planUse: string,
    tenure: Block['tenure'],
    more: Partial<Pick<Block, 'acquired' | 'renewal'>> = {},
  ): Block => ({
    kind,
    superblock,
    zone,
    planUse,
    tenure,
    acquired: false,
    renewal: 0,
    number: 0,
    site: -1,
    ...more,
  });
  const listed = (probability: number): { renewal: number } => ({
    renewal: random.chance(probability) ? draft.nextRenewal() : 0,
  });
  const industry = (): string =>
    random.weighted([
      ['M1', 55],
      ['M2', 15],
      ['M0', 20],
      ['W1', 10],
    ] as const);
  switch (kind) {
    case 'ready': {
      const collective = random.chance(0.2);
      return block('1010', industry(), collective ? 'collective' : 'state', {
        acquired: collective || random.chance(0.7),
      });
    }
    case 'idle':
      switch (random.integer(5)) {
        case 0:
        case 1:
          return block('1010', industry(), 'collective');
        case 2:
          return block('1010', random.pick(['R2', 'B1', 'G1']), 'state', { acquired: true });
        case 3:
          return block('1020', industry(), 'collective');
        default:
          return block('1020', industry(), 'state', { acquired: true });
      }
    case 'estate':
      return block(
        '1010',
        random.weighted([
          ['M1', 58],
          ['M2', 22],
          ['M0', 10],
          ['R2', 6],
          ['B1', 4],
        ] as const),
        'state',
        listed(0.08),
      );
    case 'yards':
      return block(
        '1010',
        random.weighted([
          ['W1', 4],
          ['M1', 1],
        ] as const),
        'state',
      );
    case 'village':
      return block(
        '1010',
        random.weighted([
          ['H14', 5],
          ['R2', 5],
        ] as const),
        'collective',
        listed(0.25),
      );
    case 'village-works':
      return block(
        random.chance(0.85) ? '1010' : '1020',
        random.weighted([
          ['M1', 5],
          ['R2', 3],
          ['M0', 2],
        ] as const),
        'collective',
        listed(0.6),
      );
    case 'town':
      return block('1010', 'R2', 'state');
    case 'commerce':
      return block('1010', random.pick(['B1', 'B2']), 'state');
    case 'school':
      return block('1010', 'A33', 'state');
    case 'park':
      return block(random.chance(0.5) ? '1010' : '1030', 'G1', 'state');
    case 'paddy':
      return block('1030', 'E2', 'collective');
    case 'fields':
      return block(
        random.chance(0.4) ? '1020' : '1030',
        random.weighted([
          ['E2', 6],
          ['M1', 3],
          ['G1', 1],
        ] as const),
        'collective',
      );
    case 'orchard':
      return block('1030', 'E2', 'collective');
    case 'ponds':
      return block(
        random.chance(0.35) ? '1020' : '1030',
        random.weighted([
          ['E2', 6],
          ['M1', 2],
          ['E1', 2],
        ] as const),
        'collective',
      );
    case 'hill':
      return block('1040', random.pick(['E2', 'G1']), random.chance(0.4) ? 'state' : 'collective');
  }
}

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
