import { type Database, inScope, type Scope } from '@lizhu/db';
import type { FastifyRequest } from 'fastify';
import type { Auth, Client, SessionUser } from '../auth/open-auth.ts';
import { basesOfPost, readOwnPosts, scopeWithoutPost } from '../posts/post.ts';
import { findHolder, tokenIn } from '../tokens/access-tokens.ts';
import { type Session, sessionOf, signedOut } from './session.ts';

export interface AskerContext {
  readonly database: Database;
  readonly auth: Auth;
  readonly basesOf: (programmeId: string) => Promise<readonly string[]>;
  readonly now: () => Date;
}

/** What a request proves of its asker, before his posts are looked up. */
interface Proof {
  readonly user: SessionUser;
  readonly postId: string | null;
}

/** Who sends a request, found out once and only when somebody wants to know. */
export class Asker {
  readonly #context: AskerContext;
  readonly #request: FastifyRequest;
  #session: Promise<Session> | undefined;
  #scope: Promise<Scope> | undefined;

  constructor(context: AskerContext, request: FastifyRequest) {
    this.#context = context;
    this.#request = request;
  }

  session(): Promise<Session> {
    this.#session ??= this.#findSession();
    return this.#session;
  }

  scope(): Promise<Scope> {
    this.#scope ??= this.#findScope();
    return this.#scope;
  }

  async #findSession(): Promise<Session> {
    const proof = await this.#findProof();
    return proof === null ? signedOut : await readSession(this.#context, proof.user, proof.postId);
  }

  async #findProof(): Promise<Proof | null> {
    const { auth, now } = this.#context;
    const token = tokenIn(this.#request.headers.authorization);
    if (token !== null) return await findHolder(auth.pool, token, now());
    return (await auth.readSession(clientOf(this.#request), false))?.session ?? null;
  }

  async #findScope(): Promise<Scope> {
    const { user, post } = await this.session();
    if (post === null) return scopeWithoutPost(user?.id ?? null);
    const programmeBases = post.baseIds === null ? await this.#context.basesOf(post.programmeId) : [];
    return {
      userId: user?.id ?? null,
      postId: post.id,
      role: post.role,
      programmeId: post.programmeId,
      baseIds: basesOfPost(post, programmeBases),
    };
  }
}

/** The session of a user, with the posts that he holds at this moment. */
export async function readSession(
  { database, now }: Pick<AskerContext, 'database' | 'now'>,
  user: SessionUser,
  chosenId: string | null,
): Promise<Session> {
  const posts = await inScope(database, scopeWithoutPost(user.id), (tx) => readOwnPosts(tx, now()), {
    readOnly: true,
  });
  return sessionOf(user, posts, chosenId);
}

/** The address is the server's own, so X-Forwarded-For counts only as far as proxies are trusted. */
export function clientOf(request: FastifyRequest): Client {
  return {
    address: request.ip,
    userAgent: request.headers['user-agent'] ?? '',
    cookie: request.headers.cookie ?? '',
  };
}
