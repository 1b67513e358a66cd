import { afterEach, describe, expect, test } from 'vitest';
import { closeServers, server } from './server.ts';

afterEach(closeServers);

describe('caching', () => {
  test('JSON is tagged, and who has it gets 304 without a body', async () => {
    const app = await server();
    let name = '松山湖';
    app.get('/api/v1/land/thing', async () => ({ name }));
    const first = await app.inject('/api/v1/land/thing');
    const tag = first.headers.etag as string;
    expect(tag).toMatch(/^"[\w-]{27}"$/);
    expect(first.headers['cache-control']).toBe('private, no-cache');
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const again = await app.inject({ url: '/api/v1/land/thing', headers: { 'if-none-match': known } });
      expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', tag]);
      expect(again.headers['content-type']).toBeUndefined();
    }
    const head = await app.inject({
      method: 'HEAD',
      url: '/api/v1/land/thing',
      headers: { 'if-none-match': tag },
    });
    expect(head.statusCode).toBe(304);
    name = '水乡';
    const changed = await app.inject({ url: '/api/v1/land/thing', headers: { 'if-none-match': tag } });
    expect([changed.statusCode, changed.json()]).toEqual([200, { name }]);
  });

  test('what a handler says of its own content is kept; refusals and changes are never kept', async () => {
    const app = await server();
    app.get('/tiles/1', async (_request, reply) =>
      reply
        .header('etag', '"v7"')
        .header('cache-control', 'private, max-age=60')
        .type('application/x-protobuf')
        .send(Buffer.from([1])),
    );
    app.post('/api/v1/land/thing', async () => ({ ok: true }));
    const tile = await app.inject('/tiles/1');
    expect([tile.headers.etag, tile.headers['cache-control']]).toEqual(['"v7"', 'private, max-age=60']);
    expect((await app.inject({ url: '/tiles/1', headers: { 'if-none-match': '"v7"' } })).statusCode).toBe(
      304,
    );
    const posted = await app.inject({ method: 'POST', url: '/api/v1/land/thing' });
    expect([posted.headers.etag, posted.headers['cache-control']]).toEqual([undefined, 'no-store']);
    expect((await app.inject('/nothing')).headers['cache-control']).toBe('no-store');
  });
});
