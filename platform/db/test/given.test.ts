import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dumpSchema } from '../dump-schema.ts';
import { migrate } from '../migrate.ts';
import { openDatabase } from '../open-database.ts';
import { inScope } from '../transaction.ts';
import { type GivenServer, postgresPrograms, startGivenServer } from './given-server.ts';

describe('a PostgreSQL of the operator', () => {
  let server: GivenServer;
  let boss: pg.Client;
  const open = (url: string, appUrl?: string) =>
    openDatabase({ dataFolder: server.folder, url, ...(appUrl === undefined ? {} : { appUrl }) });
  beforeAll(async () => {
    server = await startGivenServer(await postgresPrograms(), 'boss-secret');
    boss = new pg.Client({ connectionString: server.url('boss', 'boss-secret', 'postgres') });
    await boss.connect();
    await boss.query(`create role city login createrole password 'city-secret'`);
    await boss.query(`create role plain login password 'plain-secret'`);
    await boss.query('create database city owner city');
    await boss.query('create database plain owner plain');
    await boss.query(`create database latin owner city encoding 'SQL_ASCII' locale 'C' template template0`);
  });
  afterAll(async () => {
    await boss.end();
    await server.stop();
  });

  test('an owner that may make roles gets an application role that owns nothing', async () => {
    const database = await open(server.url('city', 'city-secret', 'city'));
    try {
      expect(database.embedded).toBe(false);
      expect(database.serverVersionNum).toBeGreaterThanOrEqual(150_000);
      await migrate(database, []);
      const { rows } = await database.app.query(
        `select current_user as name, (select count(*)::int from pg_class where relowner = current_user::regrole) as owned,
           (select count(*)::int from platform.migration) as migrations`,
      );
      expect(rows[0]).toEqual({ name: 'lizhu_app', owned: 0, migrations: 1 });
      await expect(database.app.query('create table platform.mine ()')).rejects.toMatchObject({
        code: '42501',
      });
      const scope = { userId: null, postId: null, role: 'public', programmeId: null, baseIds: [] } as const;
      expect(await inScope(database, scope, async (tx) => (await tx.query('select 1')).rowCount)).toBe(1);
      expect(await dumpSchema(database)).toContain('table platform.migration');
    } finally {
      await database.close();
    }
  });

  test('a second server on the same database agrees on the password without sharing a disk', async () => {
    const url = server.url('city', 'city-secret', 'city');
    const said: string[] = [];
    const second = await openDatabase({
      dataFolder: `${server.folder}/other`,
      url,
      log: (line) => said.push(line),
    });
    expect(said).toEqual([]);
    await second.close();
  });

  test('an owner that may not make roles is told what its administrator must run, and then works', async () => {
    await boss.query('drop database city');
    await boss.query('drop role lizhu_app, lizhu_searcher');
    const url = server.url('plain', 'plain-secret', 'plain');
    await expect(open(url)).rejects.toThrow(
      /create role lizhu_app .*create role lizhu_searcher .*DATABASE_APP_URL/,
    );
    await boss.query(`create role lizhu_app login password 'app-secret'`);
    await boss.query('create role lizhu_searcher nologin');
    await boss.query('grant lizhu_searcher to plain');
    const database = await open(url, server.url('lizhu_app', 'app-secret', 'plain'));
    await migrate(database, []);
    await database.close();
  });

  test('a login that row-level security does not bind is refused as the application', async () => {
    const url = server.url('plain', 'plain-secret', 'plain');
    await expect(open(url, server.url('boss', 'boss-secret', 'plain'))).rejects.toThrow(/boss .*superuser/);
    await expect(open(url, url)).rejects.toThrow(/plain .*owner of the tables/);
    await boss.query(`create role seer login bypassrls password 'seer-secret'`);
    await expect(open(url, server.url('seer', 'seer-secret', 'plain'))).rejects.toThrow(/seer .*bypasses/);
    await boss.query(`create role guest login password 'guest-secret'`);
    await expect(open(url, server.url('guest', 'guest-secret', 'plain'))).rejects.toThrow(
      /guest .*no member/,
    );
  });

  test('what cannot be used is refused in plain words, without the password', async () => {
    await boss.query('grant lizhu_searcher to city');
    await expect(open(server.url('city', 'city-secret', 'latin'))).rejects.toThrow(
      /its encoding is SQL_ASCII/,
    );
    const refusal = await open(server.url('city', 'wrong-secret', 'plain')).catch(
      (error: Error) => error.message,
    );
    expect(refusal).toMatch(/^Cannot reach the database postgres:\/\/city:\*\*\*@/);
  });
});
