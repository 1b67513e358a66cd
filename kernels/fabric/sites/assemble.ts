import { type Components, connectComponents } from './components.ts';
import { CAREFUL, HASTY } from './search-effort.ts';
import { type Fabric, GraphCutter, type SiteGraph } from './site-graph.ts';
import { isBetter, REACHED, type ResolvedLimits, resolveLimits, type SiteLimits } from './site-limits.ts';
import { SiteSearch } from './site-search.ts';

/** What is left of a component and is so many times as large as a site is filled with sites side by side. */
const MANY_SITES = 4;
/** So many searches are careful; those for lower ranks are hasty, and fill what is left of a component in one go. */
const CAREFUL_SEARCHES = 6;

/** A contiguous site: parcels that hang together, within the limits. */
export interface AssembledSite {
  /** Rows of the fabric, ascending. */
  readonly parcels: Int32Array;
  readonly areaSqm: number;
  readonly owners: number;
  /** 4πA / P² by the parcels' perimeters and what they share. */
  readonly compactness: number;
}

/**
 * Assembles sites from the components, no parcel in two of them: largest first, and of equal areas (all that reach the upper limit
 * are equal) the more compact first. A component within the limits is a site as it is; out of any other the best site is
 * grown, then the best of what is left, until no ground of `minSqm` remains or `limit` sites are found.
 *
 * @throws RangeError when limits contradict each other.
 */
export function assembleSites(
  fabric: Fabric,
  components: Components,
  limits: SiteLimits,
  limit = 200,
): AssembledSite[] {
  const resolved = resolveLimits(limits);
  const cutter = new GraphCutter(fabric);
  const pieces: Piece[] = [];
  for (let c = 0; c < components.count; c++) {
    if (components.areaSqm[c]! < resolved.minSqm) continue;
    pieces.push({
      parcels: components.parcels.subarray(components.start[c]!, components.start[c + 1]!),
      areaSqm: components.areaSqm[c]!,
      whole: true,
    });
  }
  const sites: AssembledSite[] = [];
  const byRank = (a: AssembledSite, b: AssembledSite): number => {
    if (isBetter(a.areaSqm, a.compactness, b.areaSqm, b.compactness, resolved)) return -1;
    if (isBetter(b.areaSqm, b.compactness, a.areaSqm, a.compactness, resolved)) return 1;
    return a.parcels[0]! - b.parcels[0]!;
  };
  pieces.sort(largerFirst);
  for (let searches = 0; searches < pieces.length; searches++) {
    const piece = pieces[searches]!;
    const worst = sites.length < limit ? 0 : Math.min(...sites.map(({ areaSqm }) => areaSqm));
    if (Math.min(piece.areaSqm, REACHED * resolved.maxSqm) <= worst) break;
    const graph = cutter.cut(piece.parcels);
    const effort = searches < CAREFUL_SEARCHES ? CAREFUL : HASTY;
    const search = new SiteSearch(graph, resolved, effort);
    const fills =
      !piece.whole && (searches >= CAREFUL_SEARCHES || piece.areaSqm > MANY_SITES * resolved.maxSqm);
    const found = fills ? search.fill() : [search.best()].filter((site) => site !== null);
    const taken: number[] = [];
    for (const { members, areaSqm, owners, compactness } of found) {
      if (areaSqm < resolved.minSqm) continue;
      taken.push(...members);
      sites.push({
        parcels: Int32Array.from(members, (i) => graph.parcels[i]!),
        areaSqm,
        owners,
        compactness,
      });
    }
    if (sites.length > limit) sites.sort(byRank).length = limit;
    if (fills || taken.length === 0 || taken.length === graph.count) continue;
    for (const rest of restOf(graph, taken, resolved)) insert(pieces, rest, searches + 1);
  }
  return sites.sort(byRank);
}

interface Piece {
  readonly parcels: Int32Array;
  readonly areaSqm: number;
  /** Whether it is a component as it was found, from which no site has been taken. */
  readonly whole: boolean;
}

function largerFirst(a: Piece, b: Piece): number {
  return b.areaSqm - a.areaSqm || a.parcels[0]! - b.parcels[0]!;
}

/** Puts a piece into its place among those from `first` on. */
function insert(pieces: Piece[], piece: Piece, first: number): void {
  let low = first;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (largerFirst(pieces[middle]!, piece) <= 0) low = middle + 1;
    else high = middle;
  }
  pieces.splice(low, 0, piece);
}

/** What hangs together of a graph without some parcels, where it is large enough. */
function restOf(graph: SiteGraph, without: readonly number[], { minSqm }: ResolvedLimits): Piece[] {
  const passing = new Uint8Array(graph.count).fill(1);
  for (const i of without) passing[i] = 0;
  const { count, start, neighbour } = graph;
  const none = new Float32Array(0);
  const rest = connectComponents({ count, start, neighbour, sharedM: none, gapM: none }, graph.areaSqm, {
    passing,
  });
  const pieces: Piece[] = [];
  for (let c = 0; c < rest.count; c++) {
    if (rest.areaSqm[c]! < minSqm) continue;
    const members = rest.parcels.subarray(rest.start[c]!, rest.start[c + 1]!);
    pieces.push({
      parcels: Int32Array.from(members, (i) => graph.parcels[i]!),
      areaSqm: rest.areaSqm[c]!,
      whole: false,
    });
  }
  return pieces;
}
