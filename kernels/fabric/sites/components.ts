import type { Adjacency } from '../adjacency/links.ts';

/** The parts into which the passing parcels fall, numbered by their first parcel. */
export interface Components {
  readonly count: number;
  /** Component of each parcel; -1 where it does not pass. */
  readonly of: Int32Array;
  /** Component c owns parcels[start[c]] … parcels[start[c + 1] - 1], ascending. */
  readonly start: Int32Array;
  readonly parcels: Int32Array;
  readonly areaSqm: Float64Array;
}

export interface ComponentsOptions {
  /** 1 for each parcel that passes; all pass unless told. */
  readonly passing?: Uint8Array;
  /** 1 for each link that may be used, alike in both directions; all may unless told. */
  readonly linkAllowed?: Uint8Array;
}

/**
 * Finds what hangs together, in one walk over the links: each parcel joins the smallest parcel that it can reach (R. Tarjan,
 * Efficiency of a good but not linear set union algorithm, 1975, with path halving).
 */
export function connectComponents(
  { count, start, neighbour }: Adjacency,
  areaSqm: Float64Array,
  { passing, linkAllowed }: ComponentsOptions = {},
): Components {
  const of = new Int32Array(count).fill(-1);
  let members = new Int32Array(1024);
  let size = 0;
  for (let i = 0; i < count; i++) {
    if (passing !== undefined && passing[i] !== 1) continue;
    if (size === members.length) members = longer(members);
    members[size++] = i;
    let root = i;
    of[i] = i;
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      const before = neighbour[k]!;
      // Links to later parcels are met again from their side.
      if (before >= i) break;
      if (of[before] === -1 || (linkAllowed !== undefined && linkAllowed[k] !== 1)) continue;
      let other = before;
      while (of[other] !== other) {
        const up = of[of[other]!]!;
        of[other] = up;
        other = up;
      }
      if (other === root) continue;
      if (other < root) {
        of[root] = other;
        root = other;
      } else of[other] = root;
    }
  }
  return numberComponents(of, members.subarray(0, size), areaSqm);
}

/** Replaces roots by numbers; a root comes before all that hang on it. `members` are the parcels that pass, ascending. */
function numberComponents(of: Int32Array, members: Int32Array, areaSqm: Float64Array): Components {
  let count = 0;
  for (let m = 0; m < members.length; m++) {
    const i = members[m]!;
    const up = of[i]!;
    of[i] = up === i ? count++ : of[up]!;
  }
  const start = new Int32Array(count + 1);
  const areas = new Float64Array(count);
  for (let m = 0; m < members.length; m++) {
    const component = of[members[m]!]!;
    start[component + 1]!++;
    areas[component]! += areaSqm[members[m]!]!;
  }
  for (let c = 0; c < count; c++) start[c + 1]! += start[c]!;
  const parcels = new Int32Array(members.length);
  const top = start.slice();
  for (let m = 0; m < members.length; m++) parcels[top[of[members[m]!]!]!++] = members[m]!;
  return { count, of, start, parcels, areaSqm: areas };
}

function longer(old: Int32Array): Int32Array<ArrayBuffer> {
  const next = new Int32Array(2 * old.length);
  next.set(old);
  return next;
}
