import { expect, test } from 'vitest';
import { dropStale, useTestDatabase, useTestServer } from '../testing.ts';

test('each test file has a database of its own, migrated and empty, and drops it', async () => {
  const [one, other] = await Promise.all([useTestDatabase([]), useTestDatabase([])]);
  const nameOf = (url: string): string => new URL(url).pathname.slice(1);
  const names = [nameOf(one.database.ownerUrl), nameOf(other.database.ownerUrl)];
  expect(new Set(names).size).toBe(2);
  await one.database.owner.query('create table mine ()');
  const { rows } = await other.database.owner.query(
    `select to_regclass('mine') as mine, (select count(*)::int from platform.migration) as migrations`,
  );
  expect(rows[0]).toEqual({ mine: null, migrations: 1 });
  await Promise.all([one.drop(), other.drop()]);
  const server = await useTestServer();
  const left = await server.database.owner.query('select from pg_database where datname = any ($1)', [names]);
  expect(left.rowCount).toBe(0);
  await server.release();
});

test('what killed runs left behind is swept, and what is new or in use is not', async () => {
  const server = await useTestServer();
  const fresh = await useTestDatabase([]);
  const hours = 3_600_000;
  const stale = `lizhu_test_${Date.now() - 2 * hours}_feedbeef`;
  const { owner } = server.database;
  await owner.query(`create database ${stale}`);
  await dropStale(server.database);
  const { rows } = await owner.query<{ name: string }>(
    'select datname as name from pg_database where datname = any ($1)',
    [[stale, new URL(fresh.database.ownerUrl).pathname.slice(1)]],
  );
  expect(rows.map(({ name }) => name)).toEqual([new URL(fresh.database.ownerUrl).pathname.slice(1)]);
  await fresh.drop();
  await server.release();
});
