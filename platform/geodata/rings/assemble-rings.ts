import { cleanRing } from '../check/clean-ring.ts';
import { signedArea } from '../check/ring-columns.ts';
import { sweepRings } from '../check/sweep-rings.ts';
import type { Position, Ring } from '../geometry.ts';

/** Polygons out of loose rings, and the rings (counted from 0) that do not lie where their role puts them. */
export interface AssembledRings {
  readonly parts: Ring[][];
  readonly misplaced: readonly number[];
}

/**
 * Puts rings in degrees together by where they lie: a ring within an even number of others is an exterior. Formats that tell
 * exteriors and holes by direction or number are often wrong about it; `holes` is what the format says of each ring.
 * Where rings cross, place decides nothing: then the format is believed, and the check has its say.
 */
export function assembleRings(rings: readonly Ring[], holes: readonly boolean[]): AssembledRings {
  if (rings.length === 1) return { parts: [[rings[0]!]], misplaced: holes[0] ? [0] : [] };
  const finite = rings.every((ring) => ring.every(([x, y]) => Number.isFinite(x) && Number.isFinite(y)));
  if (!finite) return { parts: rings.map((ring) => [ring]), misplaced: [] };
  const open = rings.map((ring) => cleanRing(ring).points);
  const whole = rings.flatMap((_, r) => (open[r]!.length >= 3 ? [r] : []));
  const sweep = sweepRings(whole.map((r) => open[r]!));
  const parents = sweep.crossing
    ? statedParents(whole, open, holes)
    : new Map(whole.map((r, w) => [r, parentOf(sweep.parents[w]!, whole)]));
  return arranged(rings, holes, whole, parents);
}

function parentOf(parent: number, whole: readonly number[]): number {
  return parent === -1 ? -1 : whole[parent]!;
}

function arranged(
  rings: readonly Ring[],
  holes: readonly boolean[],
  whole: readonly number[],
  parents: ReadonlyMap<number, number>,
): AssembledRings {
  const depths = new Map<number, number>();
  const depthOf = (ring: number): number => {
    const chain: number[] = [];
    let at = ring;
    while (at !== -1 && !depths.has(at)) {
      chain.push(at);
      at = parents.get(at)!;
    }
    let depth = at === -1 ? -1 : depths.get(at)!;
    for (const each of chain.reverse()) depths.set(each, ++depth);
    return depths.get(ring)!;
  };
  const partOf = new Map<number, Ring[]>();
  const misplaced: number[] = [];
  for (const r of whole) {
    const isHole = depthOf(r) % 2 === 1;
    if (isHole !== holes[r]) misplaced.push(r);
    if (!isHole) partOf.set(r, [rings[r]!]);
  }
  for (const r of whole) if (depths.get(r)! % 2 === 1) partOf.get(parents.get(r)!)!.push(rings[r]!);
  const parts = [...partOf.values()];
  // Rings without area go along as holes, so that the check names them.
  const flat = rings.filter((_, r) => !whole.includes(r));
  if (flat.length > 0) {
    if (parts.length === 0) parts.push(...flat.map((ring) => [ring]));
    else parts[0]!.push(...flat);
  }
  return { parts, misplaced };
}

/** Each hole in the smallest exterior that holds its first point. */
function statedParents(
  whole: readonly number[],
  open: readonly Ring[],
  holes: readonly boolean[],
): Map<number, number> {
  const exteriors = whole
    .filter((r) => !holes[r])
    .map((r) => ({ r, area: Math.abs(signedArea(open[r]!)) }))
    .sort((a, b) => a.area - b.area);
  const parents = new Map<number, number>();
  for (const r of whole) {
    const around = holes[r]
      ? exteriors.find((exterior) => holds(open[exterior.r]!, open[r]![0]!))
      : undefined;
    parents.set(r, around?.r ?? (holes[r] && exteriors.length > 0 ? exteriors.at(-1)!.r : -1));
  }
  return parents;
}

function holds(ring: Ring, [x, y]: Position): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i]!;
    const [bx, by] = ring[j]!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}
