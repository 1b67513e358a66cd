import type { Transaction } from '@lizhu/db';

/** How a commit records what it brings. */
export interface Entering {
  readonly importId: string;
  readonly source: string;
  readonly documentNumber: string | null;
  /** Null is today. */
  readonly effectiveFrom: string | null;
  readonly recordedAt: Date;
  /** Fields of the file that the ledger keeps under names of its own. */
  readonly mappedFields: readonly string[];
}

/** Retires the living parcels that the import replaces; returns how many, and how many there should have been. */
export async function retireParents(
  tx: Transaction,
  { importId, recordedAt }: Entering,
): Promise<{ retired: number; expected: number }> {
  const expected = await tx.query<{ n: number }>(
    'select count(distinct parent_id)::int as n from land.import_parent where import_id = $1',
    [importId],
  );
  const retired = await tx.query(
    `update land.parcel p set retired_at = $2, retired_by_import_id = $1
     from (select distinct parent_id from land.import_parent where import_id = $1) d
     where p.id = d.parent_id and p.retired_at is null`,
    [importId, recordedAt],
  );
  return { retired: retired.rowCount ?? 0, expected: expected.rows[0]!.n };
}

/** How many codes of the import living parcels have by now. */
export async function countTakenCodes(tx: Transaction, importId: string): Promise<number> {
  const { rows } = await tx.query<{ n: number }>(
    `select count(*)::int as n from land.codes_taken(
       (select array_agg(attributes ->> 'code') from land.import_feature where import_id = $1 and status <> 'quarantine'))`,
    [importId],
  );
  return rows[0]!.n;
}

/** Makes parcels of the usable features, and notes their ancestors; returns how many. */
export async function enterParcels(tx: Transaction, entering: Entering): Promise<number> {
  const { importId, source, effectiveFrom, recordedAt, mappedFields } = entering;
  const entered = await tx.query(
    `insert into land.parcel (programme_id, base_id, id, code, use_code, tenure, acquired, village_industry, owner,
       legal_area_sqm, area_sqm, geometry, box, cell, source, attributes, import_id, valid_from, recorded_at)
     select programme_id, ledger_base_id, ledger_id, attributes ->> 'code', attributes ->> 'useCode', attributes ->> 'tenure',
       (attributes ->> 'acquired')::boolean, (attributes ->> 'villageIndustry')::boolean, attributes ->> 'owner',
       (attributes ->> 'legalAreaSqm')::float8, area_sqm, geometry, box, land.cell(box), $2, properties - $3::text[], import_id,
       coalesce($4::date, land.today()), $5
     from land.import_feature where import_id = $1 and status <> 'quarantine' order by feature`,
    [importId, source, mappedFields, effectiveFrom, recordedAt],
  );
  await tx.query(
    `insert into land.parcel_lineage (programme_id, base_id, parent_id, child_id, event, happened_on, import_id)
     select f.programme_id, f.ledger_base_id, p.parent_id, f.ledger_id, p.event, coalesce($2::date, land.today()), p.import_id
     from land.import_parent p join land.import_feature f on f.import_id = p.import_id and f.feature = p.feature
     where p.import_id = $1`,
    [importId, effectiveFrom],
  );
  return entered.rowCount ?? 0;
}

/** The usable features have moved; what is left of the import is its quarantine. */
export async function clearMoved(tx: Transaction, importId: string): Promise<void> {
  await tx.query('delete from land.import_parent where import_id = $1', [importId]);
  await tx.query(`delete from land.import_feature where import_id = $1 and status <> 'quarantine'`, [
    importId,
  ]);
}
