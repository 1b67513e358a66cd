import { auditMigrations, listEvents } from '@lizhu/audit';
import { type Database, databaseProblem, inScope, newId, WHOLE_PROGRAMME } from '@lizhu/db';
import { useTestDatabase } from '@lizhu/db/testing';
import { createHttp } from '@lizhu/http';
import { createUser, identityMigrations, identityPlugin, identityProblems } from '@lizhu/identity';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  basesOf,
  foundProgramme,
  initialsOf,
  programmeMigrations,
  programmePlugin,
  programmeProblems,
} from '../index.ts';

const NOW = new Date('2026-02-18T08:00:00Z');
const PASSWORD = '松山湖-2021-基地';
const text = (zh: string): { zh: string; en: string } => ({ zh, en: zh });
const base = (code: string, name: string) => ({
  code,
  name: text(name),
  place: text('松山湖'),
  industries: [text('生物医药')],
});

let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ database, drop } = await useTestDatabase([auditMigrations, identityMigrations, programmeMigrations]));
});
afterAll(() => drop());

async function server() {
  const app = await createHttp({
    logger: false,
    problems: [identityProblems, programmeProblems],
    isProduction: false,
    recogniseDatabaseError: databaseProblem,
  });
  await app.register(
    identityPlugin(database, {
      baseUrl: 'http://land.test',
      secret: 'a secret of thirty-two characters, and more',
      basesOf: (programmeId) => basesOf(database, programmeId),
      now: () => NOW,
    }),
  );
  await app.register(
    programmePlugin(database, {
      measureBases: async (tx) => {
        const { rows } = await tx.query<{ base_id: string }>('select base_id from programme.base');
        return new Map(
          rows.map(({ base_id }) => [base_id, { areaSqm: 1_500, bbox: [113, 22, 114, 23] as const }]),
        );
      },
    }),
  );
  const ask = async (username?: string) => {
    const headers: Record<string, string> = {};
    if (username !== undefined) {
      const signedIn = await app.inject({
        method: 'POST',
        url: '/api/v1/identity/sign-in',
        payload: { username, password: PASSWORD },
      });
      headers.cookie = signedIn.cookies
        .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
        .join('; ');
    }
    return app.inject({ url: '/api/v1/programme', headers });
  };
  return { app, ask };
}

test('each post reads its own programme, with the bases it reaches', async () => {
  const first = await foundProgramme(
    database,
    {
      code: 'dongguan',
      name: text('东莞'),
      demonstration: true,
      centralMeridianDeg: 114,
      bases: [base('B2', '银瓶'), base('B1', '松山湖')],
    },
    NOW,
  );
  const second = await foundProgramme(
    database,
    {
      code: 'other',
      name: text('别处'),
      demonstration: false,
      centralMeridianDeg: 117,
      bases: [base('B1', '某地')],
    },
    NOW,
  );
  const user = (username: string, programmeId: string, baseIds: string[] | null) =>
    createUser(
      database,
      {
        username,
        name: username,
        password: PASSWORD,
        posts: [{ programmeId, role: 'viewer', title: text('岗位'), baseIds }],
      },
      NOW,
    );
  await user('whole', first.programmeId, null);
  await user('one-base', first.programmeId, [first.baseIds.get('B1')!]);
  await user('elsewhere', second.programmeId, null);

  const { app, ask } = await server();
  const whole = (await ask('whole')).json();
  expect(whole).toMatchObject({
    id: first.programmeId,
    code: 'dongguan',
    demonstration: true,
    centralMeridianDeg: 114,
  });
  expect(whole.bases.map(({ code }: { code: string }) => code)).toEqual(['B1', 'B2']);
  expect(whole.bases[0]).toMatchObject({
    areaSqm: 1_500,
    bbox: [113, 22, 114, 23],
    industries: [text('生物医药')],
  });
  expect((await ask('one-base')).json().bases.map(({ code }: { code: string }) => code)).toEqual(['B1']);
  expect((await ask('elsewhere')).json()).toMatchObject({ id: second.programmeId, bases: [{ code: 'B1' }] });

  const visitor = await ask();
  expect([visitor.statusCode, visitor.json().code]).toEqual([401, 'identity.sign-in-required']);
  await app.close();
});

test('founding is in the audit log, and a code is taken once', async () => {
  const programme = {
    code: 'recorded',
    name: text('留痕'),
    demonstration: false,
    centralMeridianDeg: 114,
    bases: [base('X', '某地')],
  };
  const { programmeId } = await foundProgramme(database, programme, NOW);
  const scope = {
    userId: null,
    postId: null,
    role: 'system' as const,
    programmeId,
    baseIds: [WHOLE_PROGRAMME],
  };
  const { events } = await inScope(database, scope, (tx) => listEvents(tx, { limit: 5 }));
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({
    action: 'programme.found',
    subject: { kind: 'programme', id: programmeId },
  });
  await expect(foundProgramme(database, programme, NOW)).rejects.toMatchObject({ code: '23505' });
});

test('a programme of another tenant is invisible, and nobody but the system founds one', async () => {
  const scope = {
    userId: null,
    postId: null,
    role: 'administrator' as const,
    programmeId: newId(),
    baseIds: [],
  };
  const seen = await inScope(database, scope, (tx) => tx.query('select from programme.programme'));
  expect(seen.rowCount).toBe(0);
  await expect(
    inScope(database, scope, (tx) =>
      tx.query(
        `insert into programme.programme (programme_id, code, name, central_meridian_deg, created_at)
         values ($1, 'mine', '{}', 114, now())`,
        [scope.programmeId],
      ),
    ),
  ).rejects.toMatchObject({ code: '42501' });
});

test('initials are those of the pinyin', () => {
  expect(initialsOf('松山湖生物医药产业基地')).toBe('sshswyycyjd');
  expect(initialsOf('银瓶 No.1')).toBe('ypno1');
});
