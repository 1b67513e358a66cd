import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestDatabase, useTestDatabase } from '@lizhu/db/testing';
import { FileStore } from '@lizhu/files';
import type { HttpApp } from '@lizhu/http';
import { FabricCache } from '@lizhu/land';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp, migrations, settingsOf } from '../index.ts';

interface Operation {
  readonly responses?: Readonly<Record<string, unknown>>;
}

let used: TestDatabase;
let app: HttpApp;
let dataFolder: string;

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'lizhu-api-'));
  used = await useTestDatabase(migrations);
  const { database } = used;
  const settings = settingsOf({ LIZHU_DATA: dataFolder, LIZHU_LOG: 'silent' });
  const files = await FileStore.at(join(dataFolder, 'files'));
  const context = {
    database,
    files,
    fabrics: new FabricCache(database),
    now: () => new Date(),
    settings: { baseMap: null, reviewNumber: null },
  };
  app = await createApp(context, settings);
});

afterAll(async () => {
  await app?.close();
  await used?.drop();
  await rm(dataFolder, { recursive: true, force: true });
});

test('the face of the server is the golden file; renew it with npx vitest run apps/server/test/open-api.test.ts -u', async () => {
  const document = (await app.inject('/api/v1/openapi.json')).json();
  expect(document.openapi).toMatch(/^3\.1/);
  const paths = Object.entries(document.paths as Record<string, Record<string, Operation>>)
    .flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    )
    .sort();
  await expect(`${paths.join('\n')}\n`).toMatchFileSnapshot('../../../docs/developer/http.golden.txt');
});

test('every operation of the API says what it answers', async () => {
  const document = (await app.inject('/api/v1/openapi.json')).json();
  const silent = Object.entries(document.paths as Record<string, Record<string, Operation>>).flatMap(
    ([path, operations]) =>
      Object.entries(operations)
        .filter(([, { responses }]) => responses === undefined || Object.keys(responses).length === 0)
        .map(([method]) => `${method.toUpperCase()} ${path}`),
  );
  expect(silent).toEqual([]);
});

test('whoever is not signed in gets nothing but what is published', async () => {
  for (const path of [
    '/api/v1/programme',
    '/api/v1/land/parcels',
    '/api/v1/land/readiness/summary',
    '/tiles/parcels/tile.json',
    '/ogc/collections',
  ]) {
    expect((await app.inject(path)).statusCode, path).toBe(401);
  }
  expect((await app.inject('/api/v1/land/published-sites')).json()).toEqual({ rows: [] });
});

test('an unknown address of the API is a problem, one of the pages is the pages', async () => {
  expect((await app.inject('/api/v1/nothing')).headers['content-type']).toMatch(
    /^application\/problem\+json/,
  );
  const page = await app.inject({ url: '/land/map', headers: { accept: 'text/html' } });
  expect(page.body).toContain('<div id="root">');
});
