import type { Kysely } from 'kysely';
import type pg from 'pg';
import type { Database } from './database.ts';
import { kyselyOnClient } from './kysely-on-client.ts';
import { type Scope, scopeStatement } from './scope.ts';

/** A transaction that runs under a scope. Valid until the function that received it returns. */
export interface Transaction {
  readonly scope: Scope;
  readonly client: pg.PoolClient;
  /** `R` is what the caller says a row holds; nothing checks it. */
  query<R>(sql: string, params?: unknown[]): Promise<pg.QueryResult<R & pg.QueryResultRow>>;
  /** A query builder on this transaction; it cannot begin or commit by itself. */
  kysely<Tables>(): Kysely<Tables>;
}

export interface TransactionOptions {
  /** Refuse writes. */
  readonly readOnly?: boolean;
  /** Replaces the pool's limit for one statement, in milliseconds; 0 lifts it. For jobs, not for requests. */
  readonly statementTimeoutMs?: number;
}

/**
 * Runs `work` in one transaction of the application role under `scope`: commits when it resolves, rolls back when it
 * rejects. `begin` and the settings travel in one message. Nothing is retried: a caller that wants a retry repeats the
 * whole call.
 */
export async function inScope<T>(
  database: Pick<Database, 'app'>,
  scope: Scope,
  work: (tx: Transaction) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  const opening = openingOf(scope, options);
  const client = await database.app.connect();
  let broken: Error | undefined;
  try {
    await client.query(opening);
    const result = await work(transactionOn(client, scope));
    const ended = await client.query('commit');
    // PostgreSQL answers COMMIT of a failed transaction with ROLLBACK instead of an error.
    if (ended.command === 'ROLLBACK') {
      throw new Error(
        'Cannot commit: a statement of this transaction failed and its error was not passed on',
      );
    }
    return result;
  } catch (error) {
    await client.query('rollback').catch((cause: Error) => {
      broken = cause;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

function openingOf(scope: Scope, options: TransactionOptions): string {
  const begin = options.readOnly === true ? 'begin read only' : 'begin';
  const limit = options.statementTimeoutMs;
  const timeout = limit === undefined ? '' : `; set local statement_timeout = ${Math.round(limit)}`;
  return `${begin}; ${scopeStatement(scope)}${timeout}`;
}

function transactionOn(client: pg.PoolClient, scope: Scope): Transaction {
  return {
    scope,
    client,
    query: <R>(sql: string, params?: unknown[]) => client.query<R & pg.QueryResultRow>(sql, params),
    kysely: <Tables>() => kyselyOnClient<Tables>(client),
  };
}
