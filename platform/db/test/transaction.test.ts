import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { copyRows } from '../copy-rows.ts';
import { databaseProblem } from '../database-problem.ts';
import { DistinctValues } from '../distinct-values.ts';
import { readCopy } from '../read-copy.ts';
import { COMMON_GROUND, type Scope } from '../scope.ts';
import { type TestDatabase, useTestDatabase } from '../testing.ts';
import { inScope, type Transaction } from '../transaction.ts';
import { newId } from '../uuidv7.ts';

let used: TestDatabase;
const city = newId();
const otherCity = newId();
const north = newId();
const south = newId();
const scopeOf = (programmeId: string | null, ...baseIds: string[]): Scope => ({
  userId: newId(),
  postId: newId(),
  role: 'land-officer',
  programmeId,
  baseIds,
});
const NOBODY: Scope = { userId: null, postId: null, role: 'public', programmeId: null, baseIds: [] };
const titles = async (scope: Scope): Promise<string[]> =>
  await inScope(used.database, scope, async (tx) =>
    (await tx.query<{ title: string }>('select title from shelf.book order by title')).rows.map(
      ({ title }) => title,
    ),
  );
const add = (tx: Transaction, programmeId: string, baseId: string, title: string) =>
  tx.query('insert into shelf.book (programme_id, base_id, id, title) values ($1, $2, $3, $4)', [
    programmeId,
    baseId,
    newId(),
    title,
  ]);

beforeAll(async () => {
  used = await useTestDatabase([]);
  // The form of policy that every table has (measured against others: it alone keeps its indexes and costs nothing).
  await used.database.owner.query(`
    create schema shelf;
    grant usage on schema shelf to lizhu_app;
    create table shelf.book (programme_id uuid not null, base_id uuid not null, id uuid not null, title text not null,
      pages bigint, bought_on date, primary key (programme_id, base_id, id), unique (programme_id, base_id, title));
    alter table shelf.book enable row level security;
    alter table shelf.book force row level security;
    create policy scope on shelf.book to lizhu_app
      using (programme_id = (select nullif(current_setting('lizhu.programme', true), '')::uuid)
        and base_id = any ((select nullif(current_setting('lizhu.bases', true), '')::uuid[])::uuid[]));
    grant select, insert, update, delete on shelf.book to lizhu_app`);
});
afterAll(() => used.drop());
beforeEach(async () => {
  await used.database.owner.query('truncate shelf.book');
  await inScope(used.database, scopeOf(city, north, south, COMMON_GROUND), async (tx) => {
    await add(tx, city, north, 'north');
    await add(tx, city, south, 'south');
    await add(tx, city, COMMON_GROUND, 'common');
  });
  await inScope(used.database, scopeOf(otherCity, COMMON_GROUND), (tx) =>
    add(tx, otherCity, COMMON_GROUND, 'other'),
  );
});

