import pg from 'pg';

const OID_INT8 = 20;
const OID_DATE = 1082;
const OID_DATE_ARRAY = 1182;

/** int8 as bigint, date as its text (a Date would move it by the time zone); everything else as pg has it. */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary') {
      if (oid === OID_INT8) return BigInt;
      if (oid === OID_DATE) return (text: string) => text;
      if (oid === OID_DATE_ARRAY) return pg.types.getTypeParser(1009 as never, 'text');
    }
    return pg.types.getTypeParser(oid, format as 'text');
  },
} as pg.CustomTypesConfig;

export interface PoolOptions {
  readonly url: string;
  readonly name: string;
  readonly max: number;
  readonly statementTimeoutMs: number;
  readonly onLost: (error: Error) => void;
}

/** A pool with the platform's types and limits. A connection that breaks is reported, not thrown. */
export function openPool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max,
    types,
    application_name: options.name,
    statement_timeout: options.statementTimeoutMs,
    connectionTimeoutMillis: 15_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  });
  // The pool hears of idle connections only. One that breaks while it is lent, between two queries, would otherwise end
  // the process.
  pool.on('connect', (client) => client.on('error', options.onLost));
  pool.on('error', () => undefined);
  return pool;
}

const END_PATIENCE_MS = 10_000;

/** Ends pools, once. A connection that somebody still holds after ten seconds is left to the server's stop. */
export async function endPools(pools: { owner: pg.Pool; app: pg.Pool }): Promise<void> {
  const ending = [pools.owner, pools.app].filter((pool) => !pool.ending).map((pool) => pool.end());
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, END_PATIENCE_MS);
  });
  await Promise.race([Promise.all(ending), patience]);
  clearTimeout(timer);
}
