import { Bilingual } from '@lizhu/programme/contract';
import Type, { type Static } from 'typebox';
import { layerKinds } from './layer.ts';

/** What an import brings: parcels, a version of a planning layer, or a version of base boundaries. */
export const importTargets = ['parcels', 'boundaries', ...layerKinds] as const;
export type ImportTarget = (typeof importTargets)[number];
export const ImportTarget = Type.Unsafe<ImportTarget>({ type: 'string', enum: importTargets });

/**
 * uploaded → (inspect job) → proposed → (dry-run job) → checked → (commit job) → committed → (undo job) → undone.
 * A job that fails leads to `failed` with a problem; a refused file to `refused`. Nothing is visible before `committed`.
 */
export const importStates = [
  'uploaded',
  'proposed',
  'checking',
  'checked',
  'committing',
  'committed',
  'undoing',
  'undone',
  'failed',
  'refused',
  'discarded',
] as const;
export type ImportState = (typeof importStates)[number];

/** Something that the file seems to be, with the evidence; the officer confirms or changes it. */
export const Guess = Type.Object({
  value: Type.Union([Type.String(), Type.Null()]),
  confidence: Type.Union([Type.Literal('certain'), Type.Literal('likely'), Type.Literal('unknown')]),
  evidence: Bilingual,
  candidates: Type.Array(Type.Object({ value: Type.String(), note: Bilingual })),
});
export type Guess = Static<typeof Guess>;

/** Which columns of a table of coordinates were taken as what, with all columns that there are. */
export const ColumnsGuess = Type.Object({
  ...Guess.properties,
  /** Row of the header, 0 where there is none. */
  headerLine: Type.Integer(),
  header: Type.Array(Type.Object({ name: Type.String(), samples: Type.Array(Type.String()) })),
  /** Index into `header` of the column that plays a role. */
  roles: Type.Record(Type.String(), Type.Integer()),
});
export type ColumnsGuess = Static<typeof ColumnsGuess>;

export const ImportProposal = Type.Object({
  format: Guess,
  encoding: Guess,
  crs: Guess,
  layers: Type.Array(
    Type.Object({ name: Type.String(), features: Type.Union([Type.Integer(), Type.Null()]) }),
  ),
  layer: Type.Union([Type.String(), Type.Null()]),
  /** Absent where the format itself says what is what. All below and `crs` are proposed by these columns. */
  columns: Type.Optional(ColumnsGuess),
  fields: Type.Array(
    Type.Object({ name: Type.String(), type: Type.String(), samples: Type.Array(Type.String()) }),
  ),
  /** Proposed source field for each target field. */
  mapping: Type.Record(Type.String(), Type.String()),
  features: Type.Union([Type.Integer(), Type.Null()]),
});
export type ImportProposal = Static<typeof ImportProposal>;

/** The target fields of each target, with their names; `required` ones must be mapped. */
export interface TargetField {
  readonly key: string;
  readonly name: Bilingual;
  readonly required: boolean;
  /** Names under which the field usually arrives, lower case. */
  readonly usual: readonly string[];
}
const classField: TargetField = {
  key: 'classCode',
  name: { zh: '分类代码', en: 'Class code' },
  required: false,
  usual: [
    'class',
    'classcode',
    'class_code',
    'dlbm',
    'gzfq',
    'gzqlxdm',
    'ydxz',
    'yddm',
    'code',
    'zone',
    'zone_type',
    '用地代码',
    '用地性质',
    '管制分区',
    '地类编码',
  ],
};
const nameField: TargetField = {
  key: 'name',
  name: { zh: '名称', en: 'Name' },
  required: false,
  usual: ['name', 'mc', 'dlmc', '名称', 'title'],
};
export const targetFields: Readonly<Record<ImportTarget, readonly TargetField[]>> = {
  parcels: [
    {
      key: 'code',
      name: { zh: '宗地代码', en: 'Parcel code' },
      required: true,
      usual: ['code', 'zddm', 'dkbh', 'bsm', 'id', 'parcel_id', 'loc_id', '宗地代码', '地块编号', '编号'],
    },
    {
      key: 'useCode',
      name: { zh: '现状地类', en: 'Present use code' },
      required: false,
      usual: ['dlbm', 'usecode', 'use_code', 'landuse', '地类编码', '地类'],
    },
    {
      key: 'tenure',
      name: { zh: '权属性质', en: 'Tenure' },
      required: false,
      usual: ['qsxz', 'tenure', '权属性质', '所有权'],
    },
    {
      key: 'owner',
      name: { zh: '权利人', en: 'Owner' },
      required: false,
      usual: ['qlr', 'qsdwmc', 'owner', '权利人', '权属单位名称', '土地使用权人'],
    },
    {
      key: 'acquired',
      name: { zh: '已收储', en: 'Acquired' },
      required: false,
      usual: ['acquired', 'sc', '收储', '已收储'],
    },
    {
      // Not 地块面积: boundary-point TXT gives that in hectares.
      key: 'legalAreaSqm',
      name: { zh: '证载面积(m²)', en: 'Legal area (m²)' },
      required: false,
      usual: ['zdmj', 'fzmj', 'legal_area', 'legalareasqm', '证载面积', '宗地面积'],
    },
    {
      key: 'villageIndustry',
      name: { zh: '村镇工业集聚区', en: 'Village industry' },
      required: false,
      usual: ['villageindustry', 'village_industry', '村镇工业'],
    },
  ],
  boundaries: [
    {
      key: 'baseCode',
      name: { zh: '基地代码', en: 'Base code' },
      required: true,
      usual: ['base', 'base_code', 'basecode', 'code', '基地', '基地代码'],
    },
  ],
  farmland: [classField, nameField],
  ecological: [classField, nameField],
  growth: [classField, nameField],
  'land-plan': [{ ...classField, required: true }, nameField],
  'city-plan': [{ ...classField, required: true }, nameField],
  buildings: [classField, nameField],
  renewal: [classField, nameField],
  river: [classField, nameField],
  road: [classField, nameField],
};

