import { type HttpApp, Problem } from '@lizhu/http';
import Type from 'typebox';
import type { Client, Opened } from '../auth/open-auth.ts';
import type { SignInGuard } from '../auth/sign-in-guard.ts';
import { enterPost } from '../posts/enter-post.ts';
import { type AskerContext, clientOf, readSession } from '../sessions/asker.ts';
import { Session, signedOut } from '../sessions/session.ts';
import { tokenIn } from '../tokens/access-tokens.ts';
import { sendCookies } from './send-cookies.ts';

const SignIn = Type.Object(
  {
    username: Type.String({ minLength: 1, maxLength: 100 }),
    password: Type.String({ minLength: 1, maxLength: 200 }),
  },
  { additionalProperties: false },
);

/** Signing in and out, and who is signed in. */
export function signInRoutes(
  app: HttpApp,
  context: AskerContext,
  guard: SignInGuard,
  attemptsPerMinute: number,
): void {
  const { auth } = context;

  app.post(
    '/sign-in',
    {
      // A session is a few bytes: while storage is nearly full, people still come in to read.
      config: { rateLimit: { max: attemptsPerMinute, timeWindow: 60_000 }, writes: false },
      schema: { body: SignIn, response: { 200: Session } },
    },
    async (request, reply) => {
      const { username, password } = request.body;
      const pauseSeconds = await guard.attempt(username);
      if (pauseSeconds !== null)
        throw new Problem(
          'identity.too-many-attempts',
          { seconds: pauseSeconds },
          { retryAfterSeconds: pauseSeconds },
        );
      const client = clientOf(request);
      const opened = await auth.signIn(username, password, client);
      if (opened === null) throw new Problem('identity.sign-in-refused');
      await guard.clear(username);
      await endBroughtSession(context, client, opened);
      sendCookies(reply, opened.cookies);
      return await withOnlyPost(context, opened);
    },
  );

  app.post(
    '/sign-out',
    { config: { writes: false }, schema: { response: { 200: Session } } },
    async (request, reply) => {
      sendCookies(reply, await auth.signOut(clientOf(request)));
      return signedOut;
    },
  );

  app.get('/session', { schema: { response: { 200: Session } } }, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    if (tokenIn(request.headers.authorization) !== null) return await request.session();
    const opened = await auth.readSession(clientOf(request), true);
    if (opened === null) return signedOut;
    sendCookies(reply, opened.cookies);
    return await readSession(context, opened.session.user, opened.session.postId);
  });
}

/** The session that the browser came with ends when another one begins. */
async function endBroughtSession({ auth }: AskerContext, client: Client, opened: Opened): Promise<void> {
  const brought = await auth.readSession(client, false);
  if (brought !== null && brought.session.token !== opened.session.token)
    await auth.endSession(brought.session.token);
}

/** Whoever holds one post acts in it; whoever holds several chooses. */
async function withOnlyPost(context: AskerContext, { session }: Opened): Promise<Session> {
  const read = await readSession(context, session.user, session.postId);
  const [only, another] = read.posts;
  if (only === undefined || another !== undefined) return read;
  await enterPost(context, session, only);
  return { ...read, post: only, programmeId: only.programmeId };
}
