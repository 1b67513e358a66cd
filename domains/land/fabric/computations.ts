import {
  type Adjacency,
  allowedLinks,
  buildAdjacency,
  buildOverlayIndex,
  buildOverviewIndex,
  buildTileIndex,
  compactnessOf,
  connectComponents,
  findBlockers,
  findSites,
  inscribedRectangle,
  labelPoint,
  linksAcross,
  type OverlayByClass,
  type OverviewIndex,
  outlineGroups,
  outlineRings,
  overlayAreas,
  overlayByClass,
  type Polygons,
  perimetersM,
  planeAreasSqm,
  type Site,
  type SiteAnswer,
  type SiteQuestion,
} from '@lizhu/fabric';
import { type Plane, projectionOf } from './plane.ts';

/** What may join parcels into a site, besides touching. */
export interface BridgeRules {
  readonly gapM: number;
  /** Layers across which nothing is bridged. */
  readonly barriers: readonly Polygons[];
  /** Base of each parcel, where sites must not cross from base to base. */
  readonly baseCodes: Int32Array | null;
}

type Question = Omit<SiteQuestion, 'linkAllowed'> & BridgeRules;

/** Sites as the kernel found them, and how many links were looked at. */
export type FoundGround = SiteAnswer;

/** One site of parcels that somebody chose. */
export interface GivenSite extends Omit<Question, 'limits'> {
  /** Rows of the site, ascending. */
  readonly site: Int32Array;
  readonly blockers: number;
}

/**
 * The long computations of land, each from columns to columns: run in a thread of their own, since the server answers
 * meanwhile. What a thread is given lies in shared memory or is small.
 */
export const computations = {
  /** How much of each parcel each class of a layer covers, in m² of the plane. */
  overlay: (task: {
    readonly parcels: Polygons;
    readonly layer: Polygons;
    readonly classOf: Int32Array;
  }): OverlayByClass => overlayByClass(buildOverlayIndex(task.layer, task.classOf), task.parcels),

  /** How much of each parcel an area covers, in m² of the plane. */
  cover: (task: { readonly parcels: Polygons; readonly area: Polygons }): Float64Array =>
    overlayAreas(task.parcels, task.area),

  adjacency: (task: { readonly parcels: Polygons; readonly gapM: number }): Adjacency =>
    buildAdjacency(task.parcels, { gapM: task.gapM, shared: true }),

  /** Parcels of a group put together, for tiles up to a zoom. */
  overview: (task: {
    readonly parcels: Polygons;
    readonly plane: Plane;
    readonly groupOf: Int32Array;
    readonly zoom: number;
  }): OverviewIndex =>
    buildOverviewIndex(buildTileIndex(task.parcels, projectionOf(task.plane)), task.groupOf, task.zoom, {
      shared: true,
    }),

  sites: (question: Question): FoundGround =>
    findSites({ ...question, linkAllowed: linksOf(question, question.passing) }),

  site: (task: GivenSite): Site => {
    const linkAllowed = linksOf(task, task.passing);
    const question = { ...task, linkAllowed };
    const { polygons, areaSqm, adjacency, passing, ownerCodes, blockable, site } = task;
    const components = connectComponents(adjacency, areaSqm, { passing, linkAllowed });
    const start = Int32Array.of(0, site.length);
    const outlines = outlineGroups(polygons, { count: 1, start, parcels: site });
    const [perimeterM] = perimetersM(outlines);
    const [planeSqm] = planeAreasSqm(outlines);
    return {
      rank: 1,
      parcels: site,
      areaSqm: site.reduce((sum, row) => sum + areaSqm[row]!, 0),
      owners: new Set(Array.from(site, (row) => ownerCodes?.[row] ?? row)).size,
      compactness: compactnessOf(planeSqm!, perimeterM!),
      perimeterM: perimeterM!,
      outline: outlineRings(outlines, 0),
      rectangle: inscribedRectangle(outlines, 0),
      labelPoint: labelPoint(outlines, 0) ?? [Number.NaN, Number.NaN],
      blockers: findBlockers(question, components, site, { blockable, limit: task.blockers }),
    };
  },
};
export type Computations = typeof computations;

function linksOf(
  { polygons, adjacency, gapM, barriers, baseCodes }: Question | GivenSite,
  passing: Uint8Array,
): Uint8Array {
  const crossed =
    gapM === 0 ? undefined : linksAcross(polygons, adjacency, barriers, { gapM, parcels: passing });
  return allowedLinks(adjacency, { gapM, crossed, districtCodes: baseCodes ?? undefined });
}
