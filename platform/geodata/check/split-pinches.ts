import type { Position, Ring } from '../geometry.ts';

/** Cuts an open ring wherever it comes back to a vertex, into loops that visit each vertex once. Linear time. */
export function splitPinches(ring: Ring): Ring[] {
  const loops: Ring[] = [];
  const path: Position[] = [];
  const placeOf = new Map<string, number>();
  for (const position of ring) {
    const key = `${position[0]},${position[1]}`;
    const before = placeOf.get(key);
    if (before === undefined) {
      placeOf.set(key, path.length);
      path.push(position);
      continue;
    }
    const loop = path.splice(before + 1);
    for (const [x, y] of loop) placeOf.delete(`${x},${y}`);
    if (loop.length >= 2) loops.push([path[before]!, ...loop]);
  }
  if (path.length >= 3) loops.push(path);
  return loops;
}
