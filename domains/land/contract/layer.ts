import type { Bilingual } from '@lizhu/programme/contract';
import Type, { type Static } from 'typebox';

/** What a layer is about. Parcels and base boundaries are not layers; they have nouns of their own. */
export const layerKinds = [
  'farmland',
  'ecological',
  'growth',
  'land-plan',
  'city-plan',
  'buildings',
  'renewal',
  'river',
  'road',
] as const;
export type LayerKind = (typeof layerKinds)[number];
export const LayerKind = Type.Unsafe<LayerKind>({ type: 'string', enum: layerKinds });

export const layerNames: Readonly<Record<LayerKind, Bilingual>> = {
  farmland: { zh: '永久基本农田', en: 'Permanent farmland' },
  ecological: { zh: '生态保护红线', en: 'Ecological red line' },
  growth: { zh: '城镇开发边界', en: 'Growth boundary' },
  'land-plan': { zh: '土地利用总体规划', en: 'Land-use plan' },
  'city-plan': { zh: '控制性详细规划', en: 'City plan' },
  buildings: { zh: '现状建筑', en: 'Buildings' },
  renewal: { zh: '城市更新名录', en: 'Renewal list' },
  river: { zh: '河流水系', en: 'Rivers' },
  road: { zh: '道路', en: 'Roads' },
};

/** One version of a planning layer. The version in force is the newest recorded one whose dates hold. */
export const Layer = Type.Object({
  id: Type.String({ format: 'uuid' }),
  kind: LayerKind,
  version: Type.Integer(),
  title: Type.String(),
  source: Type.String(),
  documentNumber: Type.Union([Type.String(), Type.Null()]),
  effectiveFrom: Type.Union([Type.String(), Type.Null()]),
  effectiveTo: Type.Union([Type.String(), Type.Null()]),
  recordedAt: Type.String(),
  inForce: Type.Boolean(),
  features: Type.Integer(),
  areaSqm: Type.Number(),
  classes: Type.Array(Type.Object({ code: Type.String(), features: Type.Integer(), areaSqm: Type.Number() })),
});
export type Layer = Static<typeof Layer>;

/** A version of a base boundary (基地红线): a document puts it in force from a day on. */
export const BaseBoundary = Type.Object({
  id: Type.String({ format: 'uuid' }),
  baseId: Type.String({ format: 'uuid' }),
  version: Type.Integer(),
  documentNumber: Type.String(),
  effectiveFrom: Type.String(),
  effectiveTo: Type.Union([Type.String(), Type.Null()]),
  recordedAt: Type.String(),
  areaSqm: Type.Number(),
  note: Type.String(),
  inForce: Type.Boolean(),
});
export type BaseBoundary = Static<typeof BaseBoundary>;
