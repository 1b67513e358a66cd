import type { Transaction } from '@lizhu/db';
import {
  type ClassTotal,
  type ParcelFilter,
  type ReadinessClass,
  type ReadinessSummary,
  readinessClasses,
} from '../contract.ts';
import { areaSum } from '../store/area-sum.ts';
import { parcelConditions } from '../store/parcel-conditions.ts';
import { parcelTables } from '../store/parcels.ts';

interface Row {
  readonly base_id: string;
  readonly readiness: ReadinessClass;
  readonly parcels: number;
  readonly area_sqm: number;
  readonly computed_at: Date;
  readonly table_version: number;
}

/** Parcels and area by readiness class, in total and by base, of the same selection as the table shows. */
export async function readSummary(tx: Transaction, filter: ParcelFilter): Promise<ReadinessSummary> {
  const conditions = parcelConditions(filter).add('f.readiness is not null');
  const found = await tx.query<Row>(
    `select p.base_id, f.readiness, count(*)::int as parcels, ${areaSum('p.area_sqm')} as area_sqm,
       max(f.computed_at) as computed_at, max(f.table_version) as table_version
     from ${parcelTables} where ${conditions.sql} group by p.base_id, f.readiness order by p.base_id`,
    conditions.parameters,
  );
  const baseIds = [...new Set(found.rows.map((row) => row.base_id))];
  const computedAt = found.rows.reduce<Date | null>(
    (latest, row) => (latest === null || row.computed_at > latest ? row.computed_at : latest),
    null,
  );
  return {
    computedAt: computedAt?.toISOString() ?? null,
    tableVersion: found.rows.reduce((latest, row) => Math.max(latest, row.table_version), 0),
    total: totals(found.rows),
    byBase: baseIds.map((baseId) => ({
      baseId,
      classes: totals(found.rows.filter((row) => row.base_id === baseId)),
    })),
  };
}

function totals(rows: readonly Row[]): ClassTotal[] {
  return readinessClasses.map((name) => {
    const of = rows.filter((row) => row.readiness === name);
    return {
      class: name,
      parcels: of.reduce((sum, row) => sum + row.parcels, 0),
      areaSqm: of.reduce((sum, row) => sum + row.area_sqm, 0),
    };
  });
}
