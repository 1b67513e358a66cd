import { copyRows, type Transaction } from '@lizhu/db';

/**
 * Copies rows into a table of this transaction's own, `pg_temp.loading`, and from there by one statement to where they belong:
 * what is the same in every row, or follows from it, need not be copied.
 *
 * @param columns Types by name, in the order of a row's values.
 * @param insert Inserts from `pg_temp.loading`.
 * @returns How many rows it inserted.
 */
export async function copyThrough(
  tx: Transaction,
  columns: Readonly<Record<string, string>>,
  rows: AsyncIterable<readonly unknown[]> | Iterable<readonly unknown[]>,
  insert: string,
  parameters: unknown[],
): Promise<number> {
  const definitions = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
  await tx.query(`create temporary table loading (${definitions.join(', ')}) on commit drop`);
  await copyRows(tx, { table: 'pg_temp.loading', columns: Object.keys(columns) }, rows);
  const inserted = await tx.query(insert, parameters);
  await tx.query('drop table pg_temp.loading');
  return inserted.rowCount ?? 0;
}
