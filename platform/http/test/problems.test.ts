import { afterEach, describe, expect, test } from 'vitest';
import type { HttpApp, HttpOptions } from '../http-app.ts';
import { languageOf } from '../language.ts';
import { defineProblems } from '../problems/define-problems.ts';
import { Problem } from '../problems/problem.ts';
import type { ProblemDocument } from '../problems/problem-document.ts';
import { closeServers, landProblems, logged, server } from './server.ts';

afterEach(closeServers);

describe('problems', () => {
  async function failing(thrown: () => unknown, options: Partial<HttpOptions> = {}): Promise<HttpApp> {
    const app = await server(options);
    app.get('/api/v1/land/fail', async () => {
      throw thrown();
    });
    return app;
  }

  test('a problem is told in the language that is asked for, Chinese first', async () => {
    const app = await failing(
      () =>
        new Problem(
          'land.site-changed',
          { by: '陈工', revision: 3, state: { zh: '已发布', en: 'published' } },
          {
            errors: [{ place: 'body/name', code: 'taken', message: { zh: '已有', en: 'is taken' } }],
            retryAfterSeconds: 1.2,
          },
        ),
    );
    const chinese = await app.inject('/api/v1/land/fail');
    expect(chinese.statusCode).toBe(409);
    expect(chinese.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(chinese.headers['content-language']).toBe('zh-CN');
    expect(chinese.headers['cache-control']).toBe('no-store');
    expect(chinese.headers['retry-after']).toBe('2');
    expect(chinese.json()).toEqual({
      type: '/problems/land.site-changed',
      code: 'land.site-changed',
      title: '陈工 已修改过它（已发布）',
      status: 409,
      detail: '现为第 3 版',
      remedy: '重新载入后再改',
      slots: { by: '陈工', revision: 3, state: '已发布' },
      errors: [{ place: 'body/name', code: 'taken', message: '已有' }],
    });
    const english = await app.inject({
      url: '/api/v1/land/fail',
      headers: { 'accept-language': 'fr, en-GB;q=0.8, zh;q=0.3' },
    });
    expect(english.json<ProblemDocument>().title).toBe('陈工 changed it (published)');
    expect(english.headers.vary).toBe('accept-language');
  });

  test.each([
    ['', 'zh'],
    ['en', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en-US,en;q=0.9,zh-CN;q=0.8', 'en'],
    ['de, fr;q=0.5', 'zh'],
    ['en;q=0, zh', 'zh'],
    ['en;q=0', 'zh'],
    ['zh;q=0.1, en;q=0.2', 'en'],
    ['*', 'zh'],
  ])('Accept-Language %j asks for %s', (header, language) => {
    expect(languageOf({ headers: { 'accept-language': header } })).toBe(language);
  });

  test('an unknown error is a 500 without detail, logged with the id that the asker is given', async () => {
    const { lines, logger } = logged();
    const app = await failing(() => new Error('password=hunter2 in /srv/secret.ts'), { logger });
    const answer = await app.inject('/api/v1/land/fail');
    const document = answer.json<ProblemDocument>();
    expect(answer.statusCode).toBe(500);
    expect(document.code).toBe('http.internal');
    expect(document.requestId).toBe(answer.headers['x-request-id']);
    expect(document.remedy).toContain(String(document.requestId));
    expect(answer.body).not.toMatch(/hunter2|secret|stack|Error/);
    const line = lines.find(({ level }) => level === 50) as { reqId: string; err: { message: string } };
    expect(line.reqId).toBe(document.requestId);
    expect(line.err.message).toContain('hunter2');
  });

  test('what is thrown that is no error, and a code that nobody defined, are our own faults too', async () => {
    const { lines, logger } = logged();
    for (const thrown of ['text', null, undefined, { statusCode: 200 }, new Problem('land.no-such-code')]) {
      const app = await failing(() => thrown, { logger });
      const answer = await app.inject('/api/v1/land/fail');
      expect([answer.statusCode, answer.json<ProblemDocument>().code]).toEqual([500, 'http.internal']);
    }
    expect(JSON.stringify(lines)).toContain(
      'Cannot answer with land.no-such-code: the catalogue does not have it',
    );
  });

  test('errors of the database, the disk and the file store are recognised', async () => {
    const recogniseDatabaseError = (error: unknown) =>
      (error as { code?: string }).code === '23505'
        ? { code: 'duplicate', retryable: false }
        : (error as { code?: string }).code === '57P03'
          ? { code: 'unavailable', retryable: true }
          : null;
    const cases: [object, number, string, string | undefined][] = [
      [{ code: '23505', detail: 'Key (code)=(440000) already exists' }, 409, 'database.duplicate', undefined],
      [{ code: '57P03' }, 503, 'database.unavailable', '5'],
      [{ code: 'ENOSPC' }, 507, 'http.storage-full', undefined],
      [{ name: 'FileTooLargeError', limitBytes: 3 * 1024 * 1024 }, 413, 'http.body-too-large', undefined],
    ];
    for (const [fields, status, code, retryAfter] of cases) {
      const app = await failing(() => Object.assign(new Error('Key (code)=(440000)'), fields), {
        recogniseDatabaseError,
      });
      const answer = await app.inject('/api/v1/land/fail');
      expect([answer.statusCode, answer.json<ProblemDocument>().code, answer.headers['retry-after']]).toEqual(
        [status, code, retryAfter],
      );
      expect(answer.body).not.toContain('440000');
    }
  });

  test('the catalogue is served, and every type leads to its entry', async () => {
    const app = await server();
    const { rows } = (await app.inject('/api/v1/problems')).json<{
      rows: { code: string; type: string; status: number }[];
    }>();
    expect(rows.map(({ code }) => code)).toContain('land.site-changed');
    expect(rows.map(({ code }) => code)).toEqual(rows.map(({ code }) => code).toSorted());
    for (const row of rows) expect((await app.inject(row.type)).json()).toEqual(row);
    expect((await app.inject('/problems/land.nothing')).statusCode).toBe(404);
  });

  test('a definition that is not whole is refused when it is made', async () => {
    const good = { status: 404, title: { zh: '无', en: 'no' }, remedy: { zh: '无', en: 'no' } };
    const define = (slice: string, name: string, more: object) => () =>
      defineProblems(slice, { [name]: { ...good, ...more } });
    expect(define('Land', 'x', {})).toThrow('"Land" is no slice name');
    expect(define('land', 'x y', {})).toThrow('Cannot define land.x y');
    expect(define('land', 'x', { status: 200 })).toThrow('200 is no status of an error');
    expect(define('land', 'x', { title: { zh: '无', en: ' ' } })).toThrow('its title is empty');
    expect(define('land', 'x', { title: { zh: '{a}', en: '{b}' } })).toThrow('name different slots');
    await expect(server({ problems: [landProblems, landProblems] })).rejects.toThrow(
      'land.site-changed is defined twice',
    );
  });
});
