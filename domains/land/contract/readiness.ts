import { Bilingual } from '@lizhu/programme/contract';
import Type, { type Static } from 'typebox';

/** How ready land is to be built on, in the order of the legend. */
export const readinessClasses = [
  'usable-now',
  'after-plan',
  'existing-space',
  'renewal',
  'blocked',
  'other',
  'outside',
] as const;
export type ReadinessClass = (typeof readinessClasses)[number];
export const ReadinessClass = Type.Unsafe<ReadinessClass>({ type: 'string', enum: readinessClasses });

export const readinessLooks: Readonly<
  Record<ReadinessClass, { readonly name: Bilingual; readonly color: string; readonly hatched?: true }>
> = {
  'usable-now': { name: { zh: '可立刻使用', en: 'Usable now' }, color: '#1a9850' },
  'after-plan': { name: { zh: '近期规划调整', en: 'After plan adjustment' }, color: '#91cf60' },
  'existing-space': { name: { zh: '存量产业空间', en: 'Existing space' }, color: '#4575b4' },
  renewal: { name: { zh: '城市更新', en: 'Renewal in 3–5 years' }, color: '#fdae61' },
  blocked: { name: { zh: '不可用', en: 'Blocked' }, color: '#b2182b', hatched: true },
  other: { name: { zh: '其他', en: 'Other' }, color: '#bdbdbd' },
  outside: { name: { zh: '基地外', en: 'Outside the bases' }, color: '#f0f0f0' },
};

/**
 * The facts of a parcel that a readiness line may ask for. Shares are of the parcel's statutory area (0 … 1).
 * `type` says which operators fit; `unit` is what a person types and reads.
 */
export const readinessFacts = {
  baseShare: { type: 'number', unit: '%', name: { zh: '基地内面积占比', en: 'Share inside a base' } },
  farmlandSqm: {
    type: 'number',
    unit: 'm²',
    name: { zh: '占永久基本农田', en: 'Overlap with permanent farmland' },
  },
  ecologicalSqm: {
    type: 'number',
    unit: 'm²',
    name: { zh: '占生态保护红线', en: 'Overlap with the ecological line' },
  },
  growthShare: {
    type: 'number',
    unit: '%',
    name: { zh: '城镇开发边界内占比', en: 'Share inside the growth boundary' },
  },
  landPlanZone: { type: 'code', unit: '', name: { zh: '土规管制分区', en: 'Land-plan zone' } },
  cityPlanUse: { type: 'code', unit: '', name: { zh: '城规用途', en: 'City-plan use' } },
  builtShare: { type: 'number', unit: '%', name: { zh: '已建占比', en: 'Built share' } },
  renewalShare: { type: 'number', unit: '%', name: { zh: '更新名录占比', en: 'Share on the renewal list' } },
  control: { type: 'code', unit: '', name: { zh: '土地权属与收储', en: 'Tenure and acquisition' } },
  useCode: { type: 'code', unit: '', name: { zh: '现状地类', en: 'Present use' } },
  villageIndustry: { type: 'boolean', unit: '', name: { zh: '村镇工业集聚区', en: 'Village industry' } },
  areaSqm: { type: 'number', unit: 'm²', name: { zh: '椭球面积', en: 'Statutory area' } },
} as const satisfies Record<
  string,
  { type: 'number' | 'code' | 'boolean'; unit: '' | '%' | 'm²'; name: Bilingual }
>;
export type ReadinessFact = keyof typeof readinessFacts;
export const readinessFactNames = Object.keys(readinessFacts) as ReadinessFact[];

/** Who controls the land: state-owned, collective but acquired (已收储), or collective. */
export const landControls = ['state', 'acquired', 'collective'] as const;
export type LandControl = (typeof landControls)[number];

/** One cell: a fact and what it must be. `in` holds where the code equals one of the values or begins with one that ends in `*`. */
export const ReadinessCell = Type.Object({
  fact: Type.Unsafe<ReadinessFact>({ type: 'string', enum: readinessFactNames }),
  operator: Type.Union([
    Type.Literal('<'),
    Type.Literal('<='),
    Type.Literal('>='),
    Type.Literal('>'),
    Type.Literal('in'),
    Type.Literal('not in'),
    Type.Literal('is'),
  ]),
  value: Type.Union([
    Type.Number(),
    Type.Boolean(),
    Type.Array(Type.String({ maxLength: 40 }), { maxItems: 100 }),
  ]),
});
export type ReadinessCell = Static<typeof ReadinessCell>;

/** One line of the ordered table: when all its cells hold, its class is the parcel's, unless an earlier line held. */
export const ReadinessLine = Type.Object({
  class: ReadinessClass,
  title: Bilingual,
  cells: Type.Array(ReadinessCell, { maxItems: 20 }),
});
export type ReadinessLine = Static<typeof ReadinessLine>;

const ReadinessLines = Type.Array(ReadinessLine, { minItems: 1, maxItems: 60 });

export const ReadinessTable = Type.Object({
  version: Type.Integer(),
  lines: ReadinessLines,
  note: Type.String(),
  savedBy: Type.String(),
  savedAt: Type.String(),
});
export type ReadinessTable = Static<typeof ReadinessTable>;

export const ClassTotal = Type.Object({
  class: ReadinessClass,
  parcels: Type.Integer(),
  areaSqm: Type.Number(),
});
export type ClassTotal = Static<typeof ClassTotal>;

export const ReadinessSummary = Type.Object({
  /** When the facts were last computed; null before the first build. */
  computedAt: Type.Union([Type.String(), Type.Null()]),
  tableVersion: Type.Integer(),
  total: Type.Array(ClassTotal),
  byBase: Type.Array(Type.Object({ baseId: Type.String(), classes: Type.Array(ClassTotal) })),
});
export type ReadinessSummary = Static<typeof ReadinessSummary>;

export const PreviewReadiness = Type.Object({ lines: ReadinessLines });
/** What a changed table would do: totals before and after, and the parcels that move from class to class. */
export const ReadinessPreview = Type.Object({
  before: Type.Array(ClassTotal),
  after: Type.Array(ClassTotal),
  moves: Type.Array(
    Type.Object({
      from: ReadinessClass,
      to: ReadinessClass,
      parcels: Type.Integer(),
      areaSqm: Type.Number(),
    }),
  ),
  /** Per line: how many parcels it decides. */
  lines: Type.Array(Type.Object({ parcels: Type.Integer(), areaSqm: Type.Number() })),
});
export type ReadinessPreview = Static<typeof ReadinessPreview>;

export const SaveReadiness = Type.Object({
  lines: ReadinessLines,
  /** The version that the editor started from; another officer's save in between is told, not overwritten. */
  fromVersion: Type.Integer(),
  note: Type.String({ minLength: 1, maxLength: 500 }),
});
