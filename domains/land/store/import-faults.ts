import type { Transaction } from '@lizhu/db';
import type { FaultRow } from './import-features.ts';

export interface FaultFilter {
  readonly code?: string | undefined;
  readonly severity?: string | undefined;
}

interface Row extends Omit<FaultRow, 'featureId'> {
  readonly feature_id: string | null;
}

/** Faults of an import in the order in which they were found, after `after`. */
export async function readFaults(
  tx: Transaction,
  importId: string,
  filter: FaultFilter,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<FaultRow[]> {
  const { rows } = await tx.query<Row>(
    `select seq, feature, feature_id, code, severity, message, remedy, place, lon, lat from land.import_fault
     where import_id = $1 and seq > $2 and ($3::text is null or code = $3) and ($4::text is null or severity = $4)
     order by seq limit $5`,
    [importId, after, filter.code ?? null, filter.severity ?? null, limit],
  );
  return rows.map(({ feature_id, ...row }) => ({ ...row, featureId: feature_id }));
}

export async function countFaults(tx: Transaction, importId: string, filter: FaultFilter): Promise<number> {
  const { rows } = await tx.query<{ n: number }>(
    `select count(*)::int as n from land.import_fault
     where import_id = $1 and ($2::text is null or code = $2) and ($3::text is null or severity = $3)`,
    [importId, filter.code ?? null, filter.severity ?? null],
  );
  return rows[0]!.n;
}
