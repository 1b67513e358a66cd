import { Bbox } from '@lizhu/programme/contract';
import Type, { type Static } from 'typebox';
import { ClassTotal, ReadinessClass } from './readiness.ts';

/** What the officer asks of a contiguous site (连片). Areas in 亩, as people say them; 1 亩 = 10,000/15 m². */
export const SiteCriteria = Type.Object({
  /** Search inside these bases; empty = all that the post may see. */
  baseIds: Type.Array(Type.String({ format: 'uuid' }), { maxItems: 100 }),
  /** … and inside this drawn area: a ring of lon, lat points. */
  area: Type.Optional(
    Type.Array(Type.Tuple([Type.Number(), Type.Number()]), { minItems: 3, maxItems: 2000 }),
  ),
  minMu: Type.Number({ minimum: 0 }),
  maxMu: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  classes: Type.Array(ReadinessClass, { minItems: 1 }),
  /** Parcels not further apart than this are contiguous: a road may be bridged. 0 = they must touch. */
  gapM: Type.Number({ minimum: 0, maximum: 100 }),
  /** Never bridge across these. */
  barriers: Type.Array(Type.Union([Type.Literal('river'), Type.Literal('road'), Type.Literal('boundary')])),
  maxOwners: Type.Optional(Type.Integer({ minimum: 1 })),
  minCompactness: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  limit: Type.Integer({ minimum: 1, maximum: 200 }),
});
export type SiteCriteria = Static<typeof SiteCriteria>;

/** A parcel that keeps a site from being larger, and what keeps the parcel from being part of it. */
export const Blocker = Type.Object({
  parcelId: Type.String(),
  code: Type.String(),
  readiness: ReadinessClass,
  owner: Type.String(),
  /** The line of the readiness table that decided, in words. */
  because: Type.Object({ zh: Type.String(), en: Type.String() }),
  areaSqm: Type.Number(),
  /** By how much the site grows when this parcel is freed, counting what becomes reachable through it. */
  gainSqm: Type.Number(),
});
export type Blocker = Static<typeof Blocker>;

export const FoundSite = Type.Object({
  rank: Type.Integer(),
  areaSqm: Type.Number(),
  baseIds: Type.Array(Type.String()),
  parcelIds: Type.Array(Type.String()),
  owners: Type.Array(Type.String()),
  classes: Type.Array(ClassTotal),
  /** 4πA/P² of the outline: 1 = circle. */
  compactness: Type.Number(),
  outline: Type.Unknown({ description: 'GeoJSON MultiPolygon, EPSG:4490' }),
  inscribedRectangle: Type.Object({
    widthM: Type.Number(),
    lengthM: Type.Number(),
    ring: Type.Array(Type.Tuple([Type.Number(), Type.Number()])),
  }),
  labelPoint: Type.Tuple([Type.Number(), Type.Number()]),
  bbox: Bbox,
  blockers: Type.Array(Blocker),
});
export type FoundSite = Static<typeof FoundSite>;

export const SiteAnswer = Type.Object({
  sites: Type.Array(FoundSite),
  parcels: Type.Integer(),
  passing: Type.Integer(),
  components: Type.Integer(),
  seconds: Type.Number(),
  dataVersion: Type.String(),
});
export type SiteAnswer = Static<typeof SiteAnswer>;

export const Site = Type.Object({
  id: Type.String({ format: 'uuid' }),
  /** Grows with each edit; an edit names the revision that it saw. */
  revision: Type.Integer(),
  baseId: Type.String(),
  name: Type.String(),
  note: Type.String(),
  areaSqm: Type.Number(),
  classes: Type.Array(ClassTotal),
  compactness: Type.Number(),
  owners: Type.Integer(),
  parcels: Type.Integer(),
  bbox: Bbox,
  savedBy: Type.String(),
  savedAt: Type.String(),
  publishedAt: Type.Union([Type.String(), Type.Null()]),
});
export type Site = Static<typeof Site>;

export const SiteCard = Type.Intersect([
  Site,
  Type.Object({ criteria: Type.Union([SiteCriteria, Type.Null()]), found: FoundSite }),
]);
export type SiteCard = Static<typeof SiteCard>;

export const SaveSite = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 100 }),
  note: Type.String({ maxLength: 2000 }),
  parcelIds: Type.Array(Type.String({ format: 'uuid' }), { minItems: 1, maxItems: 20_000 }),
  criteria: Type.Optional(SiteCriteria),
});
export const EditSite = Type.Object({
  revision: Type.Integer(),
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  note: Type.Optional(Type.String({ maxLength: 2000 })),
});

/** What a visitor without an account sees of a site. */
export const PublishedSite = Type.Object({
  id: Type.String(),
  name: Type.String(),
  note: Type.String(),
  programmeName: Type.Object({ zh: Type.String(), en: Type.String() }),
  baseName: Type.Object({ zh: Type.String(), en: Type.String() }),
  demonstration: Type.Boolean(),
  areaSqm: Type.Number(),
  classes: Type.Array(ClassTotal),
  compactness: Type.Number(),
  outline: Type.Unknown(),
  bbox: Bbox,
  publishedAt: Type.String(),
});
export type PublishedSite = Static<typeof PublishedSite>;
