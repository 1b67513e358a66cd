import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { auditMigrations } from '@lizhu/audit';
import { type Database, databaseProblem, migrate, openDatabase, type Scope } from '@lizhu/db';
import { FileStore } from '@lizhu/files';
import { createHttp, type HttpApp, openLogger, serveWeb } from '@lizhu/http';
import {
  identityMigrations,
  identityPlugin,
  identityProblems,
  recheckScope,
  sweepIdentity,
} from '@lizhu/identity';
import { jobsMigrations, type RunningJobs, startJobs } from '@lizhu/jobs';
import {
  FabricCache,
  type LandContext,
  landJobs,
  landMigrations,
  landOgc,
  landProblems,
  landRoutes,
  landTileRoutes,
  measureBases,
} from '@lizhu/land';
import { basesOf, programmeMigrations, programmePlugin, programmeProblems } from '@lizhu/programme';
import { readOrMakeAuthSecret } from './auth-secret.ts';
import type { Running } from './banner.ts';
import { demonstrationAccounts } from './demonstration/accounts.ts';
import { createDemonstration } from './demonstration/create-demonstration.ts';
import { demonstrationRoutes } from './demonstration/demonstration-routes.ts';
import type { Settings } from './settings.ts';

export interface Server extends Running {
  /** Turns requests away, lets work under way finish, then stops the database. */
  close(): Promise<void>;
}

/** Every schema of the house, in the order in which they stand on each other. */
export const migrations = [
  auditMigrations,
  identityMigrations,
  jobsMigrations,
  programmeMigrations,
  landMigrations,
];

/** The pages beside this package, wherever the clone lies. */
const pages = fileURLToPath(new URL('../../web/dist', import.meta.url));
const DAY_MS = 86_400_000;
const REPORT_BODY_BYTES = 4 * 1024 * 1024;

/** Joins all slices into one server: database, schemas, routes, jobs, pages, and the demonstration where it is wanted. */
export async function startServer(settings: Settings, say: (line: string) => void): Promise<Server> {
  const database = await openDatabase({
    dataFolder: settings.dataFolder,
    log: say,
    ...(settings.databaseUrl === null ? {} : { url: settings.databaseUrl }),
    ...(settings.databaseAppUrl === null ? {} : { appUrl: settings.databaseAppUrl }),
  });
  const opened: (() => Promise<unknown>)[] = [() => database.close()];
  const close = async (): Promise<void> => {
    for (let step = opened.pop(); step !== undefined; step = opened.pop()) await step();
  };
  try {
    await migrate(database, migrations);
    const context = await landContextOf(database, settings);
    const jobs = await workOn(database, context, settings, say);
    opened.push(() => jobs.stop());
    const finish = settings.demonstration
      ? await createDemonstration(context, settings.demonstrationParcels, say)
      : null;
    const app = await httpOf(database, context, settings);
    opened.push(() => app.close());
    await finish?.(app);
    await app.listen({ host: settings.host, port: settings.port });
    opened.push(sweepDaily(database, context.files, say));
    return {
      url: urlOf(app, settings),
      accounts: settings.demonstration ? demonstrationAccounts : [],
      close,
    };
  } catch (error) {
    await close();
    throw inPlainWords(error, settings);
  }
}

async function landContextOf(database: Database, settings: Settings): Promise<LandContext> {
  return {
    database,
    files: await FileStore.at(join(settings.dataFolder, 'files')),
    fabrics: new FabricCache(database),
    now: () => new Date(),
    settings: { baseMap: settings.baseMap, reviewNumber: settings.reviewNumber },
  };
}

function workOn(
  database: Database,
  context: LandContext,
  settings: Settings,
  say: (line: string) => void,
): Promise<RunningJobs> {
  return startJobs(database, landJobs(context), {
    concurrency: settings.jobsAtATime,
    log: say,
    recheckScope: (scope: Scope) =>
      recheckScope(database, (programmeId) => basesOf(database, programmeId), scope, context.now()),
  });
}

async function httpOf(database: Database, context: LandContext, settings: Settings): Promise<HttpApp> {
  const app = await createHttp({
    logger: settings.logLevel === 'silent' ? false : openLogger({ level: settings.logLevel }),
    problems: [identityProblems, programmeProblems, landProblems],
    trustProxy: settings.trustProxy,
    limits: { bodyBytes: REPORT_BODY_BYTES },
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

/** `https://t{s}.tianditu.gov.cn/…` → the origin that pages may load from. */
function originOfTemplate(url: string): string {
  return new URL(url.replaceAll(/[{}]/g, '')).origin;
}

/** Once a day: sessions that ended, and uploads that nobody finished. */
function sweepDaily(database: Database, files: FileStore, say: (line: string) => void): () => Promise<void> {
  const sweep = (): void => {
    Promise.all([sweepIdentity(database, new Date()), files.sweep(Date.now(), DAY_MS)]).catch(
      (error: Error) => say(`Cannot sweep: ${error.message}`),
    );
  };
  sweep();
  const timer = setInterval(sweep, DAY_MS);
  timer.unref();
  return async () => clearInterval(timer);
}

function urlOf(app: HttpApp, settings: Settings): string {
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : settings.port;
  return settings.port === 0 ? `http://127.0.0.1:${port}` : settings.baseUrl;
}

function inPlainWords(error: unknown, { host, port }: Settings): unknown {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') return error;
  return new Error(
    `Cannot listen on ${host}:${port}: another program does. Stop it, or choose another port: LIZHU_PORT=8081 npm start`,
  );
}
