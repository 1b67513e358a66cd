import { type BasePart, type BasePlan, SQM_PER_MU } from './bases.ts';
import { isCorridor } from './block.ts';
import { contains, dissolve } from './dissolve.ts';
import type { Draft } from './draft.ts';
import { noise } from './noise.ts';
import { BLOCK_LEVEL } from './partition.ts';
import { type Place, placeOf } from './place.ts';
import { Random } from './random.ts';
import { cutToArea } from './red-line.ts';
import type { Superblock } from './superblocks.ts';

/** A red line: the rings of a base's pieces, each as lon, lat pairs in degrees and as x, y pairs in millimetres. */
export interface RedLine {
  readonly areaSqm: number;
  readonly rings: readonly { readonly lonLat: readonly number[]; readonly xy: readonly number[] }[];
}

export interface BaseLand {
  readonly current: RedLine;
  readonly earlier: RedLine | null;
}

/**
 * Chooses each base's land: superblocks are taken outward from the middle of each part, with the roads between them,
 * until there is a little more than enough; straight cuts then bring the outline to exactly its area.
 */
export function layOutBases(
  draft: Draft,
  superblocks: readonly Superblock[],
  plans: readonly BasePlan[],
  seed: number,
): BaseLand[] {
  const land = new Land(draft, superblocks, seed);
  return plans.map((plan, index) => {
    const shares = plan.parts.reduce((sum, part) => sum + part.shareMu, 0);
    const areaOf = (part: BasePart, mu: number): number => (mu * SQM_PER_MU * part.shareMu) / shares;
    const grown = plan.parts.map((part, k) => {
      const random = new Random(seed, 3, index, k);
      const most = Math.max(plan.areaMu, plan.earlier?.areaMu ?? 0);
      return { part, random, order: land.grow(part, areaOf(part, most), random.derive(1)) };
    });
    const redLine = (mu: number, version: number): RedLine => {
      const rings = grown.map(({ part, random, order }) => {
        const areaSqm = areaOf(part, mu);
        return cutToArea(land.outline(order, areaSqm * ROOM), areaSqm, random.derive(2, version));
      });
      return { areaSqm: rings.reduce((sum, ring) => sum + ring.areaSqm, 0), rings };
    };
    return {
      current: redLine(plan.areaMu, 2),
      earlier: plan.earlier ? redLine(plan.earlier.areaMu, 1) : null,
    };
  });
}

/** How much more an outline encloses than its base needs, for the cuts to take off. */
const ROOM = 1.07;

/** Grows connected sets of superblocks and finds their outlines, roads between members included. */
class Land {
  readonly #draft: Draft;
  readonly #superblocks: readonly Superblock[];
  readonly #seed: number;
  readonly #neighbours: readonly (readonly number[])[];
  readonly #superblockOf = new Map<number, number>();
  readonly #taken = new Set<number>();
  readonly #corridors: readonly number[];

  constructor(draft: Draft, superblocks: readonly Superblock[], seed: number) {
    this.#draft = draft;
    this.#superblocks = superblocks;
    this.#seed = seed;
    for (const superblock of superblocks) this.#superblockOf.set(superblock.face, superblock.index);
    const corridors: number[] = [];
    for (let face = 1; face < draft.partition.faceCount; face++) {
      const block = draft.block(face);
      if (block && isCorridor(block.kind)) corridors.push(face);
    }
    this.#corridors = corridors;
    this.#neighbours = this.#findNeighbours();
  }

