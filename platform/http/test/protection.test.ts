import { afterEach, describe, expect, test } from 'vitest';
import type { HttpApp, HttpOptions } from '../http-app.ts';
import type { ProblemDocument } from '../problems/problem-document.ts';
import { closeServers, logged, server } from './server.ts';

afterEach(closeServers);

describe('protection', () => {
  async function changing(options: Partial<HttpOptions> = {}): Promise<HttpApp> {
    const app = await server(options);
    app.post('/api/v1/land/thing', async () => ({ ok: true }));
    app.post('/api/v1/land/preview', { config: { writes: false } }, async () => ({ ok: true }));
    app.get('/api/v1/land/thing', async () => ({ ok: true }));
    return app;
  }

  test.each([
    ['a page of ours', { cookie: 'a=1', 'sec-fetch-site': 'same-origin', origin: 'https://land.test' }, 200],
    ['an older browser', { cookie: 'a=1', origin: 'https://land.test' }, 200],
    [
      'a form of ours with an opaque origin',
      { cookie: 'a=1', 'sec-fetch-site': 'same-origin', origin: 'null' },
      200,
    ],
    ['a program with a cookie', { cookie: 'a=1', 'x-lizhu-request': '1' }, 200],
    ['a program without cookies', {}, 200],
    ['another site', { cookie: 'a=1', 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' }, 403],
    [
      'a sister site',
      { cookie: 'a=1', 'sec-fetch-site': 'same-site', origin: 'https://evil.land.test' },
      403,
    ],
    ['another site in an older browser', { cookie: 'a=1', origin: 'https://evil.test' }, 403],
    ['another port', { cookie: 'a=1', origin: 'https://land.test:8443' }, 403],
    ['an opaque origin', { cookie: 'a=1', origin: 'null' }, 403],
    ['nothing said', { cookie: 'a=1' }, 403],
    [
      'another site that claims to be a program',
      { cookie: 'a=1', 'sec-fetch-site': 'cross-site', 'x-lizhu-request': '1' },
      403,
    ],
    ['another site without cookies, to sign somebody in', { origin: 'https://evil.test' }, 403],
  ])('a change sent by %s', async (_title, headers, status) => {
    const app = await changing();
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/land/thing',
      headers: { host: 'land.test', ...headers },
    });
    expect(answer.statusCode).toBe(status);
    if (status === 403) expect(answer.json<ProblemDocument>().code).toBe('http.cross-site');
    expect(
      (await app.inject({ url: '/api/v1/land/thing', headers: { host: 'land.test', ...headers } }))
        .statusCode,
    ).toBe(200);
  });

  test('an origin that the operator names counts as ours', async () => {
    const app = await changing({ origins: ['https://public.test'] });
    const headers = { host: '10.0.0.7:3000', cookie: 'a=1', origin: 'https://public.test' };
    expect((await app.inject({ method: 'POST', url: '/api/v1/land/thing', headers })).statusCode).toBe(200);
  });

  test('while storage is read-only writes are refused and reads go on', async () => {
    let state: 'ok' | 'read-only' = 'read-only';
    const app = await changing({ storage: async () => state });
    const post = (url: string) => app.inject({ method: 'POST', url });
    const refused = await post('/api/v1/land/thing');
    expect([refused.statusCode, refused.json<ProblemDocument>().code]).toEqual([507, 'http.storage-full']);
    expect((await post('/api/v1/land/preview')).statusCode).toBe(200);
    expect((await app.inject('/api/v1/land/thing')).statusCode).toBe(200);
    state = 'ok';
    expect((await post('/api/v1/land/thing')).statusCode).toBe(200);
  });

  test('too many requests from one address; a claimed address changes nothing unless the proxy is trusted', async () => {
    const strict = await changing({ limits: { requestsPerMinute: 3 } });
    const ask = (app: HttpApp, claimed: string) =>
      app.inject({ url: '/api/v1/land/thing', headers: { 'x-forwarded-for': claimed } });
    const statuses = [];
    for (let i = 0; i < 5; i++) statuses.push((await ask(strict, `10.0.0.${i}`)).statusCode);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    const refused = await ask(strict, '10.9.9.9');
    expect(refused.json<ProblemDocument>().code).toBe('http.too-many-requests');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);

    const behindProxy = await changing({ limits: { requestsPerMinute: 3 }, trustProxy: 1 });
    for (let i = 0; i < 5; i++) expect((await ask(behindProxy, `10.0.0.${i}`)).statusCode).toBe(200);
    // One hop is trusted: what the client wrote in front of it is not.
    const spoofed = [];
    for (let i = 0; i < 5; i++) spoofed.push((await ask(behindProxy, `1.1.1.${i}, 10.7.7.7`)).statusCode);
    expect(spoofed).toEqual([200, 200, 200, 429, 429]);
  });

  test('headers that browsers obey', async () => {
    const app = await changing({ mapOrigins: ['https://t0.tianditu.gov.cn'] });
    const { headers } = await app.inject('/api/v1/land/thing');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("worker-src 'self' blob:");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("style-src 'self' 'unsafe-inline'");
    expect(policy).toContain("connect-src 'self' https://t0.tianditu.gov.cn");
    expect(policy).not.toContain('upgrade-insecure-requests');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('strict-origin-when-cross-origin');
    expect(headers['x-powered-by']).toBeUndefined();
    expect(Object.keys(headers).filter((name) => name.includes('ratelimit'))).toEqual([]);
  });

  test('the log has routes, not addresses, and no secrets', async () => {
    const { lines, logger } = logged();
    const app = await changing({ logger, newRequestId: () => 'request-1' });
    await app.inject({
      url: '/api/v1/land/thing?q=secret-name',
      headers: { cookie: 'lizhu.session_token=abc' },
    });
    await app.inject({ method: 'POST', url: '/api/v1/land/thing' });
    expect(lines).toMatchObject([
      { level: 20, reqId: 'request-1', method: 'GET', route: '/api/v1/land/thing', status: 200 },
      { level: 30, method: 'POST', route: '/api/v1/land/thing', status: 200 },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/secret-name|abc/);
    logger.warn({ password: 'hunter2', headers: { cookie: 'abc' }, req: { headers: { cookie: 'abc' } } });
    expect(JSON.stringify(lines.at(-1))).not.toMatch(/hunter2|abc/);
  });
});
