import type { Transaction } from '@lizhu/db';

/** Parcels that an import brought, as far as the scope sees them. */
export async function countBrought(
  tx: Transaction,
  importId: string,
): Promise<{ seen: number; replaced: number }> {
  const { rows } = await tx.query<{ seen: number; replaced: number }>(
    `select count(*)::int as seen, (count(*) filter (where retired_at is not null))::int as replaced
     from land.parcel where import_id = $1`,
    [importId],
  );
  return rows[0]!;
}

/** Parcels that the import retired, by what their descendants say. */
export async function countParents(tx: Transaction, importId: string): Promise<number> {
  const { rows } = await tx.query<{ n: number }>(
    'select count(distinct parent_id)::int as n from land.parcel_lineage where import_id = $1',
    [importId],
  );
  return rows[0]!.n;
}

/** Takes away the parcels that the import brought, with their lineage and facts. */
export async function removeParcels(tx: Transaction, importId: string): Promise<number> {
  const own = '(select id from land.parcel where import_id = $1)';
  await tx.query(`delete from land.parcel_overlap where parcel_id in ${own}`, [importId]);
  await tx.query(`delete from land.parcel_fact where parcel_id in ${own}`, [importId]);
  await tx.query('delete from land.parcel_lineage where import_id = $1', [importId]);
  const removed = await tx.query('delete from land.parcel where import_id = $1', [importId]);
  return removed.rowCount ?? 0;
}

/** How many codes of the parcels that the import retired are in use again. */
export async function countReusedCodes(tx: Transaction, importId: string): Promise<number> {
  const { rows } = await tx.query<{ n: number }>(
    `select count(*)::int as n from land.codes_taken(
       (select array_agg(code) from land.parcel where retired_by_import_id = $1))`,
    [importId],
  );
  return rows[0]!.n;
}

/** Brings back the parcels that the import retired; returns how many. */
export async function reviveParents(tx: Transaction, importId: string): Promise<number> {
  const revived = await tx.query(
    `update land.parcel set retired_at = null, retired_by_import_id = null where retired_by_import_id = $1`,
    [importId],
  );
  return revived.rowCount ?? 0;
}

/** Takes away the layer versions and boundary versions that the import brought. */
export async function removeVersions(tx: Transaction, importId: string): Promise<number> {
  await tx.query(
    'delete from land.layer_feature where layer_id in (select id from land.layer where import_id = $1)',
    [importId],
  );
  const layers = await tx.query('delete from land.layer where import_id = $1', [importId]);
  const boundaries = await tx.query('delete from land.base_boundary where import_id = $1', [importId]);
  return (layers.rowCount ?? 0) + (boundaries.rowCount ?? 0);
}
