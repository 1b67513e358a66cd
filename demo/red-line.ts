import { ellipsoidAreaSqm } from '@lizhu/fabric';
import { lonLatOf } from './place.ts';
import type { Random } from './random.ts';

/** A closed outline of known area: lon, lat pairs in degrees (rounded to 1e-9°) and the same as x, y in millimetres. */
export interface MeasuredRing {
  readonly areaSqm: number;
  readonly lonLat: readonly number[];
  readonly xy: readonly number[];
}

/**
 * Cuts pieces off a ring (x, y pairs in millimetres) by straight lines, so that its statutory ellipsoid area becomes
 * `areaSqm`, to well within 0.01 m². Two cuts take a share of the surplus; the last one takes exactly what is left.
 *
 * @throws Error when the ring is smaller than the area asked for, or no straight cut divides it cleanly in two.
 */
export function cutToArea(ring: readonly number[], areaSqm: number, random: Random): MeasuredRing {
  let cut = ring;
  for (const share of [0.3, 0.45]) {
    const surplus = measure(cut).areaSqm - areaSqm;
    cut = cutOff(cut, surplus * share, random) ?? cut;
  }
  const surplus = measure(cut).areaSqm - areaSqm;
  if (surplus < 0) throw new Error(`Cannot cut to ${areaSqm} m²: the ring has ${-surplus} m² too little`);
  for (let attempt = 0; attempt < 40; attempt++) {
    const angle = random.between(0, 2 * Math.PI);
    const across = offsetFor(cut, angle, surplus);
    if (across === null) continue;
    const exact = refine(cut, angle, across, areaSqm);
    if (exact !== null) return exact;
  }
  throw new Error('Cannot cut a base to its area: no straight line divides its outline in two');
}

function cutOff(ring: readonly number[], areaSqm: number, random: Random): readonly number[] | null {
  for (let attempt = 0; attempt < 20; attempt++) {
    const angle = random.between(0, 2 * Math.PI);
    const across = offsetFor(ring, angle, areaSqm);
    if (across !== null) return clip(ring, angle, across).ring;
  }
  return null;
}

/** How far along a direction to cut, so that about `areaSqm` falls off; null where the cut would leave several pieces. */
function offsetFor(ring: readonly number[], angle: number, areaSqm: number): number | null {
  const ux = Math.cos(angle);
  const uy = Math.sin(angle);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < ring.length; i += 2) {
    const along = ring[i]! * ux + ring[i + 1]! * uy;
    low = Math.min(low, along);
    high = Math.max(high, along);
  }
  const target = planeAreaSqm(ring) - areaSqm;
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (planeAreaSqm(clip(ring, angle, middle).ring) > target) high = middle;
    else low = middle;
  }
  const across = (low + high) / 2;
  return clip(ring, angle, across).clean ? across : null;
}

/** Newton's method on the place of the last cut: a shift of it changes the area by the length of the cut. */
function refine(ring: readonly number[], angle: number, start: number, areaSqm: number): MeasuredRing | null {
  let across = start;
  for (let step = 0; step < 12; step++) {
    const { ring: clipped, clean, cutLengthMm } = clip(ring, angle, across);
    if (!clean) return null;
    const measured = measure(clipped);
    const missing = areaSqm - measured.areaSqm;
    if (Math.abs(missing) < 0.005) return measured;
    across += (missing / (cutLengthMm / 1000)) * 1000;
  }
  return null;
}

interface Clipped {
  readonly ring: number[];
  /** Whether what is kept is one piece: the line's parts inside the ring do not meet. */
  readonly clean: boolean;
  readonly cutLengthMm: number;
}

/** What of a ring lies on the near side of a line (Sutherland and Hodgman, 1974, one edge). */
function clip(ring: readonly number[], angle: number, across: number): Clipped {
  const ux = Math.cos(angle);
  const uy = Math.sin(angle);
  const kept: number[] = [];
  /** Where the ring meets the line, along the line, in the ring's order, from its first way out. */
  const ends: number[] = [];
  let entry: number | null = null;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const before = ring[j]! * ux + ring[j + 1]! * uy - across;
    const here = ring[i]! * ux + ring[i + 1]! * uy - across;
    if (before <= 0 !== here <= 0) {
      const t = before / (before - here);
      const x = ring[j]! + (ring[i]! - ring[j]!) * t;
      const y = ring[j + 1]! + (ring[i + 1]! - ring[j + 1]!) * t;
      kept.push(x, y);
      const along = y * ux - x * uy;
      if (ends.length === 0 && here <= 0 && entry === null) entry = along;
      else ends.push(along);
    }
    if (here <= 0) kept.push(ring[i]!, ring[i + 1]!);
  }
  if (entry !== null) ends.push(entry);
  const chords: [number, number][] = [];
  for (let i = 0; i + 1 < ends.length; i += 2) {
    chords.push([Math.min(ends[i]!, ends[i + 1]!), Math.max(ends[i]!, ends[i + 1]!)]);
  }
  chords.sort((a, b) => a[0] - b[0]);
  const clean = chords.length > 0 && chords.every(([low], i) => i === 0 || low > chords[i - 1]![1]);
  return { ring: kept, clean, cutLengthMm: chords.reduce((sum, [low, high]) => sum + high - low, 0) };
}

function measure(ring: readonly number[]): MeasuredRing {
  const lonLat: number[] = [];
  const out = new Float64Array(2);
  for (let i = 0; i < ring.length; i += 2) {
    lonLatOf(ring[i]!, ring[i + 1]!, out);
    lonLat.push(out[0]!, out[1]!);
  }
  return { areaSqm: ellipsoidAreaSqm(lonLat), lonLat, xy: ring };
}

function planeAreaSqm(ring: readonly number[]): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    sum += ring[j]! * ring[i + 1]! - ring[i]! * ring[j + 1]!;
  }
  return Math.abs(sum) / 2e6;
}