/** What an officer states of a file so that it is looked at anew; what is left out is proposed again. */
export const ImportStatement = Type.Object({
  encoding: Type.Optional(Type.String({ maxLength: 40 })),
  layer: Type.Optional(Type.String({ maxLength: 1_000 })),
  /** Roles with the header or number of their column: `header=1;parcel=#1;x=#3;y=#2`. `x` is the easting or longitude. */
  columns: Type.Optional(Type.String({ minLength: 1, maxLength: 4_000 })),
});
export type ImportStatement = Static<typeof ImportStatement>;

/** What the officer confirmed. Everything that was proposed is said again, so nothing is assumed. */
export const ImportMapping = Type.Object({
  target: ImportTarget,
  format: Type.String(),
  encoding: Type.Union([Type.String(), Type.Null()]),
  crs: Type.String(),
  layer: Type.Union([Type.String(), Type.Null()]),
  /** As proposed of the same layer; may be left out where the proposal is not `unknown`. Others: have the file looked at anew. */
  columns: Type.Optional(Type.String({ maxLength: 4_000 })),
  fields: Type.Record(Type.String(), Type.String()),
  source: Type.String({ minLength: 1, maxLength: 200 }),
  documentNumber: Type.Optional(Type.String({ maxLength: 200 })),
  effectiveFrom: Type.Optional(Type.String({ format: 'date' })),
  /** Parcels whose code exists: refuse them, or let the new geometry replace the old one (which is retired, not lost). */
  onExisting: Type.Union([Type.Literal('quarantine'), Type.Literal('replace')]),
});
export type ImportMapping = Static<typeof ImportMapping>;

export const ImportReport = Type.Object({
  features: Type.Integer(),
  valid: Type.Integer(),
  repaired: Type.Integer(),
  quarantined: Type.Integer(),
  areaSqm: Type.Number(),
  faults: Type.Array(
    Type.Object({
      code: Type.String(),
      severity: Type.String(),
      /** What the kind is called; `message` is what the messages of its faults have in common. */
      title: Bilingual,
      message: Bilingual,
      count: Type.Integer(),
    }),
  ),
});
export type ImportReport = Static<typeof ImportReport>;

export const ImportFault = Type.Object({
  seq: Type.Integer(),
  feature: Type.Integer(),
  featureId: Type.Union([Type.String(), Type.Null()]),
  code: Type.String(),
  severity: Type.Union([Type.Literal('note'), Type.Literal('repaired'), Type.Literal('quarantine')]),
  message: Bilingual,
  remedy: Bilingual,
  /** Where in the file: ring, vertex, line, field … as the reader counted them. */
  place: Type.String(),
  lon: Type.Union([Type.Number(), Type.Null()]),
  lat: Type.Union([Type.Number(), Type.Null()]),
});
export type ImportFault = Static<typeof ImportFault>;

export const Import = Type.Object({
  id: Type.String({ format: 'uuid' }),
  revision: Type.Integer(),
  state: Type.Unsafe<ImportState>({ type: 'string', enum: importStates }),
  fileName: Type.String(),
  fileBytes: Type.Integer(),
  target: Type.Union([ImportTarget, Type.Null()]),
  createdAt: Type.String(),
  createdBy: Type.String(),
  progress: Type.Number(),
  message: Type.Union([Bilingual, Type.Null()]),
  proposal: Type.Union([ImportProposal, Type.Null()]),
  mapping: Type.Union([ImportMapping, Type.Null()]),
  report: Type.Union([ImportReport, Type.Null()]),
  problem: Type.Union([
    Type.Object({ code: Type.String(), message: Bilingual, remedy: Bilingual }),
    Type.Null(),
  ]),
});
export type Import = Static<typeof Import>;

export const ImportPage = Type.Object({
  rows: Type.Array(Import),
  next: Type.Union([Type.String(), Type.Null()]),
});
export const ImportFaultPage = Type.Object({
  rows: Type.Array(ImportFault),
  total: Type.Integer(),
  next: Type.Union([Type.String(), Type.Null()]),
});
