import { outlineGroups } from '../outline/outline.ts';
import { compactnessOf, perimetersM } from '../polygons/perimeter.ts';
import { type Polygons, planeAreasSqm } from '../polygons/polygons.ts';
import { type InscribedRectangle, inscribedRectangle } from '../shape/inscribed-rectangle.ts';
import { labelPoint } from '../shape/label-point.ts';
import { type AssembledSite, assembleSites } from './assemble.ts';
import { type Blocker, findBlockers } from './blockers.ts';
import { type Components, connectComponents } from './components.ts';
import type { Fabric } from './site-graph.ts';
import type { SiteLimits } from './site-limits.ts';

export interface SiteQuestion extends Fabric {
  /** 1 for each parcel that may be part of a site. */
  readonly passing: Uint8Array;
  /** 1 for each parcel that could be freed; only these are blockers. All could unless told. */
  readonly blockable?: Uint8Array | undefined;
  readonly limits: SiteLimits & {
    /** At most so many sites. */
    readonly limit?: number | undefined;
    /** At most so many blockers a site. */
    readonly blockers?: number | undefined;
  };
}

/** Outlines of a multipolygon: each its outer ring and its holes, as x, y pairs in metres of the plane, not closed. */
export type OutlineRings = readonly (readonly Float64Array[])[];

export interface Site {
  /** 1 is the largest. */
  readonly rank: number;
  /** Rows of the fabric, ascending. */
  readonly parcels: Int32Array;
  readonly areaSqm: number;
  readonly owners: number;
  /** 4πA / P² of the outline. */
  readonly compactness: number;
  readonly perimeterM: number;
  readonly outline: OutlineRings;
  readonly rectangle: InscribedRectangle | null;
  readonly labelPoint: readonly [number, number];
  readonly blockers: readonly Blocker[];
}

export interface SiteAnswer {
  /** How many parcels pass, and into how many components they fall. */
  readonly passing: number;
  readonly components: number;
  readonly sites: readonly Site[];
}

const SITES = 200;

/**
 * Finds contiguous sites: what passes falls into components over the links allowed, sites are assembled from these within the limits,
 * and each is drawn, measured and given its blockers. Pure and deterministic.
 *
 * @throws RangeError when limits contradict each other.
 */
export function findSites(question: SiteQuestion): SiteAnswer {
  const { areaSqm, adjacency, passing, linkAllowed, blockable, limits } = question;
  const components = connectComponents(adjacency, areaSqm, { passing, ...(linkAllowed && { linkAllowed }) });
  const { assembled, outlines, areas, perimeters } = drawn(question, components);
  const sites = assembled.map(
    (site, i): Site => ({
      rank: i + 1,
      parcels: site.parcels,
      areaSqm: site.areaSqm,
      owners: site.owners,
      compactness: compactnessOf(areas[i]!, perimeters[i]!),
      perimeterM: perimeters[i]!,
      outline: outlineRings(outlines, i),
      rectangle: inscribedRectangle(outlines, i),
      labelPoint: labelPoint(outlines, i) ?? [Number.NaN, Number.NaN],
      blockers: findBlockers(question, components, site.parcels, { blockable, limit: limits.blockers ?? 5 }),
    }),
  );
  return { passing: components.parcels.length, components: components.count, sites };
}

interface Drawn {
  readonly assembled: readonly AssembledSite[];
  readonly outlines: Polygons;
  readonly areas: Float64Array;
  readonly perimeters: Float64Array;
}

/**
 * Assembles and draws. Sites are assembled by what parcels share, and a dirty boundary can leave the outline a little less compact
 * than that: where it falls below the limit, all is assembled once more with the limit raised by as much, and what still falls
 * below is left out.
 */
function drawn(question: SiteQuestion, components: Components): Drawn {
  const { limits } = question;
  const { minCompactness = 0, limit = SITES } = limits;
  const first = draw(question, assembleSites(question, components, limits, limit));
  let least = Infinity;
  for (const [i] of first.assembled.entries()) {
    least = Math.min(least, compactnessOf(first.areas[i]!, first.perimeters[i]!));
  }
  if (least >= minCompactness) return first;
  const raised = Math.min(1, (minCompactness * minCompactness) / least + 1e-6);
  const again = assembleSites(question, components, { ...limits, minCompactness: raised }, limit);
  const second = draw(question, again);
  const kept = again.filter(
    (_, i) => compactnessOf(second.areas[i]!, second.perimeters[i]!) >= minCompactness,
  );
  return kept.length === again.length ? second : draw(question, kept);
}

function draw({ polygons, adjacency }: Fabric, assembled: readonly AssembledSite[]): Drawn {
  const start = new Int32Array(assembled.length + 1);
  for (const [i, { parcels }] of assembled.entries()) start[i + 1] = start[i]! + parcels.length;
  const parcels = new Int32Array(start[assembled.length]!);
  for (const [i, site] of assembled.entries()) parcels.set(site.parcels, start[i]!);
  const outlines = outlineGroups(
    polygons,
    { count: assembled.length, start, parcels },
    { clean: adjacency.clean },
  );
  return { assembled, outlines, areas: planeAreasSqm(outlines), perimeters: perimetersM(outlines) };
}

/** The rings of one polygon of the columns, each hole with its outer ring. */
export function outlineRings(
  { ringStart, pointStart, xs, ys, originX, originY, resolutionM }: Polygons,
  row: number,
): OutlineRings {
  const outlines: Float64Array[][] = [];
  for (let r = ringStart[row]!; r < ringStart[row + 1]!; r++) {
    const from = pointStart[r]!;
    const count = pointStart[r + 1]! - from;
    const ring = new Float64Array(2 * count);
    let doubled = 0;
    for (let k = 0; k < count; k++) {
      const next = from + ((k + 1) % count);
      ring[2 * k] = originX + xs[from + k]! * resolutionM;
      ring[2 * k + 1] = originY + ys[from + k]! * resolutionM;
      doubled +=
        (xs[from + k]! - xs[from]!) * (ys[next]! - ys[from]!) -
        (xs[next]! - xs[from]!) * (ys[from + k]! - ys[from]!);
    }
    if (doubled > 0 || outlines.length === 0) outlines.push([ring]);
    else outlines[outlines.length - 1]!.push(ring);
  }
  return outlines;
}
