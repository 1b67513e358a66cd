import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditMigrations } from '@lizhu/audit';
import { COMMON_GROUND, databaseProblem, inScope, type Scope, WHOLE_PROGRAMME } from '@lizhu/db';
import { type TestDatabase, useTestDatabase } from '@lizhu/db/testing';
import { FileStore } from '@lizhu/files';
import { createHttp, type HttpApp, openLogger } from '@lizhu/http';
import { createUser, identityMigrations, identityPlugin, identityProblems } from '@lizhu/identity';
import { jobsMigrations } from '@lizhu/jobs';
import { basesOf, foundProgramme, programmeMigrations } from '@lizhu/programme';
import { type Computations, computations } from '../fabric/computations.ts';
import type { Compute } from '../fabric/fabric-thread.ts';
import {
  FabricCache,
  type LandContext,
  landMigrations,
  landOgc,
  landProblems,
  landRoutes,
  landTileRoutes,
} from '../index.ts';
import { buildFacts } from '../usecases/build-facts.ts';
import { Browser, PASSWORD } from './browser.ts';
import { RECORDED, type TestLedger, writeLedger } from './ledger.ts';
import { drawTown, type TownOptions } from './town.ts';

export type Person = 'admin' | 'officer' | 'officer2' | 'officerA' | 'officerB' | 'viewer' | 'stranger';

/** A programme with two bases and a drawn town, people with posts, and a server. */
export interface World {
  readonly used: TestDatabase;
  readonly programmeId: string;
  readonly baseA: string;
  readonly baseB: string;
  readonly ledger: TestLedger;
  readonly system: Scope;
  readonly context: LandContext;
  readonly app: HttpApp;
  readonly clock: { now: Date };
  /** A browser in which the person has signed in; they have one post each. */
  as(person: Person): Promise<Browser>;
  build(): Promise<void>;
  drop(): Promise<void>;
}

export const worldMigrations = [
  auditMigrations,
  identityMigrations,
  jobsMigrations,
  programmeMigrations,
  landMigrations,
];
const text = (zh: string, en = zh): { zh: string; en: string } => ({ zh, en });

export async function makeWorld(
  draw: (bases: Pick<TownOptions, 'baseA' | 'baseB'>) => TestLedger = drawTown,
): Promise<World> {
  const used = await useTestDatabase(worldMigrations);
  const { database } = used;
  const clock = { now: RECORDED };
  const { programmeId, baseIds } = await foundProgramme(
    database,
    {
      code: 'test',
      name: text('测试计划', 'Test programme'),
      demonstration: true,
      centralMeridianDeg: 114,
      bases: [
        { code: 'A', name: text('松山湖基地', 'Base A'), place: text('松山湖'), industries: [] },
        { code: 'B', name: text('银瓶基地', 'Base B'), place: text('谢岗'), industries: [] },
      ],
    },
    clock.now,
  );
  const other = await foundProgramme(
    database,
    {
      code: 'other',
      name: text('别的计划'),
      demonstration: false,
      centralMeridianDeg: 114,
      bases: [{ code: 'X', name: text('别处'), place: text('别处'), industries: [] }],
    },
    clock.now,
  );
  const baseA = baseIds.get('A')!;
  const baseB = baseIds.get('B')!;
  const system: Scope = {
    userId: null,
    postId: null,
    role: 'system',
    programmeId,
    baseIds: [baseA, baseB, COMMON_GROUND, WHOLE_PROGRAMME],
  };
  const ledger = draw({ baseA, baseB });
  await writeLedger(database, system, ledger);

  const title = text('岗位', 'Post');
  const people: Record<Person, Parameters<typeof createUser>[1]['posts'][number]> = {
    admin: { programmeId, role: 'administrator', title },
    officer: { programmeId, role: 'land-officer', title },
    officer2: { programmeId, role: 'land-officer', title },
    officerA: { programmeId, role: 'land-officer', title, baseIds: [baseA] },
    officerB: { programmeId, role: 'land-officer', title, baseIds: [baseB] },
    viewer: { programmeId, role: 'viewer', title },
    stranger: { programmeId: other.programmeId, role: 'land-officer', title },
  };
  for (const [username, post] of Object.entries(people)) {
    const user = { username, name: `${username} 姓名`, password: PASSWORD, posts: [post] };
    await createUser(database, user, clock.now);
  }
  const folder = await mkdtemp(join(tmpdir(), 'lizhu-land-test-'));
  const context: LandContext = {
    database,
    files: await FileStore.at(folder),
    fabrics: new FabricCache(database),
    now: () => clock.now,
    settings: { baseMap: null, reviewNumber: null },
  };
  const app = await openServer(context);

  return {
    used,
    programmeId,
    baseA,
    baseB,
    ledger,
    system,
    context,
    app,
    clock,
    async as(person) {
      const browser = new Browser(app);
      await browser.signIn(person);
      return browser;
    },
    async build() {
      await inScope(database, system, (tx) =>
        buildFacts(tx, { now: () => clock.now, compute: here, onProgress: () => undefined }),
      );
    },
    async drop() {
      await app.close();
      await used.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Computes in this thread. */
const here: Compute = async (kind, input) =>
  (computations[kind] as (input: unknown) => ReturnType<Computations[typeof kind]>)(input);

/** A server on the world's database, put together as the composition root does. */
export async function openServer(context: LandContext): Promise<HttpApp> {
  const { database } = context;
  const app = await createHttp({
    logger: openLogger({ level: 'error' }),
    problems: [identityProblems, landProblems],
    isProduction: false,
    recogniseDatabaseError: databaseProblem,
  });
  await app.register(
    identityPlugin(database, {
      baseUrl: 'http://land.test',
      secret: 'a secret of thirty-two characters, and more',
      basesOf: (programmeId) => basesOf(database, programmeId),
      now: context.now,
    }),
  );
  const mount = (prefix: string, routes: (app: HttpApp, context: LandContext) => void) =>
    app.register(async (scoped) => routes(scoped as unknown as HttpApp, context), { prefix });
  await mount('/api/v1/land', landRoutes);
  await mount('/tiles', landTileRoutes);
  await mount('/ogc', landOgc);
  return app;
}
