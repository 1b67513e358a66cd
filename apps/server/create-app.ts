import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { databaseProblem } from '@lizhu/db';
import { createHttp, type HttpApp, openLogger, serveWeb } from '@lizhu/http';
import { identityPlugin, identityProblems } from '@lizhu/identity';
import {
  type LandContext,
  landOgc,
  landProblems,
  landRoutes,
  landTileRoutes,
  measureBases,
} from '@lizhu/land';
import { basesOf, programmePlugin, programmeProblems } from '@lizhu/programme';
import { readOrMakeAuthSecret } from './auth-secret.ts';
import { demonstrationRoutes } from './demonstration/demonstration-routes.ts';
import type { Settings } from './settings.ts';

/** The built pages. */
const pages = dirname(createRequire(import.meta.url).resolve('@lizhu/web/dist/index.html'));
const BODY_BYTES = 4 * 1024 * 1024;

/** The HTTP face of all slices, with the pages; it listens to nobody yet. */
export async function createApp(context: LandContext, settings: Settings): Promise<HttpApp> {
  const { database } = context;
  const app = await createHttp({
    logger: settings.logLevel === 'silent' ? false : openLogger({ level: settings.logLevel }),
    problems: [identityProblems, programmeProblems, landProblems],
    trustProxy: settings.trustProxy,
    limits: { bodyBytes: BODY_BYTES },
    isProduction: true,
    storage: async () => (await database.storageState()).state,
    recogniseDatabaseError: databaseProblem,
    mapOrigins: settings.baseMap === null ? [] : [originOfTemplate(settings.baseMap.url)],
    origins: [settings.baseUrl],
  });
  await app.register(
    identityPlugin(database, {
      baseUrl: settings.baseUrl,
      secret: await readOrMakeAuthSecret(settings.dataFolder),
      basesOf: (programmeId) => basesOf(database, programmeId),
    }),
  );
  demonstrationRoutes(app, settings.demonstration);
  await app.register(programmePlugin(database, { measureBases }));
  const mount = (prefix: string, routes: (scoped: HttpApp, context: LandContext) => void) =>
    app.register(async (scoped) => routes(scoped as unknown as HttpApp, context), { prefix });
  await mount('/api/v1/land', landRoutes);
  await mount('/tiles', landTileRoutes);
  await mount('/ogc', landOgc);
  await serveWeb(app, { folder: pages });
  return app;
}

/** The origin of a tile template, from which pages may load. */
function originOfTemplate(url: string): string {
  return new URL(url.replaceAll(/[{}]/g, '')).origin;
}
