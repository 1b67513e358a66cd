import { inScope, type Scope } from '@lizhu/db';
import type { HttpApp } from '@lizhu/http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Browser, makeWorld, PASSWORD, WHOLE_PROGRAMME, type World } from './world.ts';

let world: World;
let app: HttpApp;
beforeAll(async () => {
  world = await makeWorld();
  app = await world.server({ signInsPerMinute: 10_000 });
});
afterAll(() => world.drop());
beforeEach(async () => {
  await world.asOwner('sign_in_guard', 'delete from identity.sign_in_guard');
  world.clock.now = new Date('2026-02-18T08:00:00Z');
});

const COOKIE = 'lizhu.session_token';

describe('signing in', () => {
  test('gives the session without its token, and a cookie that scripts cannot read', async () => {
    const browser = new Browser(app);
    const answer = await browser.signIn('陈工');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      user: { id: world.people.guard.userId, username: '陈工', name: '陈工 姓名' },
      posts: [expect.objectContaining({ id: world.people.guard.postIds[0], baseIds: [world.bases[1]] })],
      post: expect.objectContaining({ id: world.people.guard.postIds[0], role: 'land-officer' }),
      programmeId: world.programmes[0],
    });
    expect(answer.cookies).toMatchObject([
      { name: COOKIE, httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 43_200 },
    ]);
    expect(answer.cookies[0]).not.toHaveProperty('secure');
    const token = (browser.cookies.get(COOKIE) as string).split('.')[0] as string;
    expect(answer.body).not.toContain(token);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect((await browser.get('/api/v1/identity/session')).json()).toEqual(answer.json());
  });

  test('behind TLS the cookie is sent over https only', async () => {
    const secure = await world.server({ baseUrl: 'https://land.test' });
    const { cookies } = await new Browser(secure).signIn('admin');
    expect(cookies).toMatchObject([{ name: `__Secure-${COOKIE}`, secure: true, httpOnly: true }]);
  });

  test('works while storage takes no writes, so that people can read; a token is refused', async () => {
    const full = new Browser(await world.server({ storage: () => 'read-only' }));
    expect((await full.signIn('several')).statusCode).toBe(200);
    const postId = world.people.several.postIds[0];
    expect((await full.post('/api/v1/identity/choose-post', { postId })).statusCode).toBe(200);
    expect((await full.get('/scope')).json()).toMatchObject({ postId });
    const token = await full.post('/api/v1/identity/tokens', { name: 'QGIS', days: 1 });
    expect([token.statusCode, token.json<{ code: string }>().code]).toEqual([507, 'http.storage-full']);
  });

  test('names are one whatever their case and width', async () => {
    for (const name of ['ADMIN', ' admin ', 'ａｄｍｉｎ'])
      expect((await new Browser(app).signIn(name)).statusCode).toBe(200);
  });

  test('a wrong password, an unknown name and an impossible name get the same answer', async () => {
    const answers = [];
    for (const [name, password] of [
      ['admin', 'wrong password'],
      ['absent', PASSWORD],
      ['x', PASSWORD],
      ['no such name!', PASSWORD],
      ['admin', 'x'.repeat(150)],
    ] as const) {
      const answer = await new Browser(app).signIn(name, password);
      answers.push([answer.statusCode, answer.body, answer.cookies]);
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.[0]).toBe(401);
    expect(answers[0]?.[1]).toContain('identity.sign-in-refused');
  });

  test('an unknown name takes as long as a wrong password', async () => {
    const times: Record<string, number[]> = { admin: [], absent: [] };
    for (let i = 0; i < 12; i++) {
      for (const [name, list] of Object.entries(times)) {
        world.clock.now = new Date(world.clock.now.getTime() + 1_000_000);
        const start = performance.now();
        await new Browser(app).signIn(name, 'wrong password');
        list.push(performance.now() - start);
      }
    }
    const median = (list: number[]): number => list.toSorted((a, b) => a - b)[6] as number;
    const ratio = median(times.admin as number[]) / median(times.absent as number[]);
    expect(median(times.absent as number[])).toBeGreaterThan(15);
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.7);
  });

  test('there is no way to sign up', async () => {
    for (const path of [
      'sign-up',
      'sign-up/email',
      'auth/sign-up/email',
      'auth/sign-in/username',
      'auth/get-session',
    ]) {
      expect((await new Browser(app).post(`/api/v1/identity/${path}`, {})).statusCode).toBe(404);
    }
  });

  test('another site cannot sign somebody in', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/identity/sign-in',
      headers: { host: 'land.test', origin: 'https://evil.test' },
      payload: { username: 'admin', password: PASSWORD },
    });
    expect([answer.statusCode, answer.cookies]).toEqual([403, []]);
  });
});

