import type { Position, Ring } from '../geometry.ts';
import type { Sweep } from './sweep-rings.ts';

/** Puts a vertex into every edge that passes through a touching point, so that rings touch at vertices only. */
export function nodeTouches(rings: readonly Ring[], sweep: Sweep): Ring[] {
  const { columns, touches } = sweep;
  const onEdge = new Map<number, Position[]>();
  for (const { at, edges } of touches) {
    for (const edge of edges) {
      const points = onEdge.get(edge);
      if (points) points.push(at);
      else onEdge.set(edge, [at]);
    }
  }
  if (onEdge.size === 0) return [...rings];
  return rings.map((ring, r) => {
    const start = columns.ringStart[r]!;
    return ring.flatMap((position, i) => {
      const points = onEdge.get(start + i);
      if (!points) return [position];
      const along = (point: Position): number => Math.hypot(point[0] - position[0], point[1] - position[1]);
      return [position, ...points.sort((a, b) => along(a) - along(b))];
    });
  });
}
