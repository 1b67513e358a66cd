import { auditMigrations } from '@lizhu/audit';
import { COMMON_GROUND, databaseProblem, newId, WHOLE_PROGRAMME } from '@lizhu/db';
import { type TestDatabase, useTestDatabase } from '@lizhu/db/testing';
import { createHttp, type HttpApp, type HttpOptions } from '@lizhu/http';
import type { LightMyRequestResponse } from 'fastify';
import type { QueryResultRow } from 'pg';
import { type CreatedUser, createUser } from '../create-user.ts';
import { type IdentityOptions, identityPlugin } from '../identity-plugin.ts';
import { identityMigrations } from '../migrations.ts';
import { identityProblems } from '../problems.ts';
import { requireRole } from '../require-role.ts';

export const PASSWORD = '松山湖-2021-基地';
export { COMMON_GROUND, WHOLE_PROGRAMME };

/** Two programmes with bases, some people, a clock that can be set, and servers on their database. */
export interface World {
  readonly used: TestDatabase;
  readonly programmes: readonly [string, string];
  /** Bases of the first programme. */
  readonly bases: readonly [string, string, string];
  readonly people: Readonly<
    Record<'admin' | 'officer' | 'guard' | 'viewer' | 'several' | 'nobody' | 'other', CreatedUser>
  >;
  readonly clock: { now: Date };
  server(options?: Partial<HttpOptions & IdentityOptions>): Promise<HttpApp>;
  /** Runs a statement on a table of identity as its owner, who lifts what binds him for the moment. */
  asOwner<R extends QueryResultRow>(table: string, sql: string, params?: unknown[]): Promise<R[]>;
  drop(): Promise<void>;
}

export async function makeWorld(): Promise<World> {
  const used = await useTestDatabase([auditMigrations, identityMigrations]);
  const { database } = used;
  const programmes = [newId(), newId()] as const;
  const bases = [newId(), newId(), newId()] as const;
  const clock = { now: new Date('2026-02-18T08:00:00Z') };
  const title = { zh: '岗位', en: 'Post' };
  const day = 86_400_000;
  const make = (username: string, posts: Parameters<typeof createUser>[1]['posts']) =>
    createUser(database, { username, name: `${username} 姓名`, password: PASSWORD, posts }, clock.now);
  const [first, second] = programmes;
  const people = {
    admin: await make('admin', [{ programmeId: first, role: 'administrator', title }]),
    officer: await make('officer', [{ programmeId: first, role: 'land-officer', title }]),
    guard: await make('陈工', [{ programmeId: first, role: 'land-officer', title, baseIds: [bases[1]] }]),
    viewer: await make('viewer', [
      { programmeId: first, role: 'viewer', title, validTo: new Date(clock.now.getTime() + day) },
    ]),
    several: await make('several', [
      { programmeId: first, role: 'viewer', title },
      { programmeId: second, role: 'administrator', title },
      { programmeId: first, role: 'land-officer', title, validFrom: new Date(clock.now.getTime() + day) },
    ]),
    nobody: await make('nobody', []),
    other: await make('other', [{ programmeId: second, role: 'administrator', title }]),
  };
  const open: HttpApp[] = [];

  async function server(options: Partial<HttpOptions & IdentityOptions> = {}): Promise<HttpApp> {
    const app = await createHttp({
      logger: false,
      problems: [identityProblems],
      isProduction: false,
      recogniseDatabaseError: databaseProblem,
      ...options,
    });
    open.push(app);
    await app.register(
      identityPlugin(database, {
        baseUrl: 'http://land.test',
        secret: 'a secret of thirty-two characters, and more',
        basesOf: async (programmeId) => (programmeId === first ? bases : []),
        now: () => clock.now,
        ...options,
      }),
    );
    app.get('/scope', async (request) => ({ ...(await request.scope()) }));
    app.get('/admins', { preHandler: requireRole('administrator') }, async () => ({ ok: true }));
    app.post('/officers', { preHandler: requireRole('land-officer', 'administrator') }, async (request) => ({
      by: (await request.session()).user?.name,
    }));
    return app;
  }

  async function asOwner<R extends QueryResultRow>(
    table: string,
    sql: string,
    params: unknown[] = [],
  ): Promise<R[]> {
    const client = await database.owner.connect();
    try {
      await client.query(`begin; alter table identity.${table} no force row level security`);
      const { rows } = await client.query<R>(sql, params);
      await client.query(`alter table identity.${table} force row level security; commit`);
      return rows;
    } finally {
      client.release();
    }
  }

  async function drop(): Promise<void> {
    for (const app of open) await app.close();
    await used.drop();
  }
  return { used, programmes, bases, people, clock, server, asOwner, drop };
}

/** A browser: it keeps cookies and says where its requests come from. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #app: HttpApp;
  readonly #headers: Record<string, string>;
  constructor(app: HttpApp, headers: Record<string, string> = {}) {
    this.#app = app;
    this.#headers = headers;
  }

  async get(url: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
    return this.#keep(await this.#app.inject({ url, headers: this.#with(headers) }));
  }

  async post(
    url: string,
    payload: object = {},
    method: 'POST' | 'DELETE' = 'POST',
  ): Promise<LightMyRequestResponse> {
    const headers = this.#with({ 'sec-fetch-site': 'same-origin' });
    return this.#keep(
      await this.#app.inject({ method, url, headers, ...(method === 'POST' ? { payload } : {}) }),
    );
  }

  signIn(username: string, password: string = PASSWORD): Promise<LightMyRequestResponse> {
    return this.post('/api/v1/identity/sign-in', { username, password });
  }

  #with(headers: Record<string, string>): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return { host: 'land.test', ...this.#headers, ...headers, ...(cookie === '' ? {} : { cookie }) };
  }

  #keep(answer: LightMyRequestResponse): LightMyRequestResponse {
    for (const { name, value, maxAge } of answer.cookies as {
      name: string;
      value: string;
      maxAge?: number;
    }[]) {
      if (maxAge === 0 || value === '') this.cookies.delete(name);
      else this.cookies.set(name, encodeURIComponent(value));
    }
    return answer;
  }
}