describe('the lock of an account', () => {
  const attempt = async (name: string, password: string): Promise<number> =>
    (await new Browser(app).signIn(name, password)).statusCode;

  test('five failures pause an account, also for the right password; the pause ends and doubles', async () => {
    for (let i = 0; i < 5; i++) expect(await attempt('viewer', 'wrong password')).toBe(401);
    const locked = await new Browser(app).signIn('viewer');
    expect([locked.statusCode, locked.headers['retry-after']]).toEqual([429, '30']);
    expect(locked.json<{ code: string }>().code).toBe('identity.too-many-attempts');
    expect(await attempt('officer', PASSWORD)).toBe(200);
    world.clock.now = new Date(world.clock.now.getTime() + 31_000);
    expect(await attempt('viewer', 'wrong password')).toBe(401);
    const again = await new Browser(app).signIn('viewer');
    expect([again.statusCode, again.headers['retry-after']]).toEqual([429, '60']);
    world.clock.now = new Date(world.clock.now.getTime() + 61_000);
    expect(await attempt('viewer', PASSWORD)).toBe(200);
    for (let i = 0; i < 4; i++) expect(await attempt('viewer', 'wrong password')).toBe(401);
    expect(await attempt('viewer', PASSWORD)).toBe(200);
  });

  test('the pause never exceeds a quarter of an hour', async () => {
    for (let i = 0; i < 20; i++) {
      await attempt('viewer', 'wrong password');
      world.clock.now = new Date(world.clock.now.getTime() + 901_000);
    }
    await attempt('viewer', 'wrong password');
    const locked = await new Browser(app).signIn('viewer');
    expect(locked.headers['retry-after']).toBe('900');
  });

  test('names that do not exist are paused just the same', async () => {
    for (let i = 0; i < 5; i++) expect(await attempt('absent', 'wrong password')).toBe(401);
    expect(await attempt('absent', 'wrong password')).toBe(429);
    expect(await attempt('ABSENT', 'wrong password')).toBe(429);
  });

  test('guesses sent at once are counted before they are looked at', async () => {
    const statuses = await Promise.all(Array.from({ length: 40 }, () => attempt('viewer', 'wrong password')));
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(35);
  });

  test('nothing of what was typed can be read in the table', async () => {
    await attempt('my password by mistake', 'x');
    const rows = await world.asOwner<{ row: string }>(
      'sign_in_guard',
      'select row_to_json(g)::text as row from identity.sign_in_guard g',
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).not.toContain('mistake');
  });
});

describe('the limit of an address', () => {
  test('holds whatever X-Forwarded-For claims', async () => {
    const strict = await world.server({ signInsPerMinute: 4 });
    const statuses = [];
    for (let i = 0; i < 8; i++) {
      const browser = new Browser(strict, {
        'x-forwarded-for': `203.0.113.${i}`,
        'x-real-ip': `203.0.113.${i}`,
        'x-lizhu-ip': `203.0.113.${i}`,
      });
      statuses.push((await browser.signIn(`name${i}`, 'wrong password')).statusCode);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 429, 429, 429, 429]);
  });

  test('the address that is kept with the session is the one that the server saw', async () => {
    const browser = new Browser(app, {
      'x-forwarded-for': '203.0.113.7',
      'x-lizhu-ip': '203.0.113.7',
      'user-agent': 'x'.repeat(5_000),
    });
    await browser.signIn('nobody');
    expect(await readSessions(world.people.nobody.userId)).toEqual([{ ip_address: '127.0.0.1', agent: 300 }]);
    const proxied = await world.server({ trustProxy: true });
    const behind = new Browser(proxied, { 'x-forwarded-for': '203.0.113.9' });
    await behind.signIn('nobody');
    expect(
      (await readSessions(world.people.nobody.userId)).map(({ ip_address }) => ip_address).sort(),
    ).toEqual(['127.0.0.1', '203.0.113.9']);
  });
});

function readSessions(userId: string): Promise<{ ip_address: string; agent: number }[]> {
  return world.asOwner(
    'session',
    'select ip_address, length(user_agent) as agent from identity.session where user_id = $1',
    [userId],
  );
}

