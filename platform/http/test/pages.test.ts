import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ProblemDocument } from '../problems/problem-document.ts';
import { serveWeb } from '../serve-web.ts';
import { closeServers, server } from './server.ts';

afterEach(closeServers);

describe('pages', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lizhu-web-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>立柱</title>');
    await writeFile(join(folder, 'favicon.svg'), '<svg/>');
    await writeFile(join(folder, 'assets', 'main-Ab12Cd34.js'), 'export {};');
    await writeFile(join(folder, 'assets', 'main-Ab12Cd34.js.gz'), 'zipped');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const html = { accept: 'text/html,application/xhtml+xml' };

  test('hashed files are kept for ever, the rest is asked for again', async () => {
    const app = await server();
    await serveWeb(app, { folder });
    const script = await app.inject('/assets/main-Ab12Cd34.js');
    expect([script.statusCode, script.headers['cache-control'], script.headers['content-type']]).toEqual([
      200,
      'public, max-age=31536000, immutable',
      'application/javascript; charset=utf-8',
    ]);
    const zipped = await app.inject({
      url: '/assets/main-Ab12Cd34.js',
      headers: { 'accept-encoding': 'gzip' },
    });
    expect([zipped.body, zipped.headers['content-encoding']]).toEqual(['zipped', 'gzip']);
    const icon = await app.inject('/favicon.svg');
    expect([icon.statusCode, icon.headers['cache-control']]).toEqual([200, 'no-cache']);
    const again = await app.inject({
      url: '/favicon.svg',
      headers: { 'if-none-match': icon.headers.etag as string },
    });
    expect(again.statusCode).toBe(304);
  });

  test('every address of a page is the page; programs get problems', async () => {
    const app = await server();
    app.get('/api/v1/land/thing', async () => ({ ok: true }));
    await serveWeb(app, { folder });
    for (const url of ['/', '/map', '/land/parcels/440000.7', '/map?bbox=1,2,3,4']) {
      const page = await app.inject({ url, headers: html });
      expect([url, page.statusCode, page.headers['cache-control']]).toEqual([url, 200, 'no-cache']);
      expect(page.body).toContain('立柱');
    }
    for (const url of [
      '/api/v1/nothing',
      '/ogc/nothing',
      '/tiles/1/2/3',
      '/assets/gone-00000000.js',
      '/problems',
    ]) {
      const missing = await app.inject({ url, headers: html });
      expect([url, missing.statusCode, missing.json<ProblemDocument>().code]).toEqual([
        url,
        404,
        'http.not-found',
      ]);
    }
    expect((await app.inject({ url: '/map', headers: { accept: 'application/json' } })).statusCode).toBe(404);
    expect((await app.inject({ url: '/%2e%2e/%2e%2e/etc/passwd' })).statusCode).toBe(404);
    expect((await app.inject({ method: 'HEAD', url: '/map', headers: html })).statusCode).toBe(200);
    expect((await app.inject('/api/v1/land/thing')).json()).toEqual({ ok: true });
    expect((await app.inject({ method: 'POST', url: '/map', headers: html })).statusCode).toBe(404);
  });

  test('a folder without pages is refused', async () => {
    await expect(serveWeb(await server(), { folder: join(folder, 'assets') })).rejects.toThrow(
      'no index.html',
    );
  });
});
