import { type AreaGeometry, type Position, partsOf, type Ring } from '../geometry.ts';

/**
 * Validity of a small area by looking at all pairs: rings closed, no two edges cross or lie on each other, every hole in its
 * exterior, no part in another. Touching points are allowed; that the interior stays connected is not looked at.
 */
export function isPlainlyValid(geometry: AreaGeometry): boolean {
  const parts = partsOf(geometry);
  const rings = parts.flat();
  if (!rings.every((ring) => ring.length >= 4 && same(ring[0]!, ring.at(-1)!))) return false;
  const edges = rings.flatMap((ring) => ring.slice(1).map((end, i) => [ring[i]!, end] as const));
  for (let i = 0; i < edges.length; i++) {
    for (let j = i + 1; j < edges.length; j++) if (crosses(edges[i]!, edges[j]!)) return false;
  }
  return parts.every((part, p) => {
    const [exterior, ...holes] = part;
    const inside = (ring: Ring, outer: Ring): boolean => ring.some((point) => winding(outer, point) === 1);
    const holesInside = holes.every((hole) => hole.every((point) => winding(exterior!, point) >= 0));
    const apart = parts.every((other, q) => {
      if (q === p || !inside(exterior!, other[0]!)) return true;
      return other.slice(1).some((hole) => exterior!.every((point) => winding(hole, point) >= 0));
    });
    return holesInside && apart;
  });
}

type Edge = readonly [Position, Position];
const NEAR = 1e-10;

function same(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

/** Distance of a point from the line through an edge, signed. */
function side([a, b]: Edge, p: Position): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const distance = (dx * (p[1] - a[1]) - dy * (p[0] - a[0])) / Math.hypot(dx, dy);
  return Math.abs(distance) < NEAR ? 0 : Math.sign(distance);
}

function crosses(first: Edge, second: Edge): boolean {
  const a = side(first, second[0]);
  const b = side(first, second[1]);
  const c = side(second, first[0]);
  const d = side(second, first[1]);
  if (a === 0 && b === 0 && c === 0 && d === 0) return commonLength(first, second) > NEAR * 10;
  return a * b < 0 && c * d < 0;
}

function commonLength([a, b]: Edge, [c, d]: Edge): number {
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const along = (p: Position): number =>
    ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / length;
  const [from, to] = [along(c), along(d)].sort((x, y) => x - y) as [number, number];
  return Math.min(length, to) - Math.max(0, from);
}

/** 1 inside, 0 on the ring, −1 outside. */
function winding(ring: Ring, point: Position): -1 | 0 | 1 {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const a = ring[i - 1]!;
    const b = ring[i]!;
    if (side([a, b], point) === 0 && between(a, b, point)) return 0;
    const crossing = a[1] > point[1] !== b[1] > point[1];
    if (crossing && point[0] < ((b[0] - a[0]) * (point[1] - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  }
  return inside ? 1 : -1;
}

function between(a: Position, b: Position, p: Position): boolean {
  const dot = (p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1]);
  const squared = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2;
  return dot >= -NEAR * Math.sqrt(squared) && dot <= squared + NEAR * Math.sqrt(squared);
}
