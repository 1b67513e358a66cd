import type { Database, Scope } from '@lizhu/db';
import { type HttpApp, Problem } from '@lizhu/http';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import { openAuth } from './auth/open-auth.ts';
import { SignInGuard } from './auth/sign-in-guard.ts';
import { accountRoutes } from './routes/account-routes.ts';
import { memberRoutes } from './routes/member-routes.ts';
import { signInRoutes } from './routes/sign-in-routes.ts';
import { tokenRoutes } from './routes/token-routes.ts';
import { Asker, type AskerContext } from './sessions/asker.ts';
import type { Session } from './sessions/session.ts';
import { tokenIn } from './tokens/access-tokens.ts';

export interface IdentityOptions {
  /** Where people reach the server. With https, cookies are sent over https only. */
  readonly baseUrl: string;
  /** At least 32 characters, the same on every server; a new one ends all sessions. */
  readonly secret: string;
  /** Port: all bases of a programme. */
  readonly basesOf: (programmeId: string) => Promise<readonly string[]>;
  readonly now?: () => Date;
  /** Attempts to sign in from one address; an office may share one. */
  readonly signInsPerMinute?: number;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** What the asker may see: the scope for every transaction of the request. */
    scope(): Promise<Scope>;
    /** Who asks. */
    session(): Promise<Session>;
  }
}

const SIGN_INS_PER_MINUTE = 60;
const READ_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** Gives every request its scope and session, and mounts /api/v1/identity. */
export function identityPlugin(database: Database, options: IdentityOptions): FastifyPluginAsync {
  const { basesOf, secret, now = () => new Date(), signInsPerMinute = SIGN_INS_PER_MINUTE } = options;
  const plugin: FastifyPluginAsync = async (server) => {
    const app = server as unknown as HttpApp;
    const auth = await openAuth(database, options);
    const context: AskerContext = { database, auth, basesOf, now };
    const guard = new SignInGuard(auth.pool, secret, now);
    app.addHook('onClose', () => auth.close());

    const askers = new WeakMap<FastifyRequest, Asker>();
    const askerOf = (request: FastifyRequest): Asker => {
      const asker = askers.get(request) ?? new Asker(context, request);
      askers.set(request, asker);
      return asker;
    };
    app.decorateRequest('scope', function (this: FastifyRequest) {
      return askerOf(this).scope();
    });
    app.decorateRequest('session', function (this: FastifyRequest) {
      return askerOf(this).session();
    });
    app.addHook('onRequest', async (request) => refuseTokenWrites(request));

    await app.register(
      async (scoped) => {
        const routes = scoped as unknown as HttpApp;
        signInRoutes(routes, context, guard, signInsPerMinute);
        accountRoutes(routes, context, guard);
        memberRoutes(routes, context);
        tokenRoutes(routes, context);
      },
      { prefix: '/api/v1/identity' },
    );
  };
  return fastifyPlugin(plugin, { name: 'lizhu-identity' });
}

function refuseTokenWrites(request: FastifyRequest): void {
  if (!READ_METHODS.includes(request.method) && tokenIn(request.headers.authorization) !== null)
    throw new Problem('identity.token-reads-only');
}
