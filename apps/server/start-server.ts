import { join } from 'node:path';
import { auditMigrations } from '@lizhu/audit';
import { type Database, inScope, migrate, openDatabase, type Scope } from '@lizhu/db';
import { FileStore } from '@lizhu/files';
import type { HttpApp } from '@lizhu/http';
import { identityMigrations, recheckScope, sweepIdentity } from '@lizhu/identity';
import { jobsMigrations, type RunningJobs, startJobs } from '@lizhu/jobs';
import { FabricCache, followCalendar, type LandContext, landJobs, landMigrations } from '@lizhu/land';
import { basesOf, listProgrammes, programmeMigrations } from '@lizhu/programme';
import type { Running } from './banner.ts';
import { createApp } from './create-app.ts';
import { demonstrationAccounts } from './demonstration/accounts.ts';
import { createDemonstration } from './demonstration/create-demonstration.ts';
import { DAY_MS, eachDay } from './each-day.ts';
import type { Settings } from './settings.ts';
import { systemScope } from './system-scope.ts';

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
    const app = await createApp(context, settings);
    opened.push(() => app.close());
    await finish?.(app);
    await app.listen({ host: settings.host, port: settings.port });
    const endDays = eachDay(() => turnDay(context, say));
    opened.push(async () => endDays());
    // Whoever asks first finds the land read; should this fail, he reads it then, and is told what is wrong.
    readLandAhead(context).catch(() => undefined);
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

/** Sessions that ended and uploads that nobody finished are removed; versions that came into force by their date are measured. */
function turnDay({ database, files }: LandContext, say: (line: string) => void): void {
  Promise.all([sweepIdentity(database, new Date()), files.sweep(Date.now(), DAY_MS)]).catch((error: Error) =>
    say(`Cannot sweep: ${error.message}`),
  );
  followCalendars(database).catch((error: Error) => say(`Cannot follow the calendar: ${error.message}`));
}

async function followCalendars(database: Database): Promise<void> {
  for (const scope of await systemScopes(database))
    await inScope(database, scope, followCalendar, { statementTimeoutMs: 0 });
}

/** Reads the land of each programme, whose whole reach the platform shares with the posts over all of its bases. */
async function readLandAhead({ database, fabrics }: LandContext): Promise<void> {
  for (const scope of await systemScopes(database)) await fabrics.readAhead(scope);
}

async function systemScopes(database: Database): Promise<Scope[]> {
  const scopes: Scope[] = [];
  for (const programmeId of await listProgrammes(database))
    scopes.push(systemScope(programmeId, await basesOf(database, programmeId)));
  return scopes;
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
