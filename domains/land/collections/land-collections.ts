import type { Transaction } from '@lizhu/db';
import type { Collection, PropertySchema } from '@lizhu/maps';
import { layerKinds, layerNames } from '../contract.ts';
import { rowsCollection } from './rows-collection.ts';

const text = (sql: string, title: string): PropertySchema & { sql: string } => ({
  type: 'string',
  title,
  queryable: true,
  sql,
});
const number = (sql: string, title: string): PropertySchema & { sql: string } => ({
  type: 'number',
  title,
  queryable: true,
  sql,
});
const flag = (sql: string, title: string): PropertySchema & { sql: string } => ({
  type: 'boolean',
  title,
  queryable: true,
  sql,
});

const parcels = rowsCollection({
  id: 'parcels',
  title: '宗地 Parcels',
  description: '全部现势宗地及其可用性 / All living parcels with their readiness',
  from: 'land.parcel t left join land.parcel_fact f on f.programme_id = t.programme_id and f.parcel_id = t.id',
  where: 't.retired_at is null',
  key: 't.id',
  geometry: 't.geometry',
  box: 't.box',
  cell: 't.cell',
  period: { from: 't.valid_from', to: 'null::date' },
  columns: {
    code: text('t.code', '宗地代码'),
    base: text('t.base_id::text', '基地'),
    use_code: text('t.use_code', '现状地类'),
    tenure: text('t.tenure', '权属性质'),
    acquired: flag('t.acquired', '已收储'),
    village_industry: flag('t.village_industry', '村镇工业集聚区'),
    owner: text('t.owner', '权利人'),
    area_sqm: number('t.area_sqm', '椭球面积(m²)'),
    legal_area_sqm: number('t.legal_area_sqm', '证载面积(m²)'),
    readiness: text('f.readiness', '可用性'),
    built_share: number('f.built_share', '已建占比'),
    valid_from: { type: 'string', title: '生效日期', sql: 't.valid_from::text' },
  },
});

const bases = rowsCollection({
  id: 'bases',
  title: '基地红线 Base boundaries',
  description: '各版本基地红线 / Every version of the base boundaries',
  from: 'land.base_boundary t join programme.base b on b.programme_id = t.programme_id and b.base_id = t.base_id',
  where: 'true',
  key: 't.id',
  geometry: 't.geometry',
  box: 't.box',
  period: { from: 't.effective_from', to: 't.effective_to' },
  columns: {
    base: text('t.base_id::text', '基地'),
    code: text('b.code', '基地代码'),
    name_zh: text(`b.name->>'zh'`, '名称'),
    name_en: text(`b.name->>'en'`, 'Name'),
    version: { type: 'integer', title: '版本', queryable: true, sql: 't.version' },
    document_number: text('t.document_number', '文号'),
    effective_from: { type: 'string', title: '生效日期', sql: 't.effective_from::text' },
    effective_to: { type: 'string', title: '失效日期', sql: 't.effective_to::text' },
    area_sqm: number('t.area_sqm', '椭球面积(m²)'),
  },
});

const sites = rowsCollection({
  id: 'sites',
  title: '连片地块 Sites',
  description: '已保存的连片地块 / Saved contiguous sites',
  from: 'land.site t',
  where: 'true',
  key: 't.id',
  geometry: 't.outline',
  box: 't.box',
  columns: {
    name: text('t.name', '名称'),
    base: text('t.base_id::text', '基地'),
    area_sqm: number('t.area_sqm', '面积(m²)'),
    published: flag('(t.published_at is not null)', '已发布'),
  },
});

const layers = layerKinds.map((kind) =>
  rowsCollection({
    id: `layer-${kind}`,
    title: `${layerNames[kind].zh} ${layerNames[kind].en}`,
    description: '现行版本 / The version in force',
    from: 'land.layer_feature t join land.layer_in_force l on l.programme_id = t.programme_id and l.id = t.layer_id',
    where: `l.kind = '${kind}'`,
    key: 't.id',
    geometry: 't.geometry',
    box: 't.box',
    cell: 't.cell',
    period: { from: 'l.effective_from', to: 'l.effective_to' },
    columns: {
      class: text('t.class_code', '分类代码'),
      name: text('t.name', '名称'),
      area_sqm: number('t.area_sqm', '椭球面积(m²)'),
    },
  }),
);

/** What GIS clients can read of land, in the same transaction as the pages. */
export const landCollections: readonly Collection<Transaction>[] = [parcels, bases, sites, ...layers];
