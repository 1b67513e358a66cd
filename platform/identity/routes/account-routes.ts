import { recordEvent } from '@lizhu/audit';
import { inScope } from '@lizhu/db';
import { type HttpApp, Problem } from '@lizhu/http';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { AuthSession } from '../auth/open-auth.ts';
import { assertPasswordUsable } from '../auth/password.ts';
import type { SignInGuard } from '../auth/sign-in-guard.ts';
import { enterPost } from '../posts/enter-post.ts';
import { scopeWithoutBases } from '../posts/post.ts';
import { type AskerContext, clientOf, readSession } from '../sessions/asker.ts';
import { Session } from '../sessions/session.ts';
import { sendCookies } from './send-cookies.ts';

const ChoosePost = Type.Object(
  { postId: Type.Union([Type.String({ format: 'uuid' }), Type.Null()]) },
  { additionalProperties: false },
);
const ChangePassword = Type.Object(
  {
    currentPassword: Type.String({ minLength: 1, maxLength: 200 }),
    newPassword: Type.String({ minLength: 1, maxLength: 200 }),
  },
  { additionalProperties: false },
);

/** What a user does with his own account. */
export function accountRoutes(app: HttpApp, context: AskerContext, guard: SignInGuard): void {
  const { auth } = context;

  const choosing = { config: { writes: false }, schema: { body: ChoosePost, response: { 200: Session } } };
  app.post('/choose-post', choosing, async (request) => {
    const { token, user } = await signedIn(context, request);
    const { postId } = request.body;
    const session = await readSession(context, user, postId);
    if (postId !== null && session.post === null) throw new Problem('identity.post-not-yours');
    if (session.post === null) await auth.setPost(token, null);
    else await enterPost(context, { token, user }, session.post);
    return session;
  });

  app.post(
    '/change-password',
    { schema: { body: ChangePassword, response: { 200: Session } } },
    async (request, reply) => {
      const { user, postId } = await signedIn(context, request);
      const { currentPassword, newPassword } = request.body;
      assertPasswordUsable(newPassword, user.username);
      const pauseSeconds = await guard.attempt(user.username);
      if (pauseSeconds !== null)
        throw new Problem(
          'identity.too-many-attempts',
          { seconds: pauseSeconds },
          { retryAfterSeconds: pauseSeconds },
        );
      const opened = await auth.changePassword(currentPassword, newPassword, clientOf(request));
      if (opened === null) throw new Problem('identity.password-wrong');
      await guard.clear(user.username);
      await auth.setPost(opened.session.token, postId);
      sendCookies(reply, opened.cookies);
      const session = await readSession(context, user, postId);
      await recordNewPassword(context, session);
      return session;
    },
  );
}

/** In each programme that the user has a post in. */
async function recordNewPassword(context: AskerContext, { user, posts }: Session): Promise<void> {
  if (user === null) return;
  for (const post of new Map(posts.map((each) => [each.programmeId, each])).values()) {
    await inScope(context.database, scopeWithoutBases(user.id, post), (tx) =>
      recordEvent(tx, {
        action: 'identity.change-password',
        subject: { kind: 'user', id: user.id },
        after: { username: user.username },
      }),
    );
  }
}

/**
 * The session of the cookie; an access token does not do.
 *
 * @throws Problem `identity.sign-in-required`
 */
export async function signedIn({ auth }: AskerContext, request: FastifyRequest): Promise<AuthSession> {
  const opened = await auth.readSession(clientOf(request), false);
  if (opened === null) throw new Problem('identity.sign-in-required');
  return opened.session;
}
