import type { Position, Ring } from '../geometry.ts';

/** A ring without its closing point, repeated vertices and spikes, and what was taken off. */
export interface CleanRing {
  /** Open; fewer than three points where nothing with an area is left. */
  readonly points: Ring;
  readonly closed: boolean;
  readonly repeated: number;
  readonly firstRepeated: Position | null;
  readonly spikes: number;
  readonly firstSpike: Position | null;
  readonly longestSpikeM: number;
}

/** A spike is an edge that runs back on itself: no wider than this at its open end, and at least ten times as long. */
const SPIKE_WIDTH_M = 0.001;
/** Points nearer than this to the first one close a ring. */
const CLOSING_DEG = 1e-8;

/**
 * Takes the closing point, repeated vertices and spikes off a ring in degrees. Linear in its length: each vertex is
 * pushed once and popped at most once, and after a cut the corner that it left is looked at again.
 */
export function cleanRing(ring: Ring): CleanRing {
  const state = { repeated: 0, firstRepeated: null as Position | null, spikes: 0, longestSpikeM: 0 };
  let firstSpike: Position | null = null;
  const first = ring[0];
  const last = ring.at(-1);
  const closed = ring.length > 1 && first![0] === last![0] && first![1] === last![1];
  const nearlyClosed =
    ring.length > 1 &&
    Math.abs(first![0] - last![0]) < CLOSING_DEG &&
    Math.abs(first![1] - last![1]) < CLOSING_DEG;
  const end = nearlyClosed ? ring.length - 1 : ring.length;
  const eastM = 111_319.49 * Math.cos(((first?.[1] ?? 0) * Math.PI) / 180);
  const points: Ring = [];

  const settle = (): void => {
    // Where a spike was cut off, its two feet may be one point: that is no repeated vertex of the file.
    for (let cut = false; ; ) {
      const c = points.at(-1)!;
      const b = points.at(-2);
      if (b && b[0] === c[0] && b[1] === c[1]) {
        points.pop();
        if (!cut) {
          state.repeated++;
          state.firstRepeated ??= c;
        }
        cut = false;
        continue;
      }
      const a = points.at(-3);
      const lengthM = a && b ? spikeLengthM(a, b, c, eastM) : 0;
      if (lengthM === 0) return;
      points.splice(-2, 1);
      cut = true;
      state.spikes++;
      firstSpike ??= b!;
      state.longestSpikeM = Math.max(state.longestSpikeM, lengthM);
    }
  };
  for (let i = 0; i < end; i++) {
    points.push(ring[i]!);
    settle();
  }
  // The seam: the same at the end of the ring, where its first points follow its last.
  let cut = false;
  for (let start = 0; points.length - start >= 2; ) {
    const last = points.at(-1)!;
    const head = points[start]!;
    if (last[0] === head[0] && last[1] === head[1]) {
      points.pop();
      if (!cut) {
        state.repeated++;
        state.firstRepeated ??= last;
      }
      cut = false;
      continue;
    }
    if (points.length - start < 3) {
      if (start > 0) points.splice(0, start);
      break;
    }
    const atLast = spikeLengthM(points.at(-2)!, last, head, eastM);
    const atHead = atLast > 0 ? 0 : spikeLengthM(last, head, points[start + 1]!, eastM);
    if (atLast === 0 && atHead === 0) {
      if (start > 0) points.splice(0, start);
      break;
    }
    cut = true;
    state.spikes++;
    firstSpike ??= atLast > 0 ? last : head;
    state.longestSpikeM = Math.max(state.longestSpikeM, atLast, atHead);
    if (atLast > 0) points.pop();
    else start++;
  }
  return { points, closed, ...state, firstSpike };
}

/** Length in metres of the spike whose tip is `b`, between its neighbours `a` and `c`; 0 where it is none. */
function spikeLengthM(a: Position, b: Position, c: Position, eastM: number): number {
  const ux = (a[0] - b[0]) * eastM;
  const uy = (a[1] - b[1]) * 110_574;
  const vx = (c[0] - b[0]) * eastM;
  const vy = (c[1] - b[1]) * 110_574;
  if (ux * vx + uy * vy <= 0) return 0;
  const u = Math.hypot(ux, uy);
  const v = Math.hypot(vx, vy);
  const lengthM = Math.min(u, v);
  const widthM = Math.abs(ux * vy - uy * vx) / Math.max(u, v);
  return widthM <= SPIKE_WIDTH_M && lengthM >= widthM * 10 ? lengthM : 0;
}
