/** A ring of point numbers; outlines have a positive area, holes a negative one. */
export interface LooseRing {
  readonly points: Int32Array;
  readonly doubleArea: number;
  readonly xs: Int32Array;
  readonly ys: Int32Array;
}

export interface NestedRings {
  readonly outer: LooseRing;
  readonly holes: LooseRing[];
}

/**
 * Gives each hole to the smallest outline around it. Returns null where rings cover ground twice or not at all: an outline inside
 * another but in none of its holes, or a hole outside every outline.
 */
export function nestRings(rings: readonly LooseRing[]): NestedRings[] | null {
  const nested: NestedRings[] = [];
  for (const ring of rings) if (ring.doubleArea > 0) nested.push({ outer: ring, holes: [] });
  if (nested.length === 1 && rings.length === 1) return nested;
  nested.sort((a, b) => a.outer.doubleArea - b.outer.doubleArea);
  for (const ring of rings) {
    if (ring.doubleArea > 0) continue;
    const owner = nested.find(({ outer }) => outer.doubleArea > -ring.doubleArea && holdsRing(outer, ring));
    if (owner === undefined) return null;
    owner.holes.push(ring);
  }
  for (const [i, { outer }] of nested.entries()) {
    const around = nested.slice(i + 1).find((larger) => holdsRing(larger.outer, outer));
    if (
      around !== undefined &&
      !around.holes.some((hole) => -hole.doubleArea >= outer.doubleArea && holdsRing(hole, outer))
    )
      return null;
  }
  return nested.reverse();
}

/** Whether a ring lies inside another that it does not cross; the two may have corners in common. */
function holdsRing(outer: LooseRing, inner: LooseRing): boolean {
  const { xs, ys } = inner;
  const corners = new Set(outer.points);
  for (const point of inner.points) if (!corners.has(point)) return holdsPoint(outer, xs[point]!, ys[point]!);
  // All corners in common: the middle of an edge decides.
  const [p, q] = [inner.points[0]!, inner.points[1]!];
  return holdsPoint(outer, (xs[p]! + xs[q]!) / 2, (ys[p]! + ys[q]!) / 2);
}

function holdsPoint({ points, xs, ys }: LooseRing, x: number, y: number): boolean {
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