describe('sessions', () => {
  test('a cookie planted before signing in never becomes somebody', async () => {
    const attacker = new Browser(app);
    await attacker.signIn('nobody');
    const planted = attacker.cookies.get(COOKIE) as string;
    const victim = new Browser(app);
    victim.cookies.set(COOKIE, planted);
    await victim.signIn('admin');
    expect(victim.cookies.get(COOKIE)).not.toBe(planted);
    expect((await attacker.get('/api/v1/identity/session')).json<{ user: unknown }>().user).toBeNull();
    expect(
      (await victim.get('/api/v1/identity/session')).json<{ user: { username: string } }>().user.username,
    ).toBe('admin');
  });

  test('an invented or altered cookie is nobody', async () => {
    const browser = new Browser(app);
    await browser.signIn('admin');
    const good = browser.cookies.get(COOKIE) as string;
    const [token, signature] = decodeURIComponent(good).split(/\.(.*)/) as [string, string];
    for (const bad of [
      'x',
      token,
      `${token}.`,
      encodeURIComponent(`${token}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`),
      encodeURIComponent(`${'A'.repeat(32)}.${signature}`),
    ]) {
      browser.cookies.set(COOKIE, bad);
      expect((await browser.get('/scope')).json()).toEqual(publicScope);
    }
  });

  test('signing out ends the session on the server', async () => {
    const browser = new Browser(app);
    await browser.signIn('admin');
    const kept = browser.cookies.get(COOKIE) as string;
    expect((await browser.get('/admins')).statusCode).toBe(200);
    const answer = await browser.post('/api/v1/identity/sign-out');
    expect(answer.json<{ user: unknown }>().user).toBeNull();
    expect(browser.cookies.has(COOKIE)).toBe(false);
    browser.cookies.set(COOKIE, kept);
    expect((await browser.get('/admins')).statusCode).toBe(401);
    expect((await new Browser(app).post('/api/v1/identity/sign-out')).statusCode).toBe(200);
  });

  test('a session that is over is nobody', async () => {
    const browser = new Browser(app);
    await browser.signIn('viewer');
    await world.asOwner(
      'session',
      `update identity.session set expires_at = now() - interval '1 second' where user_id = $1`,
      [world.people.viewer.userId],
    );
    expect((await browser.get('/scope')).json()).toEqual(publicScope);
  });

  test('changing the password ends every other session and keeps the post', async () => {
    const here = new Browser(app);
    const there = new Browser(app);
    await here.signIn('officer');
    await there.signIn('officer');
    const change = (currentPassword: string, newPassword: string) =>
      here.post('/api/v1/identity/change-password', { currentPassword, newPassword });
    const codeOf = async (answer: ReturnType<typeof change>) => (await answer).json<{ code: string }>().code;
    expect(await codeOf(change('wrong password', 'another one 9'))).toBe('identity.password-wrong');
    expect(await codeOf(change(PASSWORD, 'short'))).toBe('identity.password-weak');
    expect(await codeOf(change(PASSWORD, 'I am the OFFICER'))).toBe('identity.password-weak');
    const before = here.cookies.get(COOKIE);
    const changed = await change(PASSWORD, '另一个密码-2026');
    expect([changed.statusCode, changed.json<{ post: { role: string } }>().post.role]).toEqual([
      200,
      'land-officer',
    ]);
    expect(here.cookies.get(COOKIE)).not.toBe(before);
    expect((await here.get('/scope')).json<{ role: string }>().role).toBe('land-officer');
    expect((await there.get('/scope')).json()).toEqual(publicScope);
    expect((await new Browser(app).signIn('officer')).statusCode).toBe(401);
    expect((await new Browser(app).signIn('officer', '另一个密码-2026')).statusCode).toBe(200);
    const { userId } = world.people.officer;
    expect(await eventsOf(userId, 'identity.change-password')).toEqual([
      { programme_id: world.programmes[0], subject_id: userId, after: '{"username":"officer"}' },
    ]);
    expect(
      (
        await new Browser(app).post('/api/v1/identity/change-password', {
          currentPassword: 'x',
          newPassword: 'y',
        })
      ).statusCode,
    ).toBe(401);
  });
});

test('whoever takes up a post leaves an event in its programme; who holds several, when he chooses', async () => {
  const browser = new Browser(app);
  const { userId, postIds } = world.people.several;
  const before = (await eventsOf(userId, 'identity.enter-post')).length;
  await browser.signIn('several');
  expect(await eventsOf(userId, 'identity.enter-post')).toHaveLength(before);
  await browser.post('/api/v1/identity/choose-post', { postId: postIds[1] });
  expect((await eventsOf(userId, 'identity.enter-post')).slice(before)).toEqual([
    { programme_id: world.programmes[1], subject_id: postIds[1], after: '{"username":"several"}' },
  ]);
  const { guard } = world.people;
  const entered = (await eventsOf(guard.userId, 'identity.enter-post')).length;
  await new Browser(app).signIn('陈工');
  expect((await eventsOf(guard.userId, 'identity.enter-post')).slice(entered)).toEqual([
    { programme_id: world.programmes[0], subject_id: guard.postIds[0], after: '{"username":"陈工"}' },
  ]);
});

/** Events that a user left, in their order. */
async function eventsOf(userId: string, action: string) {
  const scopeOf = (programmeId: string): Scope => ({
    userId: null,
    postId: null,
    role: 'system',
    programmeId,
    baseIds: [WHOLE_PROGRAMME],
  });
  const found = [];
  for (const programmeId of world.programmes) {
    const { rows } = await inScope(world.used.database, scopeOf(programmeId), (tx) =>
      tx.query<{ programme_id: string; subject_id: string; after: string }>(
        'select programme_id, subject_id, after from audit.event where actor = $1 and action = $2 order by id',
        [userId, action],
      ),
    );
    found.push(...rows);
  }
  return found;
}

const publicScope = { userId: null, postId: null, role: 'public', programmeId: null, baseIds: [] };
