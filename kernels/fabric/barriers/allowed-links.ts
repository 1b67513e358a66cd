import type { Adjacency } from '../adjacency/links.ts';

export interface LinkRules {
  /** The widest gap that may be bridged; 0 = parcels must touch. */
  readonly gapM: number;
  /** 1 for each link that crosses something that may never be bridged, as `linksAcross` gives it. */
  readonly crossed?: Uint8Array | undefined;
  /** A code of the base of each parcel; links between parcels of different codes are cut, touching or not. */
  readonly districtCodes?: ArrayLike<number> | undefined;
}

/** Which links of an adjacency may join parcels into a site: 1 a link, alike in both directions. */
export function allowedLinks(adjacency: Adjacency, { gapM, crossed, districtCodes }: LinkRules): Uint8Array {
  const { count, start, neighbour, gapM: gaps } = adjacency;
  const allowed = new Uint8Array(neighbour.length);
  // Gaps are kept in single precision; the limit is compared in the same.
  const widest = Math.fround(gapM);
  for (let k = 0; k < allowed.length; k++) allowed[k] = gaps[k]! <= widest ? 1 : 0;
  if (crossed !== undefined) for (let k = 0; k < allowed.length; k++) if (crossed[k] === 1) allowed[k] = 0;
  if (districtCodes !== undefined) {
    for (let i = 0; i < count; i++) {
      for (let k = start[i]!; k < start[i + 1]!; k++) {
        if (districtCodes[neighbour[k]!] !== districtCodes[i]) allowed[k] = 0;
      }
    }
  }
  return allowed;
}
