import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type pg from 'pg';

/** A Kysely that sends everything through one client, whose transaction somebody else began and will end. */
export function kyselyOnClient<Tables>(client: pg.ClientBase): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new BorrowedClientDriver(client),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

/** PostgresDialect would take a second connection and let `transaction()` commit the scope's transaction early. */
class BorrowedClientDriver implements Driver {
  readonly #connection: DatabaseConnection;
  constructor(client: pg.ClientBase) {
    this.#connection = {
      async executeQuery<R>(compiled: CompiledQuery): Promise<QueryResult<R>> {
        const result = await client.query(compiled.sql, [...compiled.parameters]);
        const changes = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(result.command);
        return {
          rows: result.rows as R[],
          ...(changes ? { numAffectedRows: BigInt(result.rowCount ?? 0) } : {}),
        };
      },
      streamQuery: () => {
        throw new Error('Cannot stream: use readCopy for many rows');
      },
    };
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }
  async beginTransaction(): Promise<void> {
    throw new Error('Cannot begin: this query builder already runs inside the transaction of its scope');
  }
  async commitTransaction(): Promise<void> {}
  async rollbackTransaction(): Promise<void> {}
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
}
