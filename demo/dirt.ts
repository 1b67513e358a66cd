import { signedArea } from './dissolve.ts';
import type { Random } from './random.ts';
import { isSimple } from './redraw.ts';

/**
 * Faults that real cadastres have, each on one parcel only, its neighbours untouched:
 * moved    one to three vertices lie 1–6 cm off;
 * node     vertices that the neighbours have are missing;
 * gap      an edge is drawn in by 8–40 cm, which leaves a sliver;
 * overlap  an edge is drawn out by as much, over the neighbour.
 */
export const dirtKinds = ['clean', 'moved', 'node', 'gap', 'overlap'] as const;
export type DirtKind = (typeof dirtKinds)[number];

/** A dirty copy of a ring (x, y pairs in millimetres, counter-clockwise), or null where it would not stay simple. */
export function soil(ring: readonly number[], random: Random): { ring: number[]; kind: DirtKind } | null {
  const kind = random.weighted([
    ['moved', 45],
    ['node', 25],
    ['gap', 15],
    ['overlap', 15],
  ] as const);
  const dirty =
    kind === 'moved'
      ? moveVertices(ring, random)
      : kind === 'node'
        ? dropNodes(ring, random)
        : shiftEdge(ring, (kind === 'gap' ? 1 : -1) * random.between(80, 400), random);
  if (dirty === null || dirty.length < 6) return null;
  const area = signedArea(dirty);
  if (area < signedArea(ring) * 0.9 || area < 20e6 || !isSimple(dirty)) return null;
  return { ring: dirty, kind };
}

function moveVertices(ring: readonly number[], random: Random): number[] {
  const dirty = [...ring];
  for (let k = 1 + random.integer(3); k > 0; k--) {
    const i = 2 * random.integer(ring.length / 2);
    const angle = random.between(0, 2 * Math.PI);
    const off = random.between(10, 60);
    dirty[i] = ring[i]! + Math.round(off * Math.cos(angle));
    dirty[i + 1] = ring[i + 1]! + Math.round(off * Math.sin(angle));
  }
  return dirty;
}

/** Leaves out up to three vertices that lie within 2 cm of the line between their neighbours. */
function dropNodes(ring: readonly number[], random: Random): number[] | null {
  const count = ring.length / 2;
  const dropped = new Set<number>();
  const start = random.integer(count);
  for (let k = 0; k < count && dropped.size < 3; k++) {
    const i = (start + k) % count;
    const h = (i + count - 1) % count;
    const j = (i + 1) % count;
    if (dropped.has(h) || dropped.has(j)) continue;
    const dx = ring[2 * j]! - ring[2 * h]!;
    const dy = ring[2 * j + 1]! - ring[2 * h + 1]!;
    const off = Math.abs(dx * (ring[2 * i + 1]! - ring[2 * h + 1]!) - dy * (ring[2 * i]! - ring[2 * h]!));
    if (off < 20 * Math.hypot(dx, dy)) dropped.add(i);
  }
  if (dropped.size === 0) return null;
  return ring.filter((_, i) => !dropped.has(i >> 1));
}

/** Moves both ends of an edge to its left (inside) by a distance in millimetres. */
function shiftEdge(ring: readonly number[], distanceMm: number, random: Random): number[] {
  const count = ring.length / 2;
  const i = random.integer(count);
  const j = (i + 1) % count;
  const dx = ring[2 * j]! - ring[2 * i]!;
  const dy = ring[2 * j + 1]! - ring[2 * i + 1]!;
  const length = Math.hypot(dx, dy);
  const dirty = [...ring];
  for (const k of [i, j]) {
    dirty[2 * k] = ring[2 * k]! + Math.round((-dy / length) * distanceMm);
    dirty[2 * k + 1] = ring[2 * k + 1]! + Math.round((dx / length) * distanceMm);
  }
  return dirty;
}
