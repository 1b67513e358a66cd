import type { Ring } from '../geometry.ts';
import { nextVertex, previousVertex } from './ring-columns.ts';
import { type Sweep, sweepRings, type Touch } from './sweep-rings.ts';

export type DefectCode =
  | 'self-crossing'
  | 'self-touching'
  | 'rings-crossing'
  | 'parts-overlapping'
  | 'hole-outside'
  | 'hole-nested'
  | 'ring-order'
  | 'interior-split';

/** What makes parts of rings no valid polygon (OGC 06-103r4 §6.1.11), with the ring (counted over all parts) and place. */
export interface Defect {
  readonly code: DefectCode;
  readonly ring: number;
  readonly vertex: number;
  readonly at: [number, number];
}

export interface Examination {
  readonly defects: readonly Defect[];
  readonly sweep: Sweep;
}

/** Examines open, cleaned rings, given as parts: one list of rings a polygon, its exterior first. */
export function findDefects(parts: readonly (readonly Ring[])[]): Examination {
  const rings = parts.flat();
  const partOf = new Int32Array(rings.length);
  const exteriorOf = new Int32Array(rings.length);
  let at = 0;
  for (let p = 0; p < parts.length; p++) {
    const exterior = at;
    for (let r = 0; r < parts[p]!.length; r++) {
      partOf[at] = p;
      exteriorOf[at] = exterior;
      at++;
    }
  }
  const sweep = sweepRings(rings);
  const { columns } = sweep;
  const defect = (code: DefectCode, vertex: number, where?: [number, number]): Defect => {
    const ring = columns.ringOf[vertex]!;
    return {
      code,
      ring,
      vertex: vertex - columns.ringStart[ring]!,
      at: where ?? [columns.xs[vertex]!, columns.ys[vertex]!],
    };
  };
  const betweenRings = (a: number, b: number): DefectCode =>
    a === b ? 'self-crossing' : partOf[a] === partOf[b] ? 'rings-crossing' : 'parts-overlapping';

  if (sweep.crossing) {
    const [edge, other] = sweep.crossing.edges;
    const code = betweenRings(columns.ringOf[edge]!, columns.ringOf[other]!);
    return { defects: [defect(code, edge, sweep.crossing.at)], sweep };
  }
  const defects: Defect[] = [];
  for (const touch of sweep.touches) {
    const rings = [...touch.vertices, ...touch.edges].map((each) => columns.ringOf[each]!);
    const anchor = touch.vertices[0]!;
    if (new Set(rings).size < rings.length) defects.push(defect('self-touching', anchor, touch.at));
    else {
      const crossed = crossingRings(sweep, touch);
      if (crossed) defects.push(defect(betweenRings(...crossed), anchor, touch.at));
    }
  }
  if (defects.length > 0) return { defects, sweep };
  for (let ring = 0; ring < rings.length; ring++) {
    const parent = sweep.parents[ring]!;
    const start = columns.ringStart[ring]!;
    if (exteriorOf[ring] === ring) {
      if (parent === -1) continue;
      if (partOf[parent] === partOf[ring]) defects.push(defect('ring-order', start));
      else if (exteriorOf[parent] === parent) defects.push(defect('parts-overlapping', start));
    } else if (parent !== exteriorOf[ring]) {
      const nested = parent !== -1 && partOf[parent] === partOf[ring];
      defects.push(defect(nested ? 'hole-nested' : 'hole-outside', start));
    }
  }
  const split = defects.length === 0 ? firstSplit(sweep, partOf) : null;
  if (split) defects.push(defect('interior-split', split.vertices[0]!, split.at));
  return { defects, sweep };
}

/** Two rings that pass through each other at a touching point, by the order of their arms round it; null if none do. */
function crossingRings(sweep: Sweep, touch: Touch): [number, number] | null {
  const { columns } = sweep;
  const [x, y] = touch.at;
  const arms: { ring: number; angle: number }[] = [];
  const arm = (ring: number, vertex: number): void => {
    arms.push({ ring, angle: Math.atan2(columns.ys[vertex]! - y, columns.xs[vertex]! - x) });
  };
  for (const vertex of touch.vertices) {
    arm(columns.ringOf[vertex]!, previousVertex(columns, vertex));
    arm(columns.ringOf[vertex]!, nextVertex(columns, vertex));
  }
  for (const edge of touch.edges) {
    arm(columns.ringOf[edge]!, edge);
    arm(columns.ringOf[edge]!, nextVertex(columns, edge));
  }
  arms.sort((a, b) => a.angle - b.angle);
  const open: number[] = [];
  const seen = new Set<number>();
  for (const { ring } of arms) {
    if (!seen.has(ring)) {
      seen.add(ring);
      open.push(ring);
    } else {
      const last = open.pop()!;
      if (last !== ring) return [ring, last];
    }
  }
  return null;
}

/** The touching point that closes a circle of rings of one part, which cuts its interior; null if there is none. */
function firstSplit(sweep: Sweep, partOf: Int32Array): Touch | null {
  const { columns, touches } = sweep;
  const leader = Array.from({ length: columns.ringCount }, (_, ring) => ring);
  const find = (node: number): number => {
    let at = node;
    while (leader[at] !== at) {
      leader[at] = leader[leader[at]!]!;
      at = leader[at]!;
    }
    return at;
  };
  for (const touch of touches) {
    const rings = [...touch.vertices, ...touch.edges].map((each) => columns.ringOf[each]!);
    const parts = new Set(rings.map((ring) => partOf[ring]!));
    for (const part of parts) {
      const here = rings.filter((ring) => partOf[ring] === part);
      if (here.length < 2) continue;
      const node = leader.push(leader.length) - 1;
      for (const ring of here) {
        const a = find(ring);
        const b = find(node);
        if (a === b) return touch;
        leader[a] = b;
      }
    }
  }
  return null;
}
