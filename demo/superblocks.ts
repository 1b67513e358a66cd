import type { Block, BlockKind } from './block.ts';
import type { Bend, CutStyle, FaceBox, Line } from './cutter.ts';
import type { Draft } from './draft.ts';
import type { Ground } from './ground.ts';
import type { Cell, Network } from './network.ts';
import { BLOCK_LEVEL } from './partition.ts';
import { placeOf } from './place.ts';
import { Random } from './random.ts';

/** Land between collector roads, about 0.3 km². */
export interface Superblock {
  readonly index: number;
  readonly face: number;
  readonly areaSqm: number;
  /** Its middle, in metres from the city's origin. */
  readonly x: number;
  readonly y: number;
  readonly random: Random;
}

const SQMM = 1e6;
/** Songshan Lake lies here, roughly. */
const LAKE = placeOf(113.876, 22.912);

/**
 * Divides the cells into superblocks by collector roads and canals, and cuts every corridor at the mouths of the roads
 * that meet it, so that a piece of road has one superblock on either side.
 */
export function divideCells(draft: Draft, network: Network, ground: Ground, seed: number): Superblock[] {
  const division = new Division(draft, ground);
  for (const piece of network.corridors) {
    const kind: BlockKind =
      piece.kind === 'road'
        ? 'trunk'
        : piece.kind === 'confluence'
          ? piece.number >= 100
            ? 'canal'
            : 'river'
          : piece.kind;
    division.addStrip(piece.face, kind, piece.number, piece.kind === 'junction' ? 0 : piece.widthM);
  }
  for (const cell of network.cells) division.divideCell(cell, new Random(seed, 1, cell.column, cell.row));
  division.cutStripsAtMouths();
  return division.superblocks;
}

class Division {
  readonly superblocks: Superblock[] = [];
  readonly #draft: Draft;
  readonly #ground: Ground;
  /** Faces of corridors that are to be cut at mouths, with their widths in metres. */
  readonly #strips: { readonly face: number; readonly block: number; readonly widthM: number }[] = [];
  readonly #isSuperblock = new Set<number>();

  constructor(draft: Draft, ground: Ground) {
    this.#draft = draft;
    this.#ground = ground;
  }

  addStrip(face: number, kind: BlockKind, number: number, widthM: number): void {
    const block = this.#draft.addBlock(corridorBlock(kind, number, -1));
    this.#draft.assign(face, block);
    if (widthM > 0) this.#strips.push({ face, block, widthM });
  }

  divideCell(cell: Cell, random: Random): void {
    const { cutter } = this.#draft;
    cutter.load(cell.face);
    const box = cutter.box();
    const x = (box.ux * mid(box.alongMin, box.alongMax) - box.uy * mid(box.acrossMin, box.acrossMax)) / 1000;
    const y = (box.uy * mid(box.alongMin, box.alongMax) + box.ux * mid(box.acrossMin, box.acrossMax)) / 1000;
    const songshan = Math.hypot(x - LAKE.x, y - LAKE.y) < 1500;
    const hilly = this.#ground.elevation(x, y) > 0.45;
    const faces =
      songshan || (hilly && random.chance(0.22)) ? this.#lake(cell.face, box, songshan, random) : [cell.face];
    let ordinal = 0;
    for (const face of faces) ordinal = this.#divide(face, null, random, random, ordinal);
  }

