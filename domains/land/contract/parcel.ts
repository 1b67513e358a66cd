import { Bbox } from '@lizhu/programme/contract';
import Type, { type Static } from 'typebox';
import { LayerKind } from './layer.ts';
import { ReadinessClass, ReadinessLine } from './readiness.ts';

export const Tenure = Type.Union([Type.Literal('state'), Type.Literal('collective')]);
export type Tenure = Static<typeof Tenure>;

/** A row of the table twin of the map. */
export const ParcelRow = Type.Object({
  id: Type.String({ format: 'uuid' }),
  code: Type.String(),
  baseId: Type.String(),
  useCode: Type.String(),
  useName: Type.String(),
  tenure: Tenure,
  acquired: Type.Boolean(),
  owner: Type.String(),
  areaSqm: Type.Number(),
  legalAreaSqm: Type.Union([Type.Number(), Type.Null()]),
  readiness: Type.Union([ReadinessClass, Type.Null()]),
  bbox: Bbox,
});
export type ParcelRow = Static<typeof ParcelRow>;

export const parcelSorts = ['code', 'area', 'readiness', 'use', 'owner', 'base'] as const;

/** Filters of the table, the export and the summary: all say the same thing by the same names. */
export const ParcelFilter = Type.Object({
  bbox: Type.Optional(Type.String({ description: 'west,south,east,north in degrees' })),
  base: Type.Optional(Type.String({ description: 'base ids, comma-separated' })),
  class: Type.Optional(Type.String({ description: 'readiness classes, comma-separated' })),
  tenure: Type.Optional(Tenure),
  use: Type.Optional(Type.String({ description: 'prefix of the use code' })),
  q: Type.Optional(Type.String({ description: 'beginning of the parcel code, or part of the owner' })),
  minAreaSqm: Type.Optional(Type.Number()),
  maxAreaSqm: Type.Optional(Type.Number()),
  ids: Type.Optional(Type.String({ description: 'parcel ids, comma-separated' })),
});
export type ParcelFilter = Static<typeof ParcelFilter>;

export const ParcelQuery = Type.Intersect([
  ParcelFilter,
  Type.Object({
    sort: Type.Optional(Type.Unsafe<(typeof parcelSorts)[number]>({ type: 'string', enum: parcelSorts })),
    order: Type.Optional(Type.Union([Type.Literal('asc'), Type.Literal('desc')])),
    cursor: Type.Optional(Type.String()),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  }),
]);

/** The parcel at a place; null where there is none within the asker's reach. */
export const ParcelAt = Type.Object({ id: Type.Union([Type.String({ format: 'uuid' }), Type.Null()]) });
export type ParcelAt = Static<typeof ParcelAt>;

export const ParcelPage = Type.Object({
  rows: Type.Array(ParcelRow),
  /** Of the whole selection, not of the page. */
  total: Type.Integer(),
  totalAreaSqm: Type.Number(),
  next: Type.Union([Type.String(), Type.Null()]),
});
export type ParcelPage = Static<typeof ParcelPage>;

/** A fact as the card shows it: what was measured, from which version of which source. */
export const FactUsed = Type.Object({
  fact: Type.String(),
  value: Type.Union([Type.Number(), Type.String(), Type.Boolean(), Type.Null()]),
  source: Type.String(),
  asOf: Type.Union([Type.String(), Type.Null()]),
});

/** Why a parcel has its class: for every line up to the deciding one, which cells held. */
export const ReadinessExplanation = Type.Object({
  tableVersion: Type.Integer(),
  lineNumber: Type.Integer(),
  class: ReadinessClass,
  lines: Type.Array(
    Type.Object({
      number: Type.Integer(),
      line: ReadinessLine,
      held: Type.Boolean(),
      cells: Type.Array(Type.Boolean()),
    }),
  ),
  facts: Type.Array(FactUsed),
});
export type ReadinessExplanation = Static<typeof ReadinessExplanation>;

export const ParcelCard = Type.Object({
  parcel: ParcelRow,
  geometry: Type.Unknown({ description: 'GeoJSON geometry, EPSG:4490' }),
  villageIndustry: Type.Boolean(),
  validFrom: Type.String(),
  source: Type.String(),
  importId: Type.Union([Type.String(), Type.Null()]),
  /** Statutory area minus legal area. */
  areaDifferenceSqm: Type.Union([Type.Number(), Type.Null()]),
  /** True where the difference passes the tolerance. */
  areaDifferenceNotable: Type.Boolean(),
  overlaps: Type.Array(
    Type.Object({
      kind: LayerKind,
      layerId: Type.String(),
      classCode: Type.String(),
      areaSqm: Type.Number(),
      share: Type.Number(),
    }),
  ),
  readiness: Type.Union([ReadinessExplanation, Type.Null()]),
  ancestors: Type.Array(
    Type.Object({ id: Type.String(), code: Type.String(), event: Type.String(), on: Type.String() }),
  ),
  descendants: Type.Array(
    Type.Object({ id: Type.String(), code: Type.String(), event: Type.String(), on: Type.String() }),
  ),
});
export type ParcelCard = Static<typeof ParcelCard>;

export const SearchHit = Type.Object({
  kind: Type.Union([Type.Literal('parcel'), Type.Literal('base'), Type.Literal('site')]),
  id: Type.String(),
  title: Type.String(),
  subtitle: Type.String(),
  bbox: Type.Union([Bbox, Type.Null()]),
});
export type SearchHit = Static<typeof SearchHit>;
