import type pg from 'pg';
import type { Database } from './database.ts';
import { type MigrationFile, type Migrations, readMigrations, sliceMigrations } from './slice-migrations.ts';

export interface AppliedMigration {
  readonly slice: string;
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
}

/** The migrations of this package; they run before every other. */
export const platformMigrations: Migrations = sliceMigrations('platform', import.meta.url);

/** A number nobody else uses: the bytes of "lizhu". */
const LOCK = '465626097781';

/**
 * Brings the schemas up to date: every migration that is not yet recorded, in the order of the slices, in one
 * transaction as the owner. Servers that start at the same time wait for each other, so each migration runs once.
 *
 * Row-level security is off in the sense of PostgreSQL's `row_security = off`: a migration that would silently miss rows
 * hidden from the owner fails instead. To change such rows it lifts FORCE for its own duration.
 *
 * @returns What this call applied.
 * @throws Error when a recorded migration was edited or is missing, or when one fails; nothing is applied then.
 */
export async function migrate(
  database: Pick<Database, 'owner' | 'ownerUrl'>,
  slices: readonly Migrations[],
): Promise<readonly AppliedMigration[]> {
  const all = [platformMigrations, ...slices];
  const files = (await Promise.all(all.map(readMigrations))).flat();
  const client = await database.owner.connect();
  let broken: Error | undefined;
  try {
    await client.query(`select pg_advisory_lock(${LOCK})`);
    const applied = await applyMissing(client, files, new Set(all.map(({ slice }) => slice)));
    for (const { library } of all) await library?.install(database.ownerUrl);
    await client.query(`select pg_advisory_unlock(${LOCK})`);
    return applied;
  } catch (error) {
    // Closing the connection frees the lock and whatever else the failed migration left.
    broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}

async function applyMissing(
  client: pg.PoolClient,
  files: readonly MigrationFile[],
  slices: ReadonlySet<string>,
): Promise<AppliedMigration[]> {
  await client.query('begin');
  await client.query(`
    create schema if not exists platform;
    create table if not exists platform.migration (
      slice text not null,
      number integer not null,
      name text not null,
      sha256 text not null,
      applied_at timestamptz not null default clock_timestamp(),
      primary key (slice, number)
    )`);
  const { rows: recorded } = await client.query<AppliedMigration>(
    'select slice, number, name, sha256 from platform.migration order by slice, number',
  );
  refuseEdited(recorded, files, slices);
  const done = new Set(recorded.map(({ slice, number }) => `${slice}/${number}`));
  const missing = files.filter(({ slice, number }) => !done.has(`${slice}/${number}`));
  for (const file of missing) await apply(client, file);
  await client.query('commit');
  return missing.map(({ slice, number, name, sha256 }) => ({ slice, number, name, sha256 }));
}

/** The row goes in first, so that a migration can never have run without it. */
async function apply(client: pg.PoolClient, file: MigrationFile): Promise<void> {
  await client.query('insert into platform.migration (slice, number, name, sha256) values ($1, $2, $3, $4)', [
    file.slice,
    file.number,
    file.name,
    file.sha256,
  ]);
  try {
    await client.query(`set local row_security = off;\n${file.sql}`);
  } catch (error) {
    const { message, position } = error as pg.DatabaseError;
    throw new Error(
      `Cannot apply the migration ${file.slice}/${file.name}${lineOf(file.sql, position)}: ${message}`,
      {
        cause: error,
      },
    );
  }
}

function refuseEdited(
  recorded: readonly AppliedMigration[],
  files: readonly MigrationFile[],
  slices: ReadonlySet<string>,
): void {
  const byKey = new Map(files.map((file) => [`${file.slice}/${file.number}`, file]));
  for (const row of recorded) {
    if (!slices.has(row.slice)) continue;
    const file = byKey.get(`${row.slice}/${row.number}`);
    const what = `the migration ${row.slice}/${row.name}`;
    if (file === undefined) {
      throw new Error(
        `Cannot migrate: ${what} is in this database but not in this program; is the program older?`,
      );
    }
    if (file.sha256 !== row.sha256) {
      throw new Error(
        `Cannot migrate: ${what} was edited after it was applied; restore it and write the change as a new migration`,
      );
    }
  }
}

function lineOf(sql: string, position: string | undefined): string {
  if (position === undefined) return '';
  const offset = Number(position) - PREFIX_LENGTH;
  return offset < 0 ? '' : ` at line ${sql.slice(0, offset).split('\n').length}`;
}

const PREFIX_LENGTH = 'set local row_security = off;\n'.length + 1;
