import type { Transaction } from '@lizhu/db';
import type { ReadinessLine, ReadinessTable } from '../contract.ts';
import { defaultTable } from '../readiness/default-table.ts';

interface Row {
  readonly version: number;
  readonly lines: ReadinessLine[];
  readonly note: string;
  readonly saved_by_name: string;
  readonly saved_at: Date;
}

const tableOf = (row: Row): ReadinessTable => ({
  version: row.version,
  lines: row.lines,
  note: row.note,
  savedBy: row.saved_by_name,
  savedAt: row.saved_at.toISOString(),
});

/** All versions of the programme's table, newest first. */
export async function readReadinessTables(tx: Transaction, limit = 100): Promise<ReadinessTable[]> {
  const found = await tx.query<Row>(
    'select version, lines, note, saved_by_name, saved_at from land.readiness_table order by version desc limit $1',
    [limit],
  );
  return found.rows.map(tableOf);
}

/** The table with which a programme begins: nobody saved it. */
const tableZero: ReadinessTable = {
  version: 0,
  lines: [...defaultTable],
  note: '',
  savedBy: '',
  savedAt: new Date(0).toISOString(),
};

/** The table in force. A programme without one decides by the default table, version 0. */
export async function readReadinessTable(tx: Transaction): Promise<ReadinessTable> {
  const [newest] = await readReadinessTables(tx, 1);
  return newest ?? tableZero;
}

/** The table of a version; null when there is none. */
export async function readReadinessTableOf(tx: Transaction, version: number): Promise<ReadinessTable | null> {
  if (version === 0) return tableZero;
  const found = await tx.query<Row>(
    'select version, lines, note, saved_by_name, saved_at from land.readiness_table where version = $1',
    [version],
  );
  return found.rows[0] === undefined ? null : tableOf(found.rows[0]);
}

/** Adds the next version. Two officers who start from the same version cannot both add it: the key refuses the second. */
export async function addReadinessTable(
  tx: Transaction,
  table: {
    version: number;
    lines: readonly ReadinessLine[];
    note: string;
    savedByName: string;
    savedAt: Date;
  },
): Promise<void> {
  await tx.query(
    `insert into land.readiness_table (programme_id, version, lines, note, saved_by, saved_by_name, saved_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      tx.scope.programmeId,
      table.version,
      JSON.stringify(table.lines),
      table.note,
      tx.scope.userId,
      table.savedByName,
      table.savedAt,
    ],
  );
}
