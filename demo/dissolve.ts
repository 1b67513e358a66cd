import type { Partition } from './partition.ts';

/** One region: its outline and its holes, as rings of x, y in millimetres; the outline runs counter-clockwise. */
export interface Region {
  readonly label: number;
  readonly outline: readonly number[];
  readonly holes: readonly (readonly number[])[];
}

export interface DissolveOptions {
  /** Vertices of a higher level are left out: lot ends on a block's edge are no corners of the block. */
  readonly maxLevel: number;
  /** The caller knows that all faces of a label hang together, which saves finding out. */
  readonly connected?: boolean;
}

/**
 * Joins the faces of equal label (0 = none) into regions: what `ST_Union` would give, but exact, because neighbours
 * share their edges. Regions come in the order of their first half-edge.
 */
export function dissolve(
  partition: Partition,
  labels: ArrayLike<number>,
  options: DissolveOptions,
): Region[] {
  const { next, origin, face, xs, ys, level, halfEdgeCount } = partition;
  const component = options.connected ? null : components(partition, labels);
  const seen = new Uint8Array(halfEdgeCount);
  const lastAt = new Map<number, number>();
  const rings = new Map<number, Loop[]>();
  const vertices: number[] = [];
  for (let start = 0; start < halfEdgeCount; start++) {
    const label = labels[face[start]!]!;
    if (label === 0 || seen[start] === 1 || labels[face[start ^ 1]!] === label) continue;
    vertices.length = 0;
    lastAt.clear();
    const key = component ? component[face[start]!]! : label;
    let loops = rings.get(key);
    if (!loops) {
      loops = [];
      rings.set(key, loops);
    }
    let half = start;
    do {
      seen[half] = 1;
      const vertex = origin[half]!;
      const earlier = lastAt.get(vertex);
      if (earlier !== undefined) {
        // The region touches itself here: what lies between the two visits is a ring of its own.
        for (let i = earlier + 1; i < vertices.length; i++) lastAt.delete(vertices[i]!);
        addLoop(loops, label, vertices.splice(earlier));
        lastAt.set(vertex, vertices.length);
      } else {
        lastAt.set(vertex, vertices.length);
      }
      vertices.push(vertex);
      half = next[half]!;
      while (labels[face[half ^ 1]!] === label) half = next[half ^ 1]!;
    } while (half !== start);
    addLoop(loops, label, vertices);
  }
  return [...rings.values()].flatMap(regionsOf);

  function addLoop(loops: Loop[], label: number, ring: readonly number[]): void {
    const points: number[] = [];
    for (const vertex of ring) {
      if (level[vertex]! <= options.maxLevel) points.push(xs[vertex]!, ys[vertex]!);
    }
    if (points.length < 6) return;
    const area = signedArea(points);
    if (area !== 0) loops.push({ label, points, area });
  }
}

interface Loop {
  readonly label: number;
  readonly points: number[];
  readonly area: number;
}

function regionsOf(loops: readonly Loop[]): Region[] {
  const outlines = loops.filter((loop) => loop.area > 0);
  const holes = loops.filter((loop) => loop.area < 0);
  const within = (outline: Loop, hole: Loop): boolean =>
    outlines.length === 1 || contains(outline.points, hole.points[0]!, hole.points[1]!);
  return outlines.map((outline) => ({
    label: outline.label,
    outline: outline.points,
    holes: holes.filter((hole) => within(outline, hole)).map((hole) => hole.points),
  }));
}

/** Number of the connected component of each face: faces of equal label that share an edge. */
function components(partition: Partition, labels: ArrayLike<number>): Int32Array {
  const { face, halfEdgeCount, faceCount } = partition;
  const parent = new Int32Array(faceCount);
  for (let i = 0; i < faceCount; i++) parent[i] = i;
  const root = (of: number): number => {
    let at = of;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  for (let half = 0; half < halfEdgeCount; half += 2) {
    const a = face[half]!;
    const b = face[half + 1]!;
    if (a === b || labels[a] === 0 || labels[a] !== labels[b]) continue;
    const ra = root(a);
    const rb = root(b);
    if (ra < rb) parent[rb] = ra;
    else parent[ra] = rb;
  }
  for (let i = 0; i < faceCount; i++) parent[i] = root(i);
  return parent;
}

/** Signed area of a ring of x, y pairs, in square millimetres; positive when it runs counter-clockwise. */
export function signedArea(points: readonly number[]): number {
  const x0 = points[0]!;
  const y0 = points[1]!;
  let sum = 0;
  for (let i = 2; i + 3 < points.length; i += 2) {
    sum += (points[i]! - x0) * (points[i + 3]! - y0) - (points[i + 2]! - x0) * (points[i + 1]! - y0);
  }
  return sum / 2;
}

/** Whether a ring of x, y pairs contains a point. */
export function contains(points: readonly number[], x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = points.length - 2; i < points.length; j = i, i += 2) {
    const yi = points[i + 1]!;
    const yj = points[j + 1]!;
    if (yi > y !== yj > y && x < ((points[j]! - points[i]!) * (y - yi)) / (yj - yi) + points[i]!)
      inside = !inside;
  }
  return inside;
}
