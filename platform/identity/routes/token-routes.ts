import { type HttpApp, Problem } from '@lizhu/http';
import Type from 'typebox';
import { type AskerContext, readSession } from '../sessions/asker.ts';
import { AccessToken, listTokens, makeToken, removeToken } from '../tokens/access-tokens.ts';
import { signedIn } from './account-routes.ts';

const NewToken = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 100 }), days: Type.Integer({ minimum: 1, maximum: 366 }) },
  { additionalProperties: false },
);
const MadeToken = Type.Object({ ...AccessToken.properties, token: Type.String() });

/** A user's access tokens for GIS programs. They are made for the chosen post, by a session and never by a token. */
export function tokenRoutes(app: HttpApp, context: AskerContext): void {
  const { auth, now } = context;

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
      const { user, postId } = await signedIn(context, request);
      const { post } = await readSession(context, user, postId);
      if (post === null) throw new Problem('identity.post-required');
      const holder = { userId: user.id, postId: post.id, programmeId: post.programmeId };
      const made = await makeToken(auth.pool, holder, request.body, now());
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
      const { user } = await signedIn(context, request);
      if (!(await removeToken(auth.pool, user.id, request.params.id)))
        throw new Problem('identity.token-not-found');
      return reply.code(204).send(null);
    },
  );
}
