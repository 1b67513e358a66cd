import { inScope } from '@lizhu/db';
import { type HttpApp, Problem } from '@lizhu/http';
import Type from 'typebox';
import type { AskerContext } from '../sessions/asker.ts';
import { AccessToken, listTokens, makeToken, removeToken } from '../tokens/access-tokens.ts';
import { signedIn } from './account-routes.ts';

const NewToken = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 100 }), days: Type.Integer({ minimum: 1, maximum: 366 }) },
  { additionalProperties: false },
);
const MadeToken = Type.Object({ ...AccessToken.properties, token: Type.String() });

/** A user's access tokens for GIS programs. They are made for the chosen post, by a session and never by a token. */
export function tokenRoutes(app: HttpApp, context: AskerContext): void {
  const { auth, database, now } = context;

  app.get(
    '/tokens',
    { schema: { response: { 200: Type.Object({ rows: Type.Array(AccessToken) }) } } },
    async (request) => {
      const { user } = await signedIn(context, request);
      return { rows: await listTokens(auth.pool, user.id, now()) };
    },
  );

  app.post(
    '/tokens',
    { schema: { body: NewToken, response: { 201: MadeToken } } },
    async (request, reply) => {
      await signedIn(context, request);
      const scope = await request.scope();
      if (scope.postId === null) throw new Problem('identity.post-required');
      const made = await inScope(database, scope, (tx) => makeToken(tx, request.body, now()));
      return reply.code(201).send(made);
    },
  );

  app.delete(
    '/tokens/:id',
    {
      schema: {
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await signedIn(context, request);
      const scope = await request.scope();
      if (!(await inScope(database, scope, (tx) => removeToken(tx, request.params.id))))
        throw new Problem('identity.token-not-found');
      return reply.code(204).send(null);
    },
  );
}