  /** A lake with the brooks that fill and drain it, through the middle of a cell. Returns the land beside it. */
  #lake(face: number, box: FaceBox, large: boolean, random: Random): number[] {
    const { cutter } = this.#draft;
    const breadthMm = box.acrossMax - box.acrossMin;
    const style = cutStyle(breadthMm * 0.03, 45, random);
    const line = cutter.lengthwise(box, random.between(0.45, 0.55), random.between(-0.1, 0.1));
    const phase = random.between(0, 6);
    const bulge = (t: number): number =>
      breadthMm *
      (large ? 0.27 : 0.13) *
      Math.max(0, Math.sin(Math.PI * (t * 1.3 - 0.15))) ** 1.5 *
      (1 + 0.25 * Math.sin(t * 17 + phase) + 0.12 * Math.sin(t * 41 + 2 * phase));
    const carved = cutter.carve(face, line, 16_000, style, bulge);
    if (!carved || carved.strip < 0) return carved ? [carved.left, carved.right] : [face];
    this.addStrip(carved.strip, 'lake', large ? 50 : 51, 0);
    return [carved.left, carved.right];
  }

  #divide(face: number, through: Line | null, random: Random, cell: Random, ordinal: number): number {
    const { cutter } = this.#draft;
    const areaSqm = cutter.areaSqm(face);
    const box = cutter.box();
    const x = (box.ux * mid(box.alongMin, box.alongMax) - box.uy * mid(box.acrossMin, box.acrossMax)) / 1000;
    const y = (box.uy * mid(box.alongMin, box.alongMax) + box.ux * mid(box.acrossMin, box.acrossMax)) / 1000;
    if (areaSqm < 430_000 * random.between(0.85, 1.35)) return this.#keep(face, areaSqm, x, y, cell, ordinal);
    const wet = this.#ground.wetness(x, y);
    const canal = random.chance(0.05 + 0.22 * wet);
    const widthM = canal ? random.between(12, 24) : areaSqm > 1_500_000 ? 32 : 24;
    for (let attempt = 0; attempt < 4; attempt++) {
      const line =
        attempt === 0 && through !== null && fits(through, box)
          ? through
          : cutter.crosswise(box, random.between(0.38, 0.62), random.between(-0.13, 0.13));
      const breadthMm = box.acrossMax - box.acrossMin;
      const style = cutStyle(breadthMm * random.between(0.008, canal ? 0.05 : 0.03), canal ? 25 : 38, random);
      const carved = cutter.carve(face, line, widthM * 1000, style);
      if (!carved) continue;
      if (carved.strip >= 0)
        this.addStrip(carved.strip, canal ? 'canal' : 'collector', canal ? 99 : 0, widthM);
      // Roads often cross: both sides then go on from the same place.
      const on = random.chance(0.6) ? crossing(line, box, random) : null;
      const after = this.#divide(carved.left, on, random, cell, ordinal);
      return this.#divide(carved.right, on, random, cell, after);
    }
    return this.#keep(face, areaSqm, x, y, cell, ordinal);
  }

  #keep(face: number, areaSqm: number, x: number, y: number, cell: Random, ordinal: number): number {
    const index = this.superblocks.length;
    this.superblocks.push({ index, face, areaSqm, x, y, random: cell.derive(2, ordinal) });
    this.#isSuperblock.add(face);
    return ordinal + 1;
  }

  cutStripsAtMouths(): void {
    for (const strip of this.#strips) {
      const pieces = [strip.face];
      for (const mouth of this.#mouthsOf(strip.face)) {
        for (const piece of pieces) {
          const made = this.#cutAt(piece, mouth, strip.widthM);
          if (made === null) continue;
          if (made >= 0) {
            this.#draft.assign(made, strip.block);
            pieces.push(made);
          }
          break;
        }
      }
    }
  }

  /** Vertices of a strip's kerbs where a superblock ends and a road begins, with the kerb's direction there. */
  #mouthsOf(face: number): Mouth[] {
    const { cutter, partition } = this.#draft;
    const count = cutter.load(face);
    const mouths: Mouth[] = [];
    for (let i = 0; i < count; i++) {
      const before = i === 0 ? count - 1 : i - 1;
      const behind = partition.face[cutter.halves[before]! ^ 1]!;
      const ahead = partition.face[cutter.halves[i]! ^ 1]!;
      if (behind === ahead || !this.#isSuperblock.has(behind)) continue;
      const dx = cutter.x[i]! - cutter.x[before]!;
      const dy = cutter.y[i]! - cutter.y[before]!;
      const length = Math.hypot(dx, dy);
      mouths.push({ vertex: partition.origin[cutter.halves[i]!]!, ux: dx / length, uy: dy / length });
    }
    return mouths;
  }

  /** Cuts a piece of a strip across at a mouth; null where the mouth is not on this piece, −1 where it needs no cut. */
  #cutAt(piece: number, mouth: Mouth, widthM: number): number | null {
    const { cutter, partition } = this.#draft;
    const count = cutter.load(piece);
    for (let i = 0; i < count; i++) {
      if (partition.origin[cutter.halves[i]!]! !== mouth.vertex) continue;
      const line: Line = { x: cutter.x[i]!, y: cutter.y[i]!, ux: -mouth.uy, uy: mouth.ux };
      return cutter.cut(piece, line, {
        level: BLOCK_LEVEL,
        spacingMm: 0,
        bend: null,
        snapMm: widthM * 250,
        minAreaMm2: widthM * widthM * 0.9 * SQMM,
        minCompactness: 0,
      });
    }
    return null;
  }
}

interface Mouth {
  readonly vertex: number;
  readonly ux: number;
  readonly uy: number;
}

/** A piece of the network as a block: state land, its own line in both plans. */
export function corridorBlock(kind: BlockKind, number: number, superblock: number): Block {
  const water = kind === 'river' || kind === 'canal' || kind === 'lake';
  return {
    kind,
    superblock,
    zone: water ? '1030' : '1010',
    planUse: water ? 'E1' : kind === 'rail' ? 'H21' : 'S1',
    tenure: 'state',
    acquired: false,
    renewal: 0,
    number,
    site: -1,
  };
}

function cutStyle(amplitudeMm: number, spacingM: number, random: Random): CutStyle {
  const bend: Bend = {
    amplitudeMm,
    longWaveMm: random.between(120_000, 220_000),
    shortWaveMm: random.between(40_000, 80_000),
    longPhase: random.between(0, 6.3),
    shortPhase: random.between(0, 6.3),
  };
  return {
    level: BLOCK_LEVEL,
    spacingMm: spacingM * 1000,
    bend,
    snapMm: 3000,
    minAreaMm2: 60_000 * SQMM,
    minCompactness: 0.3,
  };
}

/** A line that crosses another one somewhere near its middle. */
function crossing(line: Line, box: FaceBox, random: Random): Line {
  const along = random.between(-0.14, 0.14) * (box.acrossMax - box.acrossMin);
  const turn = Math.PI / 2 + random.between(-0.1, 0.1);
  return {
    x: line.x + line.ux * along,
    y: line.y + line.uy * along,
    ux: line.ux * Math.cos(turn) - line.uy * Math.sin(turn),
    uy: line.uy * Math.cos(turn) + line.ux * Math.sin(turn),
  };
}

/** Whether a line divides a box rather across than along, and not too near an end. */
function fits(line: Line, box: FaceBox): boolean {
  const length = box.alongMax - box.alongMin;
  const breadth = box.acrossMax - box.acrossMin;
  const lengthwise = Math.abs(line.ux * box.ux + line.uy * box.uy);
  if (lengthwise > 0.5) {
    if (length > breadth * 1.35) return false;
    const across = line.y * box.ux - line.x * box.uy;
    return within((across - box.acrossMin) / breadth);
  }
  return within((line.x * box.ux + line.y * box.uy - box.alongMin) / length);
}

function within(fraction: number): boolean {
  return fraction > 0.28 && fraction < 0.72;
}

function mid(a: number, b: number): number {
  return (a + b) / 2;
}
