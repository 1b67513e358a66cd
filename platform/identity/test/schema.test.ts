import { auditMigrations } from '@lizhu/audit';
import { databaseProblem } from '@lizhu/db';
import { type TestDatabase, useTestDatabase } from '@lizhu/db/testing';
import { databaseProblems } from '@lizhu/http';
import { getMigrations } from 'better-auth/db/migration';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authOptions } from '../auth/auth-options.ts';
import { openAuth } from '../auth/open-auth.ts';
import { identityMigrations } from '../migrations.ts';

let used: TestDatabase;
beforeAll(async () => {
  used = await useTestDatabase([auditMigrations, identityMigrations]);
});
afterAll(() => used.drop());

const settings = { baseUrl: 'http://land.test', secret: 'a secret of thirty-two characters, and more' };

test("our migration is what better-auth's own generator asks for", async () => {
  const pool = new pg.Pool({ connectionString: used.database.ownerUrl });
  try {
    const { toBeCreated, toBeAdded, toBeAddedIndexes, unsafeChanges, schemaProblems } = await getMigrations(
      authOptions(pool, settings),
      { throwOnUnsafe: false },
    );
    expect({ toBeCreated, toBeAdded, toBeAddedIndexes, unsafeChanges, schemaProblems }).toEqual({
      toBeCreated: [],
      toBeAdded: [],
      toBeAddedIndexes: [],
      unsafeChanges: [],
      schemaProblems: [],
    });
  } finally {
    await pool.end();
  }
});

test('every table of the schema has forced row-level security, and nothing belongs to the application', async () => {
  const { rows } = await used.database.owner.query<{ name: string; forced: boolean; owner: string }>(
    `select relname as name, relrowsecurity and relforcerowsecurity as forced, pg_get_userbyid(relowner) as owner
     from pg_class where relnamespace = 'identity'::regnamespace and relkind = 'r' order by relname`,
  );
  expect(rows.map(({ name }) => name)).toEqual([
    'access_token',
    'account',
    'post',
    'session',
    'sign_in_guard',
    'user',
    'verification',
  ]);
  expect(rows.every(({ forced, owner }) => forced && owner !== 'lizhu_app')).toBe(true);
});

test('a short secret is refused', async () => {
  await expect(openAuth(used.database, { ...settings, secret: 'short' })).rejects.toThrow(
    'Cannot open identity: the secret has fewer than 32 characters',
  );
});

test('whatever the database may refuse has its problem in the catalogue', () => {
  const states = ['23505', '23503', '23502', '42501', '40001', '53100', '57014', '57P03', '22P02', '08006'];
  for (const code of states) {
    const problem = databaseProblem(Object.assign(new Error('x'), { code }));
    expect(Object.keys(databaseProblems.definitions)).toContain(problem?.code);
  }
});
