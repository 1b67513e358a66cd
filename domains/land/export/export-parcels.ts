import type { Transaction } from '@lizhu/db';
import { type Field, geometryOfWkb, type OutFeature } from '@lizhu/geodata';
import { landUseName, type ParcelFilter, type ReadinessClass, readinessLooks } from '../contract.ts';
import { parcelConditions } from '../store/parcel-conditions.ts';
import { parcelTables } from '../store/parcels.ts';

const BATCH = 2_000;

/** The fields of an exported parcel; names short enough for a DBF. */
export const parcelFields: readonly Field[] = [
  { name: 'ZDDM', type: 'text' },
  { name: 'DLBM', type: 'text' },
  { name: 'DLMC', type: 'text' },
  { name: 'QSXZ', type: 'text' },
  { name: 'SC', type: 'text' },
  { name: 'QLR', type: 'text' },
  { name: 'TQMJ', type: 'number' },
  { name: 'FZMJ', type: 'number' },
  { name: 'JD', type: 'text' },
  { name: 'KYX', type: 'text' },
  { name: 'KYXMC', type: 'text' },
];

interface Row {
  readonly id: string;
  readonly code: string;
  readonly use_code: string;
  readonly tenure: 'state' | 'collective';
  readonly acquired: boolean;
  readonly owner: string;
  readonly area_sqm: number;
  readonly legal_area_sqm: number | null;
  readonly base: string | null;
  readonly readiness: ReadinessClass | null;
  readonly geometry: Uint8Array;
}

/** The selected parcels one after the other, in the order of their codes, as they stood at the first; memory holds one batch. */
export async function* exportParcels(tx: Transaction, filter: ParcelFilter): AsyncGenerator<OutFeature> {
  const conditions = parcelConditions(filter);
  await tx.query(
    `declare exported no scroll cursor for
     select p.id, p.code, p.use_code, p.tenure, p.acquired, p.owner, p.area_sqm, p.legal_area_sqm, p.geometry, f.readiness,
       (select b.code from programme.base b where b.base_id = p.base_id) as base
     from ${parcelTables} where ${conditions.sql} order by p.code`,
    conditions.parameters,
  );
  for (;;) {
    const { rows } = await tx.query<Row>(`fetch ${BATCH} from exported`);
    for (const row of rows) yield featureOf(row);
    if (rows.length < BATCH) return;
  }
}

function featureOf(row: Row): OutFeature {
  return {
    id: row.code,
    properties: {
      ZDDM: row.code,
      DLBM: row.use_code,
      DLMC: landUseName(row.use_code),
      QSXZ: row.tenure === 'state' ? '国有' : '集体',
      SC: row.acquired ? '是' : '否',
      QLR: row.owner,
      TQMJ: Math.round(row.area_sqm * 100) / 100,
      FZMJ: row.legal_area_sqm,
      JD: row.base ?? '',
      KYX: row.readiness ?? '',
      KYXMC: row.readiness === null ? '' : readinessLooks[row.readiness].name.zh,
    },
    geometry: geometryOfWkb(row.geometry),
  };
}
