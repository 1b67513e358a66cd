import type { Position, Ring } from '../geometry.ts';

/** Vertices times edges abreast that Clipper may be given; about ten seconds. */
const COST_MAX = 4e9;
/** Below so many edges neither cost can be high. */
const EDGES_CHEAP = 1_500;
/** Crossings that Clipper may be given: each becomes a vertex, of some hundred bytes. */
const CROSSINGS_MAX = 1_000_000;
const PAIRS_SAMPLED = 50_000;

type Edge = readonly [Position, Position];

/** True where repairing an outline that crosses itself would take minutes or gigabytes. */
export function isTooComplex(parts: readonly (readonly Ring[])[]): boolean {
  const edges = parts
    .flat()
    .flatMap((ring) => ring.map((from, i): Edge => [from, ring[(i + 1) % ring.length]!]));
  if (edges.length < EDGES_CHEAP) return false;
  return edges.length * mostAbreast(edges) > COST_MAX || crossings(edges) > CROSSINGS_MAX;
}

/** The largest number of edges that a horizontal line meets: the length of Clipper's list of active edges. */
function mostAbreast(edges: readonly Edge[]): number {
  const starts = Float64Array.from(edges, ([a, b]) => Math.min(a[1], b[1])).sort();
  const ends = Float64Array.from(edges, ([a, b]) => Math.max(a[1], b[1])).sort();
  let abreast = 0;
  let most = 0;
  for (let s = 0, e = 0; s < starts.length; ) {
    if (starts[s]! <= ends[e]!) {
      most = Math.max(most, ++abreast);
      s++;
    } else {
      abreast--;
      e++;
    }
  }
  return most;
}

/** How many pairs of edges cross, by a sample of the pairs that is the same every time. */
function crossings(edges: readonly Edge[]): number {
  let state = 1;
  const any = (): Edge => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return edges[Math.floor((state / 2 ** 32) * edges.length)]!;
  };
  let hits = 0;
  for (let i = 0; i < PAIRS_SAMPLED; i++) if (cross(any(), any())) hits++;
  return (hits / PAIRS_SAMPLED) * ((edges.length * edges.length) / 2);
}

function cross([a, b]: Edge, [c, d]: Edge): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

function side(a: Position, b: Position, p: Position): number {
  return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);
}
