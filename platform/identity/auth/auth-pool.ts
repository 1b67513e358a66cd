import type { Database } from '@lizhu/db';
import pg from 'pg';

const CONNECTIONS_MAX = 4;

/** Connections of identity: of the application's role, with the setting that its own tables ask for. */
export function openAuthPool(database: Pick<Database, 'appUrl'>): pg.Pool {
  const pool = new pg.Pool({
    connectionString: database.appUrl,
    application_name: 'lizhu-identity',
    max: CONNECTIONS_MAX,
    options: '-c lizhu.auth=on',
    connectionTimeoutMillis: 15_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  });
  // A lost connection is replaced; the query that used it has its own error.
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', () => undefined);
  return pool;
}
