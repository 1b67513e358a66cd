import type { Transaction } from '@lizhu/db';
import {
  landUseName,
  type ParcelFilter,
  type ParcelPage,
  type ParcelRow,
  type parcelSorts,
} from '../contract.ts';
import { areaSum } from './area-sum.ts';
import { parcelConditions } from './parcel-conditions.ts';
import { bboxOf } from './window.ts';

interface Row {
  readonly id: string;
  readonly base_id: string;
  readonly code: string;
  readonly use_code: string;
  readonly tenure: 'state' | 'collective';
  readonly acquired: boolean;
  readonly owner: string;
  readonly area_sqm: number;
  readonly legal_area_sqm: number | null;
  readonly readiness: ParcelRow['readiness'];
  readonly box: string;
}

export const rowColumns = `p.id, p.base_id, p.code, p.use_code, p.tenure, p.acquired, p.owner, p.area_sqm, p.legal_area_sqm,
  f.readiness, p.box::text as box`;
export const parcelTables = `land.parcel p
  left join land.parcel_fact f on f.programme_id = p.programme_id and f.parcel_id = p.id`;

const sortExpressions: Readonly<Record<(typeof parcelSorts)[number], string>> = {
  code: 'p.code',
  area: 'p.area_sqm',
  readiness: `coalesce(f.readiness, '')`,
  use: 'p.use_code',
  owner: 'p.owner',
  base: 'p.base_id::text',
};

export interface ParcelPageQuery {
  readonly sort: (typeof parcelSorts)[number];
  readonly order: 'asc' | 'desc';
  readonly limit: number;
  /** The sort value and id of the last row seen. */
  readonly after: readonly [value: string | number, id: string] | null;
}

/** One page of the table twin, with the totals of the whole selection. */
export async function readParcelPage(
  tx: Transaction,
  filter: ParcelFilter,
  query: ParcelPageQuery,
): Promise<Omit<ParcelPage, 'next'> & { readonly last: readonly [string | number, string] | null }> {
  const key = sortExpressions[query.sort];
  const conditions = parcelConditions(filter);
  const totals = await tx.query<{ n: number; area: number }>(
    `select count(*)::int as n, ${areaSum('p.area_sqm')} as area from ${parcelTables} where ${conditions.sql}`,
    conditions.parameters,
  );
  const { sql: selection } = conditions;
  let where = selection;
  if (query.after !== null) {
    const beyond = query.order === 'asc' ? '>' : '<';
    const type = query.sort === 'area' ? 'float8' : 'text';
    where += ` and (${key}, p.id) ${beyond} (${conditions.bind(query.after[0])}::${type}, ${conditions.bind(query.after[1])}::uuid)`;
  }
  const found = await tx.query<Row & { key: string | number }>(
    `select ${rowColumns}, ${key} as key from ${parcelTables} where ${where}
     order by ${key} ${query.order}, p.id ${query.order} limit ${query.limit + 1}`,
    conditions.parameters,
  );
  const rows = found.rows.slice(0, query.limit);
  const last = found.rows.length > query.limit ? rows[rows.length - 1]! : null;
  return {
    rows: rows.map(parcelRow),
    total: totals.rows[0]!.n,
    totalAreaSqm: totals.rows[0]!.area,
    last: last === null ? null : [last.key, last.id],
  };
}

export function parcelRow(row: Row): ParcelRow {
  return {
    id: row.id,
    code: row.code,
    baseId: row.base_id,
    useCode: row.use_code,
    useName: landUseName(row.use_code),
    tenure: row.tenure,
    acquired: row.acquired,
    owner: row.owner,
    areaSqm: row.area_sqm,
    legalAreaSqm: row.legal_area_sqm,
    readiness: row.readiness,
    bbox: bboxOf(row.box),
  };
}
