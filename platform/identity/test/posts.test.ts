import { databaseProblem, inScope, type Scope } from '@lizhu/db';
import type { HttpApp } from '@lizhu/http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createUser } from '../create-user.ts';
import { Browser, COMMON_GROUND, makeWorld, PASSWORD, WHOLE_PROGRAMME, type World } from './world.ts';

let world: World;
let app: HttpApp;
beforeAll(async () => {
  world = await makeWorld();
  app = await world.server({ signInsPerMinute: 10_000 });
});
afterAll(() => world.drop());

async function signedIn(name: string): Promise<Browser> {
  const browser = new Browser(app);
  expect((await browser.signIn(name)).statusCode).toBe(200);
  return browser;
}

const scopeOf = async (browser: Browser): Promise<Scope> => (await browser.get('/scope')).json<Scope>();
const choose = (browser: Browser, postId: string | null | undefined) =>
  browser.post('/api/v1/identity/choose-post', { postId });

describe('the scope of a request', () => {
  test('nobody is the public', async () => {
    expect(await scopeOf(new Browser(app))).toEqual({
      userId: null,
      postId: null,
      role: 'public',
      programmeId: null,
      baseIds: [],
    });
  });

  test('a post over the whole programme reaches all its bases, common ground and what concerns the whole', async () => {
    expect(await scopeOf(await signedIn('officer'))).toEqual({
      userId: world.people.officer.userId,
      postId: world.people.officer.postIds[0],
      role: 'land-officer',
      programmeId: world.programmes[0],
      baseIds: [...world.bases, COMMON_GROUND, WHOLE_PROGRAMME],
    });
  });

  test('a post over a base reaches it and common ground', async () => {
    const scope = await scopeOf(await signedIn('陈工'));
    expect([scope.role, scope.baseIds]).toEqual(['land-officer', [world.bases[1], COMMON_GROUND]]);
  });

  test('a user without a post is the public with a name', async () => {
    const scope = await scopeOf(await signedIn('nobody'));
    expect(scope).toEqual({
      userId: world.people.nobody.userId,
      postId: null,
      role: 'public',
      programmeId: null,
      baseIds: [],
    });
  });

  test('is found once a request, and not before it is asked for', async () => {
    let asked = 0;
    const counting = await world.server({
      basesOf: async () => {
        asked++;
        return world.bases;
      },
    });
    counting.get('/twice', async (request) => {
      const [one, two] = await Promise.all([request.scope(), request.scope()]);
      return { same: one === two };
    });
    const browser = new Browser(counting);
    await browser.signIn('admin');
    expect(asked).toBe(0);
    expect((await browser.get('/twice')).json()).toEqual({ same: true });
    expect(asked).toBe(1);
  });
});

describe('choosing a post', () => {
  test('who holds several chooses, and may choose again or none', async () => {
    const browser = await signedIn('several');
    const session = (await browser.get('/api/v1/identity/session')).json<{
      posts: { id: string }[];
      post: unknown;
    }>();
    const [viewing, administering, future] = world.people.several.postIds;
    expect([session.posts.map(({ id }) => id).sort(), session.post]).toEqual([
      [viewing, administering].sort(),
      null,
    ]);
    expect((await scopeOf(browser)).role).toBe('public');
    expect((await choose(browser, viewing)).json<{ post: { id: string } }>().post.id).toBe(viewing);
    expect(await scopeOf(browser)).toMatchObject({ role: 'viewer', programmeId: world.programmes[0] });
    await choose(browser, administering);
    expect(await scopeOf(browser)).toMatchObject({ role: 'administrator', programmeId: world.programmes[1] });
    expect((await choose(browser, future)).statusCode).toBe(403);
    expect((await scopeOf(browser)).role).toBe('administrator');
    await choose(browser, null);
    expect((await scopeOf(browser)).role).toBe('public');
  });

  test("another's post and one that does not exist get the same refusal", async () => {
    const browser = await signedIn('viewer');
    const before = await scopeOf(browser);
    const answers = [];
    for (const postId of [world.people.admin.postIds[0], '0190a000-0000-7000-8000-000000000000']) {
      const answer = await choose(browser, postId);
      answers.push([answer.statusCode, answer.body]);
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.[0]).toBe(403);
    expect(await scopeOf(browser)).toEqual(before);
    expect((await choose(new Browser(app), world.people.admin.postIds[0])).statusCode).toBe(401);
    expect((await choose(browser, 'no uuid')).statusCode).toBe(400);
  });

  test('nothing that a sign-in or a session request says sets the post', async () => {
    const browser = new Browser(app);
    const answer = await browser.post('/api/v1/identity/sign-in', {
      username: 'viewer',
      password: PASSWORD,
      postId: world.people.admin.postIds[0],
    });
    expect(answer.statusCode).toBe(400);
    await browser.signIn('viewer');
    await browser.get(`/api/v1/identity/session?postId=${world.people.admin.postIds[0]}`);
    expect((await scopeOf(browser)).role).toBe('viewer');
  });

  test('a post that ends stops at that instant, in sessions that are open', async () => {
    const browser = await signedIn('viewer');
    const start = world.clock.now;
    expect((await scopeOf(browser)).role).toBe('viewer');
    world.clock.now = new Date(start.getTime() + 86_400_000 - 1);
    expect((await scopeOf(browser)).role).toBe('viewer');
    world.clock.now = new Date(start.getTime() + 86_400_000);
    expect((await scopeOf(browser)).role).toBe('public');
    const session = (await browser.get('/api/v1/identity/session')).json<{
      posts: unknown[];
      post: unknown;
    }>();
    expect([session.posts, session.post]).toEqual([[], null]);
    expect((await choose(browser, world.people.viewer.postIds[0])).statusCode).toBe(403);
    world.clock.now = start;
  });
});

