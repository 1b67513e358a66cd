import type { Transaction } from '@lizhu/db';
import { type AreaGeometry, geometryOfWkb } from '@lizhu/geodata';
import { BadQuery, type Collection, type Feature, type ItemsQuery, type PropertySchema } from '@lizhu/maps';
import { Conditions } from '../store/conditions.ts';
import { boxOf, cellsOfWindow } from '../store/window.ts';

/** How a table is served as a collection of features. Column expressions are ours alone, never a client's. */
export interface RowsCollection {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** `from` clause; the table with geometry has the alias `t`. */
  readonly from: string;
  readonly where: string;
  /** The uuid that names a row. */
  readonly key: string;
  readonly geometry: string;
  readonly box: string;
  /** The grid key, where the table has one. */
  readonly cell?: string;
  /** Since when, and until when, a row holds. */
  readonly period?: { readonly from: string; readonly to: string };
  readonly columns: Readonly<Record<string, PropertySchema & { readonly sql: string }>>;
}

/** A collection read with SQL in the reader's transaction. */
export function rowsCollection(table: RowsCollection): Collection<Transaction> {
  const selected = Object.entries(table.columns).map(([name, column]) => `${column.sql} as "${name}"`);
  const select = `select ${table.key}::text as _id, ${table.geometry} as _geometry, ${selected.join(', ')} from ${table.from}`;
  const featureOf = (row: Row): Feature => {
    const { _id, _geometry, ...properties } = row;
    return {
      id: _id,
      geometry: _geometry === null ? null : (geometryOfWkb(_geometry) as AreaGeometry),
      properties,
    };
  };
  return {
    id: table.id,
    title: table.title,
    description: table.description,
    properties: Object.fromEntries(
      Object.entries(table.columns).map(([name, { type, title, queryable }]) => [
        name,
        { type, title, ...(queryable === undefined ? {} : { queryable }) },
      ]),
    ),
    async extent(tx) {
      const since = table.period === undefined ? 'null::text' : `min(${table.period.from})::text`;
      const found = await tx.query<{
        west: number | null;
        south: number;
        east: number;
        north: number;
        since: string | null;
      }>(
        `select min((${table.box}[1])[0]) as west, min((${table.box}[1])[1]) as south,
           max((${table.box}[0])[0]) as east, max((${table.box}[0])[1]) as north, ${since} as since
         from ${table.from} where ${table.where}`,
      );
      const row = found.rows[0]!;
      return {
        bbox: row.west === null ? null : [row.west, row.south, row.east, row.north],
        from: row.since === null ? null : `${row.since}T00:00:00Z`,
        to: null,
      };
    },
    async page(tx, query) {
      const conditions = conditionsOf(table, query);
      if (query.after !== null && !UUID.test(query.after))
        throw new BadQuery('after', 'after takes the id of a feature, as the next link has it');
      const matched = query.after === null ? await count(tx, table, conditions) : null;
      if (query.after !== null) conditions.add(`${table.key} > ?::uuid`, query.after);
      const found = await tx.query<Row>(
        `${select} where ${conditions.sql} order by ${table.key} limit ${query.limit + 1}`,
        conditions.parameters,
      );
      const rows = found.rows.slice(0, query.limit);
      return {
        features: rows.map(featureOf),
        matched,
        next: found.rows.length > query.limit ? rows[rows.length - 1]!._id : null,
      };
    },
    async one(tx, id) {
      if (!UUID.test(id)) return null;
      const found = await tx.query<Row>(`${select} where ${table.where} and ${table.key} = $1`, [id]);
      return found.rows[0] === undefined ? null : featureOf(found.rows[0]);
    },
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface Row {
  readonly _id: string;
  readonly _geometry: Uint8Array | null;
  readonly [name: string]: unknown;
}

async function count(tx: Transaction, table: RowsCollection, conditions: Conditions): Promise<number> {
  const found = await tx.query<{ n: number }>(
    `select count(*)::int as n from ${table.from} where ${conditions.sql}`,
    conditions.parameters,
  );
  return found.rows[0]!.n;
}

function conditionsOf(table: RowsCollection, query: ItemsQuery): Conditions {
  const conditions = new Conditions().add(table.where);
  if (query.bbox !== null) {
    const cells = table.cell === undefined ? null : cellsOfWindow(query.bbox);
    if (cells !== null) conditions.add(`${table.cell} = any(?::bigint[])`, cells.map(String));
    conditions.add(`${table.box} && ?::box`, boxOf(query.bbox));
  }
  if (query.datetime !== null && table.period !== undefined) {
    const { from, to } = query.datetime;
    const day = `(?::timestamptz at time zone 'UTC')::date`;
    if (to !== null) conditions.add(`(${table.period.from} is null or ${table.period.from} <= ${day})`, to);
    if (from !== null) conditions.add(`(${table.period.to} is null or ${table.period.to} > ${day})`, from);
  }
  for (const [name, value] of query.properties) {
    const column = table.columns[name]!;
    const type = column.type === 'string' ? 'text' : column.type === 'boolean' ? 'boolean' : 'float8';
    conditions.add(`${column.sql} = ?::${type}`, value);
  }
  return conditions;
}
