/** A ring of whole numbers: the first `count` of each column. */
export interface GridRing {
  readonly us: Int32Array;
  readonly vs: Int32Array;
  readonly count: number;
}

/** Rings of more points are never thin all along in practice; the test is quadratic. */
const POINTS_MAX = 64;

/** Corners on the way of one edge, and how far along; each edge once or an even number of times: u, v to u, v. */
const corners = new Int32Array(POINTS_MAX + 1);
const along = new Float64Array(POINTS_MAX + 1);
const digests = new Int32Array(POINTS_MAX);
const odd = new Int32Array(4 * POINTS_MAX * POINTS_MAX);

/**
 * Whether a ring on the grid has no inside left when each of its edges is bent to the corners whose unit squares it touches (the hot
 * pixels of J. Hobby, Practical segment intersection with finite precision output, 1999): it is then thinner than half a unit all
 * along. Wagyu, and PostGIS by it, leave out just these.
 *
 * `doubledArea` and `perimeter` (|Δu| + |Δv|) spare the test for all rings that are thick enough.
 */
export function hasCollapsed(ring: GridRing, doubledArea: number, perimeter: number): boolean {
  if (ring.count < 3) return true;
  const doubled = Math.abs(doubledArea);
  if (doubled > perimeter || ring.count > POINTS_MAX || doubled > bendOf(ring)) return false;
  if (digestOfOdd(ring) !== 0) return false;
  let left = 0;
  for (let from = 0; from < ring.count; from++) {
    const steps = findCorners(ring, from);
    let before = from;
    for (let step = 0; step < steps; step++) {
      left = toggle(ring, before, corners[step]!, left);
      before = corners[step]!;
    }
  }
  return left === 0;
}

/**
 * By how much bending the edges changes the doubled area at most: not at all along the grid, where corners lie on the edge; by
 * (|Δu| + |Δv|) / 2 where one of both is 1, since the corners then lie on two rows; by |Δu| + |Δv| otherwise, as no corner is
 * further from its edge than half a unit square reaches.
 */
function bendOf({ us, vs, count }: GridRing): number {
  let bend = 0;
  let u = us[count - 1]!;
  let v = vs[count - 1]!;
  for (let i = 0; i < count; i++) {
    const du = Math.abs(us[i]! - u);
    const dv = Math.abs(vs[i]! - v);
    if (du !== 0 && dv !== 0) bend += du === 1 || dv === 1 ? (du + dv) >> 1 : du + dv;
    u = us[i]!;
    v = vs[i]!;
  }
  return bend;
}

/** Of the edges met an odd number of times, each way alike: 0 when there are none, and hardly ever otherwise. */
function digestOfOdd(ring: GridRing): number {
  const { us, vs, count } = ring;
  for (let i = 0; i < count; i++) digests[i] = mixed(Math.imul(us[i]!, 0x9e37_79b1) ^ vs[i]!);
  let digest = 0;
  for (let from = 0; from < count; from++) {
    const steps = findCorners(ring, from);
    let before = digests[from]!;
    for (let step = 0; step < steps; step++) {
      const here = digests[corners[step]!]!;
      digest ^= mixed(before ^ here);
      before = here;
    }
  }
  return digest;
}

/** Spreads the bits of a number over all 32; 0 stays 0 (the finalizer of A. Appleby's MurmurHash3, 2008). */
function mixed(bits: number): number {
  const once = Math.imul(bits ^ (bits >>> 16), 0x85eb_ca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2_ae35);
  return twice ^ (twice >>> 16);
}

/** Puts the corners that the edge from `from` touches, and its end, in `corners` in their order; returns how many. */
function findCorners({ us, vs, count }: GridRing, from: number): number {
  const to = from + 1 === count ? 0 : from + 1;
  const u = us[from]!;
  const v = vs[from]!;
  const du = us[to]! - u;
  const dv = vs[to]! - v;
  const reach = Math.abs(du) + Math.abs(dv);
  const minU = Math.min(0, du);
  const minV = Math.min(0, dv);
  const maxU = Math.max(0, du);
  const maxV = Math.max(0, dv);
  let steps = 0;
  for (let k = 2; k < count; k++) {
    const corner = from + k < count ? from + k : from + k - count;
    const pu = us[corner]! - u;
    const pv = vs[corner]! - v;
    if (((pu - minU) | (maxU - pu) | (pv - minV) | (maxV - pv)) < 0) continue;
    if (2 * Math.abs(du * pv - dv * pu) > reach) continue;
    if ((pu === 0 && pv === 0) || (pu === du && pv === dv)) continue;
    const way = pu * du + pv * dv;
    let place = steps++;
    for (; place > 0 && along[place - 1]! > way; place--) {
      along[place] = along[place - 1]!;
      corners[place] = corners[place - 1]!;
    }
    along[place] = way;
    corners[place] = corner;
  }
  corners[steps++] = to;
  return steps;
}

/** Adds the edge to those met an odd number of times, or takes it away; returns how many there are then. */
function toggle({ us, vs }: GridRing, a: number, b: number, count: number): number {
  let u1 = us[a]!;
  let v1 = vs[a]!;
  let u2 = us[b]!;
  let v2 = vs[b]!;
  if (u1 === u2 && v1 === v2) return count;
  if (u1 > u2 || (u1 === u2 && v1 > v2)) {
    u1 = us[b]!;
    v1 = vs[b]!;
    u2 = us[a]!;
    v2 = vs[a]!;
  }
  const top = 4 * count;
  for (let i = 0; i < top; i += 4) {
    if (odd[i] === u1 && odd[i + 1] === v1 && odd[i + 2] === u2 && odd[i + 3] === v2) {
      for (let k = 0; k < 4; k++) odd[i + k] = odd[top - 4 + k]!;
      return count - 1;
    }
  }
  odd[top] = u1;
  odd[top + 1] = v1;
  odd[top + 2] = u2;
  odd[top + 3] = v2;
  return count + 1;
}