describe('a scope', () => {
  test('shows the rows of its programme and bases, and no others', async () => {
    expect(await titles(scopeOf(city, north, south, COMMON_GROUND))).toEqual(['common', 'north', 'south']);
    expect(await titles(scopeOf(city, south, COMMON_GROUND))).toEqual(['common', 'south']);
    expect(await titles(scopeOf(otherCity, north, south, COMMON_GROUND))).toEqual(['other']);
  });

  test('without a programme or without bases shows nothing', async () => {
    expect(await titles(NOBODY)).toEqual([]);
    expect(await titles(scopeOf(city))).toEqual([]);
    expect(await titles(scopeOf(null, north))).toEqual([]);
  });

  test('no setting means no rows, on a fresh connection and on one that has served somebody', async () => {
    const { app } = used.database;
    const client = await app.connect();
    try {
      expect((await client.query('select title from shelf.book')).rows).toEqual([]);
    } finally {
      client.release();
    }
    await titles(scopeOf(city, north));
    const reused = await Promise.all(
      Array.from({ length: 12 }, () => app.query('select title from shelf.book')),
    );
    expect(reused.flatMap(({ rows }) => rows)).toEqual([]);
  });

  test('of one request never reaches the next on the same connection: 200 at once over 12 connections', async () => {
    const asked = Array.from({ length: 200 }, (_, i) =>
      i % 3 === 0 ? NOBODY : scopeOf(city, i % 3 === 1 ? north : south),
    );
    const seen = await Promise.all(asked.map(titles));
    expect(seen).toEqual(asked.map((_, i) => [[], ['north'], ['south']][i % 3]));
  });

  test('is not widened by what is written: rows for another base or programme are refused', async () => {
    for (const [programmeId, baseId] of [
      [city, south],
      [otherCity, north],
    ] as const) {
      const writing = inScope(used.database, scopeOf(city, north), (tx) =>
        add(tx, programmeId, baseId, 'smuggled'),
      );
      await expect(writing).rejects.toMatchObject({ code: '42501' });
    }
    const moving = inScope(used.database, scopeOf(city, north), (tx) =>
      tx.query('update shelf.book set base_id = $1', [south]),
    );
    await expect(moving).rejects.toMatchObject({ code: '42501' });
  });

  test('binds the owner of the tables as well', async () => {
    expect((await used.database.owner.query('select title from shelf.book')).rows).toEqual([]);
  });

  test('with an id that is none, or a role that nobody knows, is refused before anything is sent', async () => {
    const sly = { ...scopeOf(city), programmeId: `${city}'; drop table shelf.book; --` };
    await expect(titles(sly)).rejects.toThrow(RangeError);
    await expect(titles({ ...scopeOf(city), role: 'superuser' as never })).rejects.toThrow(/unknown role/);
  });
});

describe('a transaction', () => {
  const north1 = scopeOf(city, north);

  test('that fails leaves nothing, and its connection serves the next', async () => {
    const failing = inScope(used.database, north1, async (tx) => {
      await add(tx, city, north, 'half');
      throw new Error('the work failed');
    });
    await expect(failing).rejects.toThrow('the work failed');
    expect(await titles(north1)).toEqual(['north']);
  });

  test('whose error was swallowed does not pass for committed', async () => {
    const swallowing = inScope(used.database, north1, async (tx) => {
      await tx.query('select 1 / 0').catch(() => undefined);
    });
    await expect(swallowing).rejects.toThrow(/^Cannot commit/);
  });

  test('that only reads cannot write', async () => {
    const writing = inScope(used.database, north1, (tx) => add(tx, city, north, 'more'), { readOnly: true });
    await expect(writing).rejects.toMatchObject({ code: '25006' });
  });

  test('ends a statement that takes too long, and says so as a timeout', async () => {
    const slow = inScope(used.database, north1, (tx) => tx.query('select pg_sleep(5)'), {
      statementTimeoutMs: 50,
    });
    const problem = databaseProblem(await slow.catch((error: unknown) => error));
    expect(problem).toEqual({ code: 'timeout', retryable: true });
  });

  test('gives int8 as bigint and dates as they are written, whatever the time zone', async () => {
    const { rows } = await inScope(used.database, north1, (tx) =>
      tx.query(
        `select 9007199254740993::int8 as big, date '2024-02-29' as day, array[date '2024-12-31'] as days`,
      ),
    );
    expect(rows[0]).toEqual({ big: 9_007_199_254_740_993n, day: '2024-02-29', days: ['2024-12-31'] });
  });

  test('has a query builder that works under the same scope', async () => {
    interface Tables {
      'shelf.book': { title: string };
    }
    const rows = await inScope(used.database, north1, (tx) =>
      tx.kysely<Tables>().selectFrom('shelf.book').select('title').execute(),
    );
    expect(rows).toEqual([{ title: 'north' }]);
  });
});

