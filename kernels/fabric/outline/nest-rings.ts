import type { LooseRing } from './loose-ring.ts';

export interface NestedRings {
  readonly outer: LooseRing;
  readonly holes: LooseRing[];
}

/**
 * Gives each hole to the smallest outline around it; largest outlines first. Returns null where rings cover ground twice or not at
 * all: an outline inside another but in none of its holes, or a hole outside every outline. The rings may have corners in
 * common but no edges.
 */
export function nestRings(rings: readonly LooseRing[]): NestedRings[] | null {
  const nested: NestedRings[] = [];
  for (const ring of rings) if (ring.doubleArea > 0) nested.push({ outer: ring, holes: [] });
  if (nested.length === 1 && rings.length === 1) return nested;
  nested.sort((a, b) => a.outer.doubleArea - b.outer.doubleArea || a.outer.minX - b.outer.minX);
  for (const ring of rings) {
    if (ring.doubleArea > 0) continue;
    const owner = nested.find(({ outer }) => outer.doubleArea > -ring.doubleArea && holdsRing(outer, ring));
    if (owner === undefined) return null;
    owner.holes.push(ring);
  }
  for (const [i, { outer }] of nested.entries()) {
    for (let k = i + 1; k < nested.length; k++) {
      const around = nested[k]!;
      if (!holdsRing(around.outer, outer)) continue;
      if (!around.holes.some((hole) => -hole.doubleArea >= outer.doubleArea && holdsRing(hole, outer)))
        return null;
      break;
    }
  }
  return nested.reverse();
}

/**
 * The same for rings of which some may cover ground twice: what is covered twice is given twice, and a hole outside every outline
 * is left out.
 */
export function nestLoosely(rings: readonly LooseRing[]): NestedRings[] {
  const nested = rings
    .filter(({ doubleArea }) => doubleArea > 0)
    .sort((a, b) => a.doubleArea - b.doubleArea)
    .map((outer): NestedRings => ({ outer, holes: [] }));
  for (const ring of rings) {
    if (ring.doubleArea > 0) continue;
    const around = ({ outer }: NestedRings): boolean =>
      outer.doubleArea > -ring.doubleArea && holdsRing(outer, ring);
    nested.find(around)?.holes.push(ring);
  }
  return nested.reverse();
}

/** Whether a ring lies inside another that it does not cross: the middle of one of its edges tells. */
function holdsRing(outer: LooseRing, inner: LooseRing): boolean {
  if (
    inner.minX < outer.minX ||
    inner.minY < outer.minY ||
    inner.maxX > outer.maxX ||
    inner.maxY > outer.maxY
  )
    return false;
  const { points, xs, ys } = outer;
  const [p, q] = [inner.points[0]!, inner.points[1]!];
  const x = (xs[p]! + xs[q]!) / 2;
  const y = (ys[p]! + ys[q]!) / 2;
  let inside = false;
  let px = xs[points[points.length - 1]!]!;
  let py = ys[points[points.length - 1]!]!;
  for (const point of points) {
    const qx = xs[point]!;
    const qy = ys[point]!;
    if (py > y !== qy > y && x < ((qx - px) * (y - py)) / (qy - py) + px) inside = !inside;
    px = qx;
    py = qy;
  }
  return inside;
}
