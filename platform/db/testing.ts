import { createHash, randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { Database } from './database.ts';
import { openEmbedded } from './embedded/open-embedded.ts';
import { migrate, platformMigrations } from './migrate.ts';
import { endPools, openPool } from './pools.ts';
import { type Migrations, readMigrations, sliceMigrations } from './slice-migrations.ts';

/** A database of its own for one test file: freshly migrated, empty. */
export interface TestDatabase {
  readonly database: Database;
  /** Ends its pools and drops it. */
  drop(): Promise<void>;
}

/** A right to the shared test server: it stays up while anyone, in any process, holds one. */
export interface TestServer {
  /** The maintenance database of the server, as the owner. */
  readonly database: Database;
  /** Gives the right back; the last to do so stops the server. */
  release(): Promise<void>;
}

/** Shared by all who hold a right to the server; whoever gets it alone may stop it. */
const HOLDERS = 7_102_026;
const STALE_CLONE_MS = 3_600_000;
const STALE_TEMPLATE_MS = 3 * 24 * 3_600_000;

/** The server that all tests of this checkout share: `data/test`, without fsync. */
export async function useTestServer(): Promise<TestServer> {
  const root = new URL('../../..', sliceMigrations('platform', import.meta.url).folder);
  const dataFolder = fileURLToPath(new URL('data/test', root));
  for (let attempt = 1; ; attempt++) {
    try {
      return await holdServer(dataFolder);
    } catch (error) {
      // The last holder was stopping the server while we came; start it again.
      if (attempt === 5) throw error;
    }
  }
}

/**
 * A database with the given slices applied (the platform's own come first), cloned from a template that is made once
 * for each content of the migrations. Parallel test files, workers and whole runs do not disturb each other.
 */
export async function useTestDatabase(slices: readonly Migrations[]): Promise<TestDatabase> {
  const server = await useTestServer();
  try {
    const template = await makeTemplate(server.database, slices);
    const name = `lizhu_test_${Date.now()}_${randomBytes(4).toString('hex')}`;
    await server.database.owner.query(`create database ${name} template ${template}`);
    const database = openClone(server.database, name);
    const drop = async (): Promise<void> => {
      await database.release();
      await server.database.owner.query(`drop database if exists ${name} with (force)`);
      await server.release();
    };
    return { database, drop };
  } catch (error) {
    await server.release();
    throw error;
  }
}

/** Drops what killed runs left, and templates of migrations that nobody has used for days. */
export async function dropStale({ owner }: Database): Promise<void> {
  const { rows } = await owner.query<{ name: string; made: string | null }>(
    `select datname as name, shobj_description(oid, 'pg_database') as made from pg_database
     where datname ~ '^lizhu_(test|template|building)_' and not exists (select from pg_stat_activity a where a.datid = oid)`,
  );
  for (const { name, made } of rows) {
    const template = name.startsWith('lizhu_template_');
    const since = template ? Date.parse(made ?? '') || 0 : Number(name.split('_')[2]);
    if (Date.now() - since < (template ? STALE_TEMPLATE_MS : STALE_CLONE_MS)) continue;
    await owner.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
  }
}

async function holdServer(dataFolder: string): Promise<TestServer> {
  const database = await openEmbedded({ dataFolder, durable: false, log: () => undefined });
  const holder = new pg.Client({
    connectionString: database.ownerUrl,
    application_name: 'lizhu-test-holder',
  });
  holder.on('error', () => undefined);
  try {
    await holder.connect();
    await holder.query('select pg_advisory_lock_shared($1)', [HOLDERS]);
  } catch (error) {
    await holder.end().catch(() => undefined);
    await database.release();
    throw error;
  }
  let released = false;
  const release = async (): Promise<void> => {
    if (released) return;
    released = true;
    const { rows } = await holder.query<{ alone: boolean }>(
      'select pg_advisory_unlock_shared($1), pg_try_advisory_lock($1) as alone',
      [HOLDERS],
    );
    // Alone, we keep the lock until the server is down: newcomers wait, are cut off, and start it again.
    await (rows[0]?.alone === true ? database.close() : database.release());
    await holder.end().catch(() => undefined);
  };
  return { database, release };
}

async function makeTemplate({ owner, ownerUrl }: Database, slices: readonly Migrations[]): Promise<string> {
  const hash = createHash('sha256');
  for (const slice of [platformMigrations, ...slices]) {
    for (const file of await readMigrations(slice))
      hash.update(`${file.slice}/${file.name} ${file.sha256}\n`);
    if (slice.library !== undefined) hash.update(`${slice.library.name} ${slice.library.version}\n`);
  }
  const digest = hash.digest('hex').slice(0, 16);
  const name = `lizhu_template_${digest}`;
  const client = await owner.connect();
  const lock = Number.parseInt(digest.slice(0, 12), 16);
  try {
    await client.query('select pg_advisory_lock($1)', [lock]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) {
      const building = `lizhu_building_${Date.now()}_${randomBytes(4).toString('hex')}`;
      await client.query(`create database ${building}`);
      await migrateAlone(urlOf(ownerUrl, building), slices);
      await client.query(`alter database ${building} rename to ${name}`);
    }
    await client.query(`comment on database ${name} is ${pg.escapeLiteral(new Date().toISOString())}`);
    await client.query('select pg_advisory_unlock($1)', [lock]);
    return name;
  } finally {
    client.release(true);
  }
}

async function migrateAlone(ownerUrl: string, slices: readonly Migrations[]): Promise<void> {
  const onLost = () => undefined;
  const owner = openPool({ url: ownerUrl, name: 'lizhu-owner', max: 2, statementTimeoutMs: 0, onLost });
  try {
    await migrate({ owner, ownerUrl }, slices);
  } finally {
    await owner.end();
  }
}

function openClone(server: Database, name: string): Database {
  const onLost = () => undefined;
  const ownerUrl = urlOf(server.ownerUrl, name);
  const appUrl = urlOf(server.appUrl, name);
  const pools = {
    owner: openPool({ url: ownerUrl, name: 'lizhu-owner', max: 4, statementTimeoutMs: 0, onLost }),
    app: openPool({ url: appUrl, name: 'lizhu-app', max: 12, statementTimeoutMs: 60_000, onLost }),
  };
  const release = () => endPools(pools);
  return {
    embedded: true,
    serverVersionNum: server.serverVersionNum,
    ...pools,
    ownerUrl,
    appUrl,
    storageState: server.storageState,
    release,
    close: release,
  };
}

function urlOf(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
