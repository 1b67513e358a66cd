import { connect } from 'node:net';
import Type from 'typebox';
import { afterEach, describe, expect, test } from 'vitest';
import type { HttpApp, HttpOptions } from '../http-app.ts';
import type { ProblemDocument } from '../problems/problem-document.ts';
import { closeServers, logged, server } from './server.ts';

afterEach(closeServers);

describe('requests', () => {
  const Line = Type.Object({ value: Type.Union([Type.Number(), Type.String({ maxLength: 3 })]) });
  const Body = Type.Object(
    { name: Type.String({ minLength: 1 }), lines: Type.Array(Line) },
    { additionalProperties: false },
  );
  async function typed(options: Partial<HttpOptions> = {}): Promise<HttpApp> {
    const app = await server(options);
    app.post('/api/v1/land/sites', { schema: { body: Body } }, async (request) => ({
      saved: request.body.name,
    }));
    app.get(
      '/api/v1/land/sites',
      {
        schema: {
          querystring: Type.Object({
            limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
            classes: Type.Optional(Type.Array(Type.String())),
            id: Type.Optional(Type.String({ format: 'uuid' })),
          }),
        },
      },
      async (request) => ({ query: request.query }),
    );
    return app;
  }

  test('every fault of a body is told with its place, and nothing is converted or dropped', async () => {
    const app = await typed();
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/land/sites',
      payload: { lines: [{ value: 1 }, { value: 'long text' }, {}], extra: 1 },
    });
    const { code, title, errors } = answer.json<ProblemDocument>();
    expect([answer.statusCode, code, title]).toEqual([400, 'http.invalid-request', '请求里有 4 处不正确']);
    expect(errors).toEqual([
      { place: 'body/name', code: 'required', message: '必填' },
      { place: 'body/extra', code: 'additionalProperties', message: '不认识的字段' },
      { place: 'body/lines/1/value', code: 'anyOf', message: '不是允许的写法' },
      { place: 'body/lines/2/value', code: 'required', message: '必填' },
    ]);
    const number = await app.inject({
      method: 'POST',
      url: '/api/v1/land/sites',
      payload: { name: 1, lines: [] },
    });
    expect(number.json<ProblemDocument>().errors?.[0]?.message).toBe('类型应为 string');
  });

  test('queries are text: numbers and single items are converted', async () => {
    const app = await typed();
    expect((await app.inject('/api/v1/land/sites?limit=20&classes=usable')).json()).toEqual({
      query: { limit: 20, classes: ['usable'] },
    });
    const wrong = await app.inject({
      url: '/api/v1/land/sites?limit=501&id=x',
      headers: { 'accept-language': 'en' },
    });
    expect(wrong.json<ProblemDocument>().errors).toEqual([
      { place: 'query/limit', code: 'maximum', message: 'must not be greater than 500' },
      { place: 'query/id', code: 'format', message: 'must have the format uuid' },
    ]);
  });

  test.each([
    [
      'half a body',
      { payload: '{"name":', headers: { 'content-type': 'application/json' } },
      400,
      'http.malformed-body',
    ],
    ['no body', { payload: '', headers: { 'content-type': 'application/json' } }, 400, 'http.malformed-body'],
    [
      'poison',
      { payload: '{"__proto__":{"x":1}}', headers: { 'content-type': 'application/json' } },
      400,
      'http.malformed-body',
    ],
    [
      'another type',
      { payload: '<a/>', headers: { 'content-type': 'text/xml' } },
      415,
      'http.unsupported-media-type',
    ],
    ['too much', { payload: { name: 'x'.repeat(3_000) } }, 413, 'http.body-too-large'],
  ])('%s', async (_title, request, status, code) => {
    const app = await typed({ limits: { bodyBytes: 2_000 } });
    const answer = await app.inject({ method: 'POST', url: '/api/v1/land/sites', ...request });
    expect([answer.statusCode, answer.json<ProblemDocument>().code]).toEqual([status, code]);
  });

  test('unknown addresses and malformed ones', async () => {
    const app = await typed();
    for (const [url, status, code] of [
      ['/api/v1/land/nothing', 404, 'http.not-found'],
      ['/', 404, 'http.not-found'],
      ['/api/v1/%zz', 400, 'http.bad-request'],
      [`/problems/${'x'.repeat(400)}`, 400, 'http.bad-request'],
    ] as const) {
      const answer = await app.inject(url);
      expect([url.slice(0, 20), answer.statusCode, answer.json<ProblemDocument>().code]).toEqual([
        url.slice(0, 20),
        status,
        code,
      ]);
    }
  });

  test('an answer that does not fit its schema fails where people test, and is trimmed where people work', async () => {
    for (const isProduction of [false, true]) {
      const { lines, logger } = logged();
      const app = await server({ isProduction, logger });
      const Answer = Type.Object({ rows: Type.Array(Type.Object({ id: Type.String({ format: 'uuid' }) })) });
      app.get('/api/v1/land/wrong', { schema: { response: { 200: Answer } } }, async () => ({
        rows: [{ id: 'no', secret: 1 }],
      }));
      const answer = await app.inject('/api/v1/land/wrong');
      expect(answer.statusCode).toBe(isProduction ? 200 : 500);
      expect(answer.body).not.toContain('secret');
      if (!isProduction)
        expect(JSON.stringify(lines)).toContain(
          'Cannot answer GET /api/v1/land/wrong with 200: its schema does not fit: /rows/0/id',
        );
    }
  });

  test('what is no HTTP gets a bare status', async () => {
    const app = await server();
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as { port: number };
    const say = (text: string): Promise<string> =>
      new Promise((resolve, reject) => {
        let heard = '';
        const socket = connect(port, '127.0.0.1', () => socket.write(text));
        socket.on('data', (chunk) => {
          heard += chunk.toString();
        });
        socket.on('close', () => resolve(heard));
        socket.on('error', reject);
      });
    expect(await say('NO HTTP\r\n\r\n')).toBe(
      'HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
    );
    expect(await say(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    );
  });
});
