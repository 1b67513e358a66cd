import { type Database, inScope, type Scope, type Transaction } from '@lizhu/db';

/** Tables with rows that a post may or may not see, in the order in which their rows may be written. */
const tables = [
  'programme.programme',
  'programme.base',
  'land.data_version',
  'land.readiness_table',
  'land.parcel',
  'land.parcel_lineage',
  'land.layer',
  'land.layer_feature',
  'land.base_boundary',
  'land.parcel_fact',
  'land.parcel_overlap',
  'land.site',
  'land.published_site',
] as const;

/**
 * Builds a world that holds what `seen` may see of another and nothing else, each table's rows in another order: what an
 * answer differs in between the two, it tells of rows that are hidden.
 */
export async function copySeenRows(
  from: Database,
  seen: Scope,
  to: Database,
  writing: Scope,
  seed: number,
): Promise<void> {
  const random = randomOf(seed);
  await inScope(
    to,
    writing,
    async (target) => {
      for (const table of tables) await copyTable(from, seen, target, table, random);
    },
    { statementTimeoutMs: 0 },
  );
}

async function copyTable(
  from: Database,
  seen: Scope,
  target: Transaction,
  table: string,
  random: () => number,
): Promise<void> {
  const { rows } = await inScope(from, seen, (tx) =>
    tx.query<{ row: object }>(`select to_jsonb(t) as row from ${table} t`),
  );
  for (let i = rows.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [rows[i], rows[j]] = [rows[j]!, rows[i]!];
  }
  for (let i = 0; i < rows.length; i += 500) {
    await target.query(
      `insert into ${table} select r.* from jsonb_populate_recordset(null::${table}, $1) r`,
      [JSON.stringify(rows.slice(i, i + 500).map(({ row }) => row))],
    );
  }
}

/** Mulberry32: numbers from 0 to 1 that a seed decides. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
