import type { Database } from '@lizhu/db';

export interface UnrecordedWrite {
  /** With its schema. */
  readonly table: string;
  readonly rows: number;
}

/** Jobs are recorded by their own rows; events need no events. */
const RECORDED_OTHERWISE: readonly string[] = ['audit.event', 'jobs.job'];

/**
 * The rows whose newest version was written by a transaction that left no event, in every table that has a programme:
 * for tests that drive the application and then ask whether everything it did was recorded. It compares the ids of the
 * writing transactions (xmin), so it sees neither deletions nor what was written inside a savepoint.
 *
 * @param except Tables, with their schemas, of which the caller knows why.
 */
export async function unrecordedWrites(
  database: Pick<Database, 'owner'>,
  except: readonly string[] = [],
): Promise<readonly UnrecordedWrite[]> {
  const client = await database.owner.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name
       from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
       where c.relkind = 'r' and a.attname = 'programme_id' and n.nspname || '.' || c.relname <> all ($1) order by 1`,
      [[...RECORDED_OTHERWISE, ...except]],
    );
    // The owner is bound by row-level security too; what lifts it is rolled back.
    await client.query('begin');
    const found: UnrecordedWrite[] = [];
    for (const name of ['audit.event', ...tables.map((table) => table.name)])
      await client.query(`alter table ${name} no force row level security`);
    for (const { name } of tables) {
      const { rows } = await client.query<{ rows: number }>(
        `select count(*)::int as rows from ${name} t where not exists (select from audit.event e where e.xmin = t.xmin)`,
      );
      if (rows[0]!.rows > 0) found.push({ table: name, rows: rows[0]!.rows });
    }
    return found;
  } finally {
    await client.query('rollback');
    client.release();
  }
}
