import type { Position, Ring } from '../geometry.ts';
import { signedArea } from './ring-columns.ts';

/**
 * Walks round every connected piece of the interior of parts whose rings touch at vertices, so that holes which cut the
 * interior apart yield separate rings. Along each edge the interior lies to the left; at a vertex with several ways on,
 * the walk takes the first one clockwise from where it came, which keeps to the same piece.
 */
export function traceInteriors(parts: readonly (readonly Ring[])[]): Ring[] {
  const from: Position[] = [];
  const to: Position[] = [];
  const leaving = new Map<string, number[]>();
  for (const part of parts) {
    for (let r = 0; r < part.length; r++) {
      const ring = signedArea(part[r]!) > 0 === (r === 0) ? part[r]! : [...part[r]!].reverse();
      for (let i = 0; i < ring.length; i++) {
        const edge = from.push(ring[i]!) - 1;
        to.push(ring[(i + 1) % ring.length]!);
        const key = keyOf(ring[i]!);
        const others = leaving.get(key);
        if (others) others.push(edge);
        else leaving.set(key, [edge]);
      }
    }
  }
  const used = new Uint8Array(from.length);
  const rings: Ring[] = [];
  for (let first = 0; first < from.length; first++) {
    if (used[first]) continue;
    const ring: Ring = [];
    for (let edge = first; !used[edge]; ) {
      used[edge] = 1;
      ring.push(from[edge]!);
      const ways = leaving.get(keyOf(to[edge]!))!;
      edge = ways.length === 1 ? ways[0]! : firstClockwise(edge, ways, from, to);
    }
    rings.push(ring);
  }
  return rings;
}

function firstClockwise(edge: number, ways: readonly number[], from: Position[], to: Position[]): number {
  const [x, y] = to[edge]!;
  const back = Math.atan2(from[edge]![1] - y, from[edge]![0] - x);
  let best = ways[0]!;
  let bestTurn = Number.POSITIVE_INFINITY;
  for (const way of ways) {
    let turn = back - Math.atan2(to[way]![1] - y, to[way]![0] - x);
    while (turn <= 1e-12) turn += 2 * Math.PI;
    if (turn < bestTurn) {
      bestTurn = turn;
      best = way;
    }
  }
  return best;
}

function keyOf([x, y]: Position): string {
  return `${x},${y}`;
}
