import { type Components, connectComponents } from './components.ts';
import { type Fabric, GraphCutter, type SiteGraph } from './site-graph.ts';
import { type ResolvedLimits, resolveLimits, type SiteLimits } from './site-limits.ts';
import { SiteSearch } from './site-search.ts';

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
 * Assembles sites from the components, largest first, no parcel in two of them; of equal areas the more compact first. A component
 * within the limits is a site as it is; out of any other the best site is grown, then the best of what is left, until no
 * ground of `minSqm` remains or `limit` sites are found.
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
    });
  }
  const sites: AssembledSite[] = [];
  pieces.sort(largerFirst);
  while (pieces.length > 0) {
    const piece = pieces.shift()!;
    if (sites.length >= limit && Math.min(piece.areaSqm, resolved.maxSqm) <= sites[limit - 1]!.areaSqm * 1.02)
      break;
    const graph = cutter.cut(piece.parcels);
    const found = new SiteSearch(graph, resolved).best();
    if (found === null || found.areaSqm < resolved.minSqm) continue;
    sites.push({
      parcels: Int32Array.from(found.members, (i) => graph.parcels[i]!),
      areaSqm: found.areaSqm,
      owners: found.owners,
      compactness: found.compactness,
    });
    sites.sort(rank);
    if (found.members.length === graph.count) continue;
    for (const rest of restOf(graph, found.members, resolved)) pieces.push(rest);
    pieces.sort(largerFirst);
  }
  return sites.slice(0, limit);
}

interface Piece {
  readonly parcels: Int32Array;
  readonly areaSqm: number;
}

function largerFirst(a: Piece, b: Piece): number {
  return b.areaSqm - a.areaSqm || a.parcels[0]! - b.parcels[0]!;
}

function rank(a: AssembledSite, b: AssembledSite): number {
  return b.areaSqm - a.areaSqm || b.compactness - a.compactness || a.parcels[0]! - b.parcels[0]!;
}

/** What hangs together of a graph without some parcels, where it is large enough. */
function restOf(graph: SiteGraph, without: Int32Array, { minSqm }: ResolvedLimits): Piece[] {
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
    pieces.push({ parcels: Int32Array.from(members, (i) => graph.parcels[i]!), areaSqm: rest.areaSqm[c]! });
  }
  return pieces;
}
