import type { Transaction } from '@lizhu/db';

/** The version of what maps show; '0' before the first import. */
export async function readDataVersion(tx: Transaction): Promise<{ version: string; changedAt: string | null }> {
  const found = await tx.query<{ version: string; changed_at: Date }>(
    'select version::text as version, changed_at from land.data_version',
  );
  const row = found.rows[0];
  return { version: row?.version ?? '0', changedAt: row?.changed_at.toISOString() ?? null };
}

/** Says that the ledger or the facts changed: caches and tiles of the programme turn over when this commits. */
export async function bumpDataVersion(tx: Transaction, now: Date): Promise<void> {
  await tx.query(
    `insert into land.data_version (programme_id, version, changed_at) values ($1, 1, $2)
     on conflict (programme_id) do update set version = data_version.version + 1, changed_at = excluded.changed_at`,
    [tx.scope.programmeId, now],
  );
}
