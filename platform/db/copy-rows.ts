import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { ByteSink, fieldWriter, type WriteField } from './binary-field.ts';
import type { Transaction } from './transaction.ts';

export interface CopyTarget {
  /** With its schema: `land.parcel`. */
  readonly table: string;
  readonly columns: readonly string[];
}

/** Signature, flags, and header extension length of COPY's binary format (PostgreSQL, COPY, "Binary Format"). */
const HEADER = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const TRAILER = Buffer.from([0xff, 0xff]);
const CHUNK_BYTES = 256 * 1024;

/**
 * Loads many rows: `COPY … FROM STDIN (FORMAT binary)`, several times as fast as INSERT. A row is an array of values in
 * the order of `columns`; null is null. PostgreSQL refuses COPY FROM where row-level security binds the role; the rows
 * then pass through a temporary table, and the policies check each of them as in any INSERT.
 *
 * @returns The number of rows written.
 * @throws RangeError when a value does not fit its column's type, before anything is written.
 */
export async function copyRows(
  tx: Pick<Transaction, 'client'>,
  target: CopyTarget,
  rows: AsyncIterable<readonly unknown[]> | Iterable<readonly unknown[]>,
): Promise<number> {
  const { client } = tx;
  const table = qualified(target.table);
  const columns = target.columns.map((name) => pg.escapeIdentifier(name)).join(', ');
  const writers = await writersOf(client, target);
  const { rows: security } = await client.query<{ active: boolean }>(
    'select row_security_active($1::regclass) as active',
    [table],
  );
  if (security[0]?.active !== true) return await stream(client, `${table} (${columns})`, writers, rows);

  await client.query(
    `create temporary table lizhu_copy on commit drop as select ${columns} from ${table} with no data`,
  );
  try {
    await stream(client, `pg_temp.lizhu_copy (${columns})`, writers, rows);
    const inserted = await client.query(
      `insert into ${table} (${columns}) select ${columns} from pg_temp.lizhu_copy`,
    );
    return inserted.rowCount ?? 0;
  } finally {
    // After an error the transaction is over and the table with it.
    await client.query('drop table pg_temp.lizhu_copy').catch(() => undefined);
  }
}

async function stream(
  client: pg.ClientBase,
  into: string,
  writers: readonly WriteField[],
  rows: AsyncIterable<readonly unknown[]> | Iterable<readonly unknown[]>,
): Promise<number> {
  const copy = client.query(copyFrom(`copy ${into} from stdin (format binary)`));
  await pipeline(Readable.from(chunks(writers, rows)), copy);
  return copy.rowCount;
}

async function* chunks(
  writers: readonly WriteField[],
  rows: AsyncIterable<readonly unknown[]> | Iterable<readonly unknown[]>,
): AsyncGenerator<Buffer> {
  const sink = new ByteSink(2 * CHUNK_BYTES);
  sink.bytes(HEADER);
  for await (const row of rows) {
    sink.int16(writers.length);
    for (let column = 0; column < writers.length; column++) writers[column]!(sink, row[column]);
    if (sink.length >= CHUNK_BYTES) yield sink.take();
  }
  sink.bytes(TRAILER);
  yield sink.take();
}

async function writersOf(client: pg.ClientBase, target: CopyTarget): Promise<WriteField[]> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `select a.attname as name, t.typname as type from pg_attribute a join pg_type t on t.oid = a.atttypid
     where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped`,
    [qualified(target.table)],
  );
  const types = new Map(rows.map(({ name, type }) => [name, type]));
  return target.columns.map((name) => {
    const type = types.get(name);
    if (type === undefined)
      throw new RangeError(`Cannot copy into ${target.table}: it has no column "${name}"`);
    return fieldWriter(type);
  });
}

function qualified(table: string): string {
  const parts = table.split('.');
  if (parts.length !== 2)
    throw new RangeError(`Cannot copy into "${table}": a table is named with its schema`);
  return parts.map((part) => pg.escapeIdentifier(part)).join('.');
}