describe('roles', () => {
  test.each([
    [null, 401, 'identity.sign-in-required'],
    ['nobody', 403, 'identity.post-required'],
    ['several', 403, 'identity.post-required'],
    ['viewer', 403, 'identity.role-required'],
    ['admin', 200, undefined],
  ])('%s asks for what administrators may', async (name, status, code) => {
    const browser = name === null ? new Browser(app) : await signedIn(name);
    const answer = await browser.get('/admins');
    expect([answer.statusCode, answer.json<{ code?: string }>().code]).toEqual([status, code]);
  });

  test('several roles may do the same', async () => {
    for (const [name, status] of [
      ['viewer', 403],
      ['officer', 200],
      ['陈工', 200],
      ['admin', 200],
    ] as const) {
      expect((await (await signedIn(name)).post('/officers')).statusCode).toBe(status);
    }
    expect((await (await signedIn('officer')).post('/officers')).json()).toEqual({ by: 'officer 姓名' });
  });
});

describe('members', () => {
  type Page = { rows: { user: { username: string }; post: { programmeId: string } }[]; next: string | null };

  test('an administrator lists the posts of the programme and of no other, page by page', async () => {
    const browser = await signedIn('admin');
    const all = (await browser.get('/api/v1/identity/members')).json<Page>();
    expect(all.rows.map(({ user }) => user.username).sort()).toEqual(
      ['admin', 'officer', 'several', 'several', 'viewer', '陈工'].sort(),
    );
    expect(new Set(all.rows.map(({ post }) => post.programmeId))).toEqual(new Set([world.programmes[0]]));
    expect(all.next).toBeNull();
    const paged: Page['rows'] = [];
    for (let next: string | null = ''; next !== null; ) {
      const url = `/api/v1/identity/members?limit=2${next === '' ? '' : `&cursor=${next}`}`;
      const page: Page = (await browser.get(url)).json<Page>();
      expect(page.rows.length).toBeLessThanOrEqual(2);
      paged.push(...page.rows);
      next = page.next;
    }
    expect(paged).toEqual(all.rows);
    expect((await browser.get('/api/v1/identity/members?cursor=x')).json<{ code: string }>().code).toBe(
      'http.bad-cursor',
    );
  });

  test('nobody else does', async () => {
    for (const name of ['officer', 'viewer', 'nobody']) {
      expect((await (await signedIn(name)).get('/api/v1/identity/members')).statusCode).toBe(403);
    }
  });
});

