import { contains, type Region, signedArea } from './dissolve.ts';
import { noise } from './noise.ts';

/**
 * Draws a ring (x, y pairs in millimetres) as another map has it: every point moved by a smooth field of up to
 * `reachM` metres. Neighbouring regions moved by the same field still share their edges.
 */
export function redraw(ring: readonly number[], seed: number, reachM: number): number[] {
  const moved: number[] = [];
  for (let i = 0; i < ring.length; i += 2) {
    const x = ring[i]! / 1000;
    const y = ring[i + 1]! / 1000;
    moved.push(
      ring[i]! + Math.round(1000 * reachM * noise(seed, 240, x, y)),
      ring[i + 1]! + Math.round(1000 * reachM * noise(seed + 1, 240, x, y)),
    );
  }
  return moved;
}

/** The region by `redraw`; a ring that would cross itself stays as it is. */
export function redrawRegion(region: Region, seed: number, reachM: number): Region {
  const drawn = (ring: readonly number[]): readonly number[] => {
    const moved = redraw(ring, seed, reachM);
    return isSimple(moved) ? moved : ring;
  };
  return { label: region.label, outline: drawn(region.outline), holes: region.holes.map(drawn) };
}

/**
 * The outline drawn in by a distance, corners mitred. Returns null where it would cross itself or leave the ring:
 * small or thin pieces have no inside.
 */
export function inset(ring: readonly number[], distanceM: number): number[] | null {
  const distance = distanceM * 1000;
  const points = withoutShortEdges(ring, distance * 0.6);
  const count = points.length / 2;
  if (count < 3) return null;
  const drawn: number[] = [];
  for (let i = 0; i < count; i++) {
    const h = (i + count - 1) % count;
    const j = (i + 1) % count;
    const [ax, ay] = inward(points, h, i);
    const [bx, by] = inward(points, i, j);
    const cosine = ax * bx + ay * by;
    const reach = distance / Math.max(0.35, 1 + cosine);
    drawn.push(
      Math.round(points[2 * i]! + (ax + bx) * reach),
      Math.round(points[2 * i + 1]! + (ay + by) * reach),
    );
  }
  const area = signedArea(drawn);
  if (area < 0.3 * signedArea(ring) || !isSimple(drawn)) return null;
  for (let i = 0; i < drawn.length; i += 2) if (!contains(ring, drawn[i]!, drawn[i + 1]!)) return null;
  return drawn;
}

/** Unit normal of an edge of a counter-clockwise ring, to the inside. */
function inward(points: readonly number[], from: number, to: number): readonly [number, number] {
  const dx = points[2 * to]! - points[2 * from]!;
  const dy = points[2 * to + 1]! - points[2 * from + 1]!;
  const length = Math.hypot(dx, dy);
  return [-dy / length, dx / length];
}

function withoutShortEdges(ring: readonly number[], least: number): number[] {
  const kept: number[] = [];
  for (let i = 0; i < ring.length; i += 2) {
    const n = kept.length;
    if (n > 0 && Math.hypot(ring[i]! - kept[n - 2]!, ring[i + 1]! - kept[n - 1]!) < least) continue;
    kept.push(ring[i]!, ring[i + 1]!);
  }
  const n = kept.length;
  if (n > 4 && Math.hypot(kept[0]! - kept[n - 2]!, kept[1]! - kept[n - 1]!) < least) kept.splice(n - 2);
  return kept;
}

/** Whether no two edges of a ring cross; quadratic, for rings of a few hundred points. */
export function isSimple(ring: readonly number[]): boolean {
  const count = ring.length / 2;
  for (let i = 0; i < count; i++) {
    const ax = ring[2 * i]!;
    const ay = ring[2 * i + 1]!;
    const bx = ring[2 * ((i + 1) % count)]!;
    const by = ring[2 * ((i + 1) % count) + 1]!;
    for (let k = i + 2; k < count; k++) {
      if (i === 0 && k === count - 1) continue;
      const cx = ring[2 * k]!;
      const cy = ring[2 * k + 1]!;
      const dx = ring[2 * ((k + 1) % count)]!;
      const dy = ring[2 * ((k + 1) % count) + 1]!;
      const c = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
      const d = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
      if ((c > 0 && d > 0) || (c < 0 && d < 0)) continue;
      const a = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx);
      const b = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx);
      if ((a > 0 && b > 0) || (a < 0 && b < 0)) continue;
      if (c === 0 && d === 0 && apartOnLine(ax, ay, bx, by, cx, cy, dx, dy)) continue;
      return false;
    }
  }
  return true;
}

/** Of two edges on one line: whether they have no point in common. */
function apartOnLine(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): boolean {
  const apart = (a: number, b: number, c: number, d: number): boolean =>
    Math.max(a, b) < Math.min(c, d) || Math.max(c, d) < Math.min(a, b);
  return apart(ax, bx, cx, dx) || apart(ay, by, cy, dy);
}