  /** Superblocks outward from a part's middle, in the order taken, until they hold a quarter more than the area asked for and enclose enough in one piece. */
  grow(part: BasePart, areaSqm: number, random: Random): number[] {
    const middle = placeOf(part.lonDeg, part.latDeg);
    const turn = (part.bearingDeg * Math.PI) / 180;
    const stretch = Math.sqrt(part.elongation);
    const uneven = random.integer(1 << 30);
    const distance = (index: number): number => {
      const { x, y } = this.#superblocks[index]!;
      const along = ((x - middle.x) * Math.cos(turn) + (y - middle.y) * Math.sin(turn)) / stretch;
      const across = ((y - middle.y) * Math.cos(turn) - (x - middle.x) * Math.sin(turn)) * stretch;
      return Math.hypot(along, across) * (1 + 0.22 * noise(uneven, 1500, x, y));
    };
    const order: number[] = [];
    const open = new Map<number, number>();
    const nearest = nearestTo(this.#superblocks, middle, (index) => !this.#taken.has(index));
    open.set(nearest, 0);
    let sumSqm = 0;
    while (
      open.size > 0 &&
      (sumSqm < areaSqm * 1.25 || this.#enclose(this.#labelled(order)).areaSqm < areaSqm * ROOM)
    ) {
      let best = -1;
      for (const [index, away] of open) if (best < 0 || away < open.get(best)!) best = index;
      open.delete(best);
      this.#taken.add(best);
      order.push(best);
      sumSqm += this.#superblocks[best]!.areaSqm;
      for (const next of this.#neighbours[best]!) {
        if (!this.#taken.has(next) && !open.has(next)) open.set(next, distance(next));
      }
    }
    return order;
  }

  /** The outline of the first superblocks of an order, as many as it takes to enclose the area; drawn a little off. */
  outline(order: readonly number[], areaSqm: number): number[] {
    const labels = new Uint8Array(this.#draft.partition.faceCount);
    let taken = 0;
    let sumSqm = 0;
    while (taken < order.length) {
      const superblock = this.#superblocks[order[taken++]!]!;
      labels[superblock.face] = 1;
      sumSqm += superblock.areaSqm;
      if (sumSqm < areaSqm * 0.85) continue;
      const outline = this.#enclose(labels.slice());
      if (outline.areaSqm >= areaSqm || taken === order.length) return this.#drawnByHand(outline.ring);
    }
    throw new Error('Cannot draw a base: its part has no superblock');
  }

  #labelled(order: readonly number[]): Uint8Array {
    const labels = new Uint8Array(this.#draft.partition.faceCount);
    for (const index of order) labels[this.#superblocks[index]!.face] = 1;
    return labels;
  }

  #enclose(labels: Uint8Array): { ring: readonly number[]; areaSqm: number } {
    const { cutter, partition } = this.#draft;
    // Pieces of road that members line, then the crossings between such pieces.
    for (const least of [0.7, 0.7]) {
      const joining: number[] = [];
      for (const face of this.#corridors) {
        if (labels[face] === 1) continue;
        const count = cutter.load(face);
        let around = 0;
        let lined = 0;
        for (let i = 0; i < count; i++) {
          const j = i + 1 === count ? 0 : i + 1;
          const length = Math.hypot(cutter.x[j]! - cutter.x[i]!, cutter.y[j]! - cutter.y[i]!);
          around += length;
          if (labels[partition.face[cutter.halves[i]! ^ 1]!] === 1) lined += length;
        }
        if (lined > least * around) joining.push(face);
      }
      for (const face of joining) labels[face] = 1;
    }
    let ring: readonly number[] = [];
    let areaSqm = 0;
    for (const region of dissolve(partition, labels, { maxLevel: BLOCK_LEVEL, connected: true })) {
      const area = areaOf(region.outline);
      if (area > areaSqm) {
        areaSqm = area;
        ring = region.outline;
      }
    }
    return { ring, areaSqm };
  }

  /** Red lines were drawn on another map: they run a few metres off the kerbs. */
  #drawnByHand(ring: readonly number[]): number[] {
    return ring.map((value, i) => {
      const x = ring[i & ~1]! / 1000;
      const y = ring[i | 1]! / 1000;
      return value + Math.round(2600 * noise(this.#seed + 61 + (i & 1), 260, x, y));
    });
  }

  /** Superblocks that face each other across a piece of corridor. */
  #findNeighbours(): number[][] {
    const { cutter, partition } = this.#draft;
    const neighbours = this.#superblocks.map((): number[] => []);
    for (const face of this.#corridors) {
      const count = cutter.load(face);
      let around = 0;
      const shared = new Map<number, number>();
      for (let i = 0; i < count; i++) {
        const j = i + 1 === count ? 0 : i + 1;
        const length = Math.hypot(cutter.x[j]! - cutter.x[i]!, cutter.y[j]! - cutter.y[i]!);
        around += length;
        const superblock = this.#superblockOf.get(partition.face[cutter.halves[i]! ^ 1]!);
        if (superblock !== undefined) shared.set(superblock, (shared.get(superblock) ?? 0) + length);
      }
      const facing = [...shared].filter(([, length]) => length > 0.25 * around).map(([index]) => index);
      for (const a of facing) for (const b of facing) if (a !== b) neighbours[a]!.push(b);
    }
    return neighbours;
  }
}

function nearestTo(
  superblocks: readonly Superblock[],
  place: Place,
  free: (index: number) => boolean,
): number {
  let nearest = -1;
  let least = Number.POSITIVE_INFINITY;
  for (const { index, x, y } of superblocks) {
    const distance = Math.hypot(x - place.x, y - place.y);
    if (distance < least && free(index)) {
      least = distance;
      nearest = index;
    }
  }
  return nearest;
}

function areaOf(ring: readonly number[]): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    sum += ring[j]! * ring[i + 1]! - ring[i]! * ring[j + 1]!;
  }
  return sum / 2e6;
}

/** How much of a superblock a red line holds: the share of its vertices, moved 5 m inward, that are inside, 0 … 1. */
export function shareInside(draft: Draft, superblock: Superblock, redLine: RedLine): number {
  const { cutter } = draft;
  const count = cutter.load(superblock.face);
  let inside = 0;
  for (let i = 0; i < count; i++) {
    const dx = superblock.x * 1000 - cutter.x[i]!;
    const dy = superblock.y * 1000 - cutter.y[i]!;
    const inward = 5000 / Math.hypot(dx, dy);
    const x = cutter.x[i]! + dx * inward;
    const y = cutter.y[i]! + dy * inward;
    if (redLine.rings.some((ring) => contains(ring.xy, x, y))) inside++;
  }
  return inside / count;
}

/** Distance in metres from a point to a red line, 0 inside. */
export function distanceTo(redLine: RedLine, xM: number, yM: number): number {
  const x = xM * 1000;
  const y = yM * 1000;
  let least = Number.POSITIVE_INFINITY;
  for (const { xy } of redLine.rings) {
    if (contains(xy, x, y)) return 0;
    for (let i = 0, j = xy.length - 2; i < xy.length; j = i, i += 2) {
      const dx = xy[i]! - xy[j]!;
      const dy = xy[i + 1]! - xy[j + 1]!;
      const t = ((x - xy[j]!) * dx + (y - xy[j + 1]!) * dy) / (dx * dx + dy * dy || 1);
      const k = Math.min(1, Math.max(0, t));
      least = Math.min(least, Math.hypot(xy[j]! + k * dx - x, xy[j + 1]! + k * dy - y));
    }
  }
  return least / 1000;
}