describe('what the database itself refuses', () => {
  const as = (scope: Partial<Scope>): Scope => ({
    userId: null,
    postId: null,
    role: 'public',
    programmeId: null,
    baseIds: [],
    ...scope,
  });

  test('accounts, hashes, sessions, tokens and locks are invisible and untouchable to the rest of the application', async () => {
    const scope = as({
      role: 'administrator',
      programmeId: world.programmes[0],
      userId: world.people.admin.userId,
    });
    for (const table of ['"user"', 'session', 'account', 'verification', 'sign_in_guard', 'access_token']) {
      const counted = await inScope(world.used.database, scope, (tx) =>
        tx.query<{ n: bigint }>(`select count(*) as n from identity.${table}`),
      );
      expect([table, counted.rows[0]?.n]).toEqual([table, 0n]);
      const removed = await inScope(world.used.database, scope, (tx) =>
        tx.query(`delete from identity.${table}`),
      );
      expect(removed.rowCount).toBe(0);
    }
    expect((await new Browser(app).signIn('admin')).statusCode).toBe(200);
  });

  test('posts: one sees ones own, an administrator those of the programme, nobody writes but administrators', async () => {
    const seen = async (scope: Scope): Promise<number> =>
      (await inScope(world.used.database, scope, (tx) => tx.query('select from identity.post')))
        .rowCount as number;
    const { admin, several, viewer } = world.people;
    const [first, second] = world.programmes;
    expect(await seen(as({}))).toBe(0);
    expect(await seen(as({ userId: several.userId }))).toBe(3);
    expect(await seen(as({ userId: viewer.userId, role: 'viewer', programmeId: first }))).toBe(1);
    expect(await seen(as({ userId: admin.userId, role: 'administrator', programmeId: first }))).toBe(6);
    const appointing = (scope: Scope, programmeId: string) =>
      inScope(world.used.database, scope, (tx) =>
        tx.query(
          `insert into identity.post (programme_id, id, user_id, role, title, valid_from)
           values ($1, gen_random_uuid(), $2, 'administrator', '{"zh":"","en":""}', now())`,
          [programmeId, viewer.userId],
        ),
      );
    for (const [scope, programmeId] of [
      [as({ userId: viewer.userId, role: 'viewer', programmeId: first }), first],
      [as({ userId: viewer.userId }), first],
      [as({ userId: admin.userId, role: 'administrator', programmeId: first }), second],
    ] as const) {
      const error = await appointing(scope, programmeId).catch((thrown: unknown) => thrown);
      expect(databaseProblem(error)?.code).toBe('forbidden');
    }
    const moved = inScope(world.used.database, as({ role: 'administrator', programmeId: first }), (tx) =>
      tx.query(`update identity.post set role = 'administrator'`),
    );
    await expect(moved).rejects.toThrow('permission denied');
  });

  test('an administrator of one base, an empty list of bases and a post that ends before it begins', async () => {
    const base = { programmeId: world.programmes[0], title: { zh: '岗位', en: 'Post' } };
    for (const post of [
      { ...base, role: 'administrator' as const, baseIds: [world.bases[0]] },
      { ...base, role: 'viewer' as const, baseIds: [] },
      { ...base, role: 'viewer' as const, validTo: new Date(0) },
    ]) {
      const error = await createUser(world.used.database, {
        username: 'refused',
        name: 'x',
        password: PASSWORD,
        posts: [post],
      }).catch((thrown: unknown) => thrown);
      expect(databaseProblem(error)?.code).toBe('invalid-value');
    }
    expect((await new Browser(app).signIn('refused')).statusCode).toBe(401);
  });
});

describe('making an account', () => {
  const make = (username: string, password = PASSWORD) =>
    createUser(world.used.database, { username, name: '某人', password, posts: [] });

  test.each([
    ['admin', PASSWORD, 'identity.username-taken'],
    ['ＡＤＭＩＮ', PASSWORD, 'identity.username-taken'],
    ['x', PASSWORD, 'identity.username-unusable'],
    ['two words', PASSWORD, 'identity.username-unusable'],
    ['a@b', PASSWORD, 'identity.username-unusable'],
    ['长'.repeat(41), PASSWORD, 'identity.username-unusable'],
    ['newcomer', 'seven77', 'identity.password-weak'],
    ['newcomer', 'Newcomer!', 'identity.password-weak'],
    ['newcomer', 'x'.repeat(129), 'identity.password-weak'],
  ])('%j with %j is refused', async (username, password, code) => {
    await expect(make(username, password)).rejects.toThrow(code);
  });

  test('every post leaves an event with what was given', async () => {
    const { postIds } = await createUser(world.used.database, {
      username: '新人',
      name: '新人',
      password: PASSWORD,
      posts: world.programmes.map((programmeId) => ({
        programmeId,
        role: 'viewer',
        title: { zh: '岗位', en: 'Post' },
      })),
    });
    for (const [i, programmeId] of world.programmes.entries()) {
      const scope = as(programmeId);
      const { rows } = await inScope(world.used.database, scope, (tx) =>
        tx.query<{ action: string; after: string }>(
          'select action, after from audit.event where subject_id = $1',
          [postIds[i]],
        ),
      );
      expect(rows.map(({ action }) => action)).toEqual(['identity.appoint']);
      expect(JSON.parse(rows[0]?.after as string)).toMatchObject({ role: 'viewer', baseIds: null });
    }
    function as(programmeId: string): Scope {
      return { userId: null, postId: null, role: 'system', programmeId, baseIds: [WHOLE_PROGRAMME] };
    }
  });
});