describe('copying', () => {
  const columns = ['programme_id', 'base_id', 'id', 'title', 'pages', 'bought_on'] as const;
  const target = { table: 'shelf.book', columns };

  test('in and out again: 20,000 rows come back as they went in', async () => {
    const scope = scopeOf(city, north, south);
    const rows = Array.from({ length: 20_000 }, (_, i) => [
      city,
      i % 2 === 0 ? north : south,
      newId(),
      `书 ${i}`,
      BigInt(i) * 1_000_000n,
      '2024-02-29',
    ]);
    const back = await inScope(used.database, scope, async (tx) => {
      expect(await copyRows(tx, target, rows)).toBe(20_000);
      const found: unknown[][] = [];
      const titles = new DistinctValues();
      const ids = new DistinctValues();
      const halves = new DistinctValues();
      await readCopy(
        tx.client,
        `select title, pages::float8, id, case when pages::bigint / 1000000 % 2 = 1 then '半' end from shelf.book where title like '书 %' order by pages`,
        (row) => {
          found.push([row.text(0), row.float64(1), row.uuid(2)]);
          const number = found.length - 1;
          expect(row.numberAmong(titles, 0)).toBe(number);
          expect(row.numberAmong(titles, 0)).toBe(number);
          expect(row.numberAmong(ids, 2)).toBe(number);
          expect(row.numberAmong(halves, 3)).toBe(number % 2);
        },
      );
      expect(titles.texts()).toEqual(found.map(([title]) => title));
      expect(ids.uuids()).toEqual(found.map(([, , id]) => id));
      expect(halves.texts()).toEqual(['', '半']);
      return found;
    });
    expect(back).toEqual(rows.map(([, , id, title, pages]) => [title, Number(pages), id]));
  });

  test('a row that cannot be taken is told, and the connection serves the next', async () => {
    await inScope(used.database, scopeOf(city, north, south), async (tx) => {
      const read = readCopy(tx.client, `select generate_series(1, 200000), repeat('x', 100)`, (row) => {
        if (row.int32(0) === 7) throw new RangeError('Cannot take row 7');
      });
      await expect(read).rejects.toThrow('Cannot take row 7');
      expect((await tx.query<{ two: number }>('select 1 + 1 as two')).rows).toEqual([{ two: 2 }]);
    });
  });

  test('in is held by row-level security like any INSERT, and out like any SELECT', async () => {
    const smuggling = inScope(used.database, scopeOf(city, north), (tx) =>
      copyRows(tx, target, [[city, south, newId(), 'smuggled', null, null]]),
    );
    await expect(smuggling).rejects.toMatchObject({ code: '42501' });
    const seen = await inScope(used.database, scopeOf(city, south), async (tx) => {
      const found: string[] = [];
      await readCopy(tx.client, 'select title from shelf.book', (row) => found.push(row.text(0)));
      return found;
    });
    expect(seen).toEqual(['south']);
  });

  test('stops at a value that does not fit, with nothing written', async () => {
    const scope = scopeOf(city, north);
    const wrong = inScope(used.database, scope, (tx) =>
      copyRows(tx, target, [
        [city, north, newId(), 'fine', null, null],
        [city, north, 'no uuid', 'wrong', null, null],
      ]),
    );
    await expect(wrong).rejects.toThrow(/Cannot copy "no uuid" as a uuid/);
    expect(await titles(scope)).toEqual(['north']);
  });
});

describe('what the database refuses', () => {
  const problemOf = async (work: (tx: Transaction) => Promise<unknown>) => {
    const error: unknown = await inScope(used.database, scopeOf(city, north), work).catch(
      (thrown: unknown) => thrown,
    );
    return databaseProblem(error);
  };
  test.each([
    ['duplicate', (tx: Transaction) => add(tx, city, north, 'north')],
    ['forbidden', (tx: Transaction) => add(tx, city, south, 'south')],
    [
      'invalid-value',
      (tx: Transaction) => tx.query(`insert into shelf.book values ('x', 'y', 'z', 'title')`),
    ],
    [
      'invalid-value',
      (tx: Transaction) => tx.query('insert into shelf.book values ($1, $2, $3)', [city, north, newId()]),
    ],
    ['unavailable', (tx: Transaction) => tx.query('select pg_terminate_backend(pg_backend_pid())')],
  ])('%s: a code without constraint, key or value', async (code, work) => {
    const problem = await problemOf(work);
    expect(problem?.code).toBe(code);
    expect(Object.keys(problem ?? {}).sort()).toEqual(['code', 'retryable']);
  });

  test('a fault of our own SQL is none of its refusals', async () => {
    expect(await problemOf((tx) => tx.query('selekt 1'))).toBeNull();
  });
});
