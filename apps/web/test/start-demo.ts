import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { settingsOf, startServer } from '@lizhu/server';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a server with the demonstration city; empty where there is no browser to look at it. */
    readonly demoUrl: string;
  }
}

/**
 * Starts the whole platform once for all page tests: own data folder, free port, the demonstration city.
 * Who works on a page may have it running already: `LIZHU_TEST_SERVER=http://127.0.0.1:8080 npx vitest run apps/web/test`.
 */
export default async function startDemo(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const running = env['LIZHU_TEST_SERVER'];
  if (running !== undefined) {
    project.provide('demoUrl', running);
    return;
  }
  const dataFolder = await mkdtemp(join(tmpdir(), 'lizhu-pages-'));
  const server = await startServer(settingsOf({ LIZHU_DATA: dataFolder, LIZHU_PORT: '0' }), () => undefined);
  project.provide('demoUrl', server.url);
  return async () => {
    await server.close();
    await rm(dataFolder, { recursive: true, force: true });
  };
}
