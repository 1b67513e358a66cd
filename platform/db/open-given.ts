import { createHmac } from 'node:crypto';
import pg from 'pg';
import type { Database, DatabaseOptions } from './database.ts';
import { endPools, openPool } from './pools.ts';
import { APP_ROLE, makeGivenRoles, setAppPassword } from './roles.ts';
import { readOrMakeSecrets } from './secrets.ts';

const OLDEST_VERSION_NUM = 150_000;

/** Opens a PostgreSQL that somebody else runs. */
export async function openGiven(
  options: DatabaseOptions & { readonly url: string; readonly log: (message: string) => void },
): Promise<Database> {
  const { url, log } = options;
  const owner = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: 'lizhu-launcher',
  });
  owner.on('error', () => undefined);
  await owner.connect().catch((error: Error) => {
    throw new Error(`Cannot reach the database ${withoutPassword(url)}: ${error.message}`, { cause: error });
  });
  let serverVersionNum: number;
  let appUrl: string;
  try {
    serverVersionNum = await checkVersion(owner, url);
    appUrl = options.appUrl ?? (await makeAppLogin(owner, options));
    await checkAppLogin(appUrl, owner);
  } finally {
    await owner.end();
  }
  const onLost = (error: Error): void => log(`Lost a database connection: ${error.message}`);
  const pools = {
    owner: openPool({ url, name: 'lizhu-owner', max: 4, statementTimeoutMs: 0, onLost }),
    app: openPool({ url: appUrl, name: 'lizhu-app', max: 20, statementTimeoutMs: 60_000, onLost }),
  };
  const release = () => endPools(pools);
  return {
    embedded: false,
    serverVersionNum,
    ...pools,
    ownerUrl: url,
    appUrl,
    storageState: async () => ({ state: 'ok', freeBytes: null }),
    release,
    close: release,
  };
}

async function checkVersion(owner: pg.Client, url: string): Promise<number> {
  const { rows } = await owner.query<{ version: number; name: string; encoding: string }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_version') as name,
            current_setting('server_encoding') as encoding`,
  );
  const { version, name, encoding } = rows[0]!;
  if (version < OLDEST_VERSION_NUM) {
    throw new Error(
      `Cannot use the database ${withoutPassword(url)}: it is PostgreSQL ${name}, and 15 or newer is needed`,
    );
  }
  if (encoding !== 'UTF8') {
    throw new Error(
      `Cannot use the database ${withoutPassword(url)}: its encoding is ${encoding}; ` +
        `make one with: create database lizhu encoding 'UTF8' template template0`,
    );
  }
  return version;
}

/**
 * Row-level security must bind the application's login, or everybody would see everything.
 *
 * @throws Error that says which attribute of the login is too much.
 */
async function checkAppLogin(appUrl: string, owner: pg.Client): Promise<void> {
  const { rows: owners } = await owner.query<{ name: string }>('select current_user as name');
  const app = new pg.Client({ connectionString: appUrl, connectionTimeoutMillis: 10_000 });
  app.on('error', () => undefined);
  await app.connect().catch((error: Error) => {
    throw new Error(`Cannot sign in as the application at ${withoutPassword(appUrl)}: ${error.message}`, {
      cause: error,
    });
  });
  try {
    const { rows } = await app.query<{ name: string; fault: string | null }>(
      `select current_user as name, case
         when rolsuper then 'it is a superuser, whom row-level security does not bind'
         when rolbypassrls then 'it bypasses row-level security'
         when current_user = $1 or pg_has_role($1, 'MEMBER') then 'it may act as the owner of the tables'
         when not pg_has_role($2, 'USAGE') then 'it is no member of ' || $2 end as fault
       from pg_roles where rolname = current_user`,
      [owners[0]!.name, APP_ROLE],
    );
    const { name, fault } = rows[0]!;
    if (fault !== null) throw new Error(`Cannot use ${name} as the application's login: ${fault}`);
  } finally {
    await app.end().catch(() => undefined);
  }
}

/** Makes the application role where needed and returns a URL that signs in as it. */
async function makeAppLogin(
  owner: pg.Client,
  options: DatabaseOptions & { readonly url: string },
): Promise<string> {
  const password = await appPassword(options);
  await makeGivenRoles(owner, password);
  const appUrl = new URL(options.url);
  appUrl.username = APP_ROLE;
  appUrl.password = password;
  if (await signsIn(appUrl.href)) return appUrl.href;
  options.log?.(`The password of ${APP_ROLE} on the server is not ours; setting it`);
  await setAppPassword(owner, password);
  if (await signsIn(appUrl.href)) return appUrl.href;
  throw new Error(`Cannot sign in as ${APP_ROLE}: give the application's login as DATABASE_APP_URL`);
}

/**
 * Several servers on one database must agree on the password without sharing a disk, so it follows from the owner's;
 * an owner without a password (peer, certificate) leaves it to this data folder's secrets.
 */
async function appPassword(options: DatabaseOptions & { readonly url: string }): Promise<string> {
  const ownerPassword = decodeURIComponent(new URL(options.url).password);
  if (ownerPassword === '') return (await readOrMakeSecrets(options.dataFolder)).appPassword;
  return createHmac('sha256', ownerPassword).update(APP_ROLE).digest('base64url');
}

async function signsIn(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (['28P01', '28000'].includes((error as pg.DatabaseError).code ?? '')) return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function withoutPassword(url: string): string {
  const shown = new URL(url);
  if (shown.password !== '') shown.password = '***';
  return shown.href;
}
