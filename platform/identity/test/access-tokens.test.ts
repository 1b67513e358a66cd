import { listEvents } from '@lizhu/audit';
import { unrecordedWrites } from '@lizhu/audit/testing';
import { inScope, type Scope } from '@lizhu/db';
import type { HttpApp } from '@lizhu/http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sweepIdentity } from '../sweep-identity.ts';
import { tokenIn } from '../tokens/access-tokens.ts';
import { Browser, makeWorld, type World } from './world.ts';

let world: World;
let app: HttpApp;
beforeAll(async () => {
  world = await makeWorld();
  app = await world.server();
});
afterAll(() => world.drop());

type Made = { id: string; token: string; expiresAt: string };
const publicScope = { userId: null, postId: null, role: 'public', programmeId: null, baseIds: [] };
const basic = (name: string, secret: string) =>
  `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`;
const scopeWith = async (authorization: string) =>
  (await app.inject({ url: '/scope', headers: { authorization } })).json<Record<string, unknown>>();

async function made(browser: Browser, days = 30): Promise<Made> {
  const answer = await browser.post('/api/v1/identity/tokens', { name: 'QGIS 办公室', days });
  expect(answer.statusCode).toBe(201);
  return answer.json<Made>();
}

test('a token reads what its post may see, as Bearer and as a password, and writes nothing', async () => {
  const browser = new Browser(app);
  await browser.signIn('陈工');
  const { token } = await made(browser);
  const own = (await browser.get('/scope')).json();
  for (const authorization of [`Bearer ${token}`, basic('anything', token), basic('', token)]) {
    expect(await scopeWith(authorization)).toEqual(own);
  }
  const session = await app.inject({
    url: '/api/v1/identity/session',
    headers: { authorization: `Bearer ${token}` },
  });
  expect(session.json<{ user: { username: string } }>().user.username).toBe('陈工');
  for (const [method, url] of [
    ['POST', '/officers'],
    ['POST', '/api/v1/identity/tokens'],
    ['DELETE', '/api/v1/identity/tokens/0190a000-0000-7000-8000-000000000000'],
  ] as const) {
    const answer = await app.inject({ method, url, headers: { authorization: `Bearer ${token}` } });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([
      403,
      'identity.token-reads-only',
    ]);
  }
  const tokens = await app.inject({
    url: '/api/v1/identity/tokens',
    headers: { authorization: `Bearer ${token}` },
  });
  expect(tokens.statusCode).toBe(401);
});

test('unknown, removed and expired tokens are nobody; so are names and passwords', async () => {
  const browser = new Browser(app);
  await browser.signIn('admin');
  const { id, token } = await made(browser, 1);
  expect(await scopeWith(`Bearer ${token}x`)).toEqual(publicScope);
  expect(await scopeWith(`Bearer lzt_${'A'.repeat(43)}`)).toEqual(publicScope);
  expect(await scopeWith(basic('admin', '松山湖-2021-基地'))).toEqual(publicScope);
  world.clock.now = new Date(world.clock.now.getTime() + 86_400_000);
  expect(await scopeWith(`Bearer ${token}`)).toEqual(publicScope);
  world.clock.now = new Date(world.clock.now.getTime() - 86_400_000);
  expect(await scopeWith(`Bearer ${token}`)).toMatchObject({ role: 'administrator' });
  const stranger = new Browser(app);
  await stranger.signIn('viewer');
  expect((await stranger.post(`/api/v1/identity/tokens/${id}`, {}, 'DELETE')).statusCode).toBe(404);
  expect((await browser.post(`/api/v1/identity/tokens/${id}`, {}, 'DELETE')).statusCode).toBe(204);
  expect((await browser.post(`/api/v1/identity/tokens/${id}`, {}, 'DELETE')).statusCode).toBe(404);
  expect(await scopeWith(`Bearer ${token}`)).toEqual(publicScope);
});

test('a list has names and ends, no secrets, and nobody else’s', async () => {
  const browser = new Browser(app);
  await browser.signIn('officer');
  const { token, ...shown } = await made(browser);
  const listed = await browser.get('/api/v1/identity/tokens');
  expect(listed.json()).toEqual({ rows: [shown] });
  expect(listed.body).not.toContain(token);
  const stranger = new Browser(app);
  await stranger.signIn('viewer');
  expect((await stranger.get('/api/v1/identity/tokens')).json()).toEqual({ rows: [] });
});

test('making and removing leave events with the name and the end, never the secret', async () => {
  const browser = new Browser(app);
  await browser.signIn('officer');
  const { id, token } = await made(browser);
  const scope = (await browser.get('/scope')).json<Scope>();
  await browser.post(`/api/v1/identity/tokens/${id}`, {}, 'DELETE');
  const subject = { kind: 'access-token', id };
  const { events } = await inScope(world.used.database, scope, (tx) =>
    listEvents(tx, { subject, limit: 10 }),
  );
  expect(events.map(({ action, actor, postId }) => [action, actor, postId])).toEqual([
    ['identity.remove-token', scope.userId, scope.postId],
    ['identity.make-token', scope.userId, scope.postId],
  ]);
  expect(JSON.stringify(events)).toContain('QGIS 办公室');
  expect(JSON.stringify(events)).not.toContain(token.slice(4));
});

test('no post and no token was written without an event', async () => {
  expect(await unrecordedWrites(world.used.database)).toEqual([]);
});

test('without a chosen post there is no token; a token outlives neither its post nor its time', async () => {
  const several = new Browser(app);
  await several.signIn('several');
  const refused = await several.post('/api/v1/identity/tokens', { name: 'x', days: 1 });
  expect(refused.json<{ code: string }>().code).toBe('identity.post-required');
  const viewer = new Browser(app);
  await viewer.signIn('viewer');
  const { token } = await made(viewer);
  world.clock.now = new Date(world.clock.now.getTime() + 86_400_000);
  expect(await scopeWith(`Bearer ${token}`)).toMatchObject({ role: 'public', programmeId: null });
  world.clock.now = new Date(world.clock.now.getTime() - 86_400_000);
});

test('what a proxy’s own password protection sends does not disturb a session', async () => {
  expect(tokenIn(basic('gate', 'keeper'))).toBeNull();
  expect(tokenIn('Basic')).toBeNull();
  expect(tokenIn('Negotiate abc')).toBeNull();
  const browser = new Browser(app, { authorization: basic('gate', 'keeper') });
  await browser.signIn('admin');
  expect((await browser.get('/admins')).statusCode).toBe(200);
});

test('sweeping removes what is over and nothing else', async () => {
  const browser = new Browser(app);
  await browser.signIn('admin');
  await new Browser(app).signIn('admin', 'wrong password');
  const { token } = await made(browser, 1);
  expect(await sweepIdentity(world.used.database, world.clock.now)).toBe(0);
  expect(await scopeWith(`Bearer ${token}`)).toMatchObject({ role: 'administrator' });
  const later = new Date(world.clock.now.getTime() + 2 * 86_400_000);
  expect(await sweepIdentity(world.used.database, later)).toBeGreaterThan(1);
  expect(await scopeWith(`Bearer ${token}`)).toEqual(publicScope);
});
