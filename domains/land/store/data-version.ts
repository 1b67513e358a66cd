import type { Transaction } from '@lizhu/db';

export interface DataVersion {
  /** Grows with everything that maps show; '0' before the first import. */
  readonly version: string;
  /** Grows with parcels, layers, boundaries and facts, and with the day, since their versions come into force by date. */
  readonly ledger: string;
  readonly changedAt: string | null;
}

export async function readDataVersion(tx: Transaction): Promise<DataVersion> {
  const found = await tx.query<{ version: string; ledger: string; changed_at: Date | null }>(
    `select coalesce(v.version, 0)::text as version, coalesce(v.ledger_version, 0) || '.' || land.today() as ledger, v.changed_at
     from (select 1) one left join land.data_version v on true`,
  );
  const { version, ledger, changed_at } = found.rows[0]!;
  return { version, ledger, changedAt: changed_at?.toISOString() ?? null };
}

/** Says that something changed: caches and tiles of the programme turn over when this commits. */
export async function bumpDataVersion(
  tx: Transaction,
  now: Date,
  what: 'ledger' | 'sites' = 'ledger',
): Promise<void> {
  await tx.query(
    `insert into land.data_version (programme_id, version, ledger_version, changed_at) values ($1, 1, $3, $2)
     on conflict (programme_id) do update set version = data_version.version + 1,
       ledger_version = data_version.ledger_version + $3, changed_at = excluded.changed_at`,
    [tx.scope.programmeId, now, what === 'ledger' ? 1 : 0],
  );
}
