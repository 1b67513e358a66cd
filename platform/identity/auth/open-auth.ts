import type { Database } from '@lizhu/db';
import { betterAuth } from 'better-auth';
import type pg from 'pg';
import { ADDRESS_HEADER, authOptions } from './auth-options.ts';
import { openAuthPool } from './auth-pool.ts';

/** A session as the database has it. */
export interface AuthSession {
  /** Secret: it goes into the signed cookie and nowhere else. */
  readonly token: string;
  readonly user: SessionUser;
  readonly postId: string | null;
}

export interface SessionUser {
  readonly id: string;
  readonly username: string;
  readonly name: string;
}

/** What is known of the asker, by the server and not by what he claims. */
export interface Client {
  readonly address: string;
  readonly userAgent: string;
  readonly cookie: string;
}

/** A session with the Set-Cookie lines that the browser is to get. */
export interface Opened {
  readonly session: AuthSession;
  readonly cookies: readonly string[];
}

/** All that the rest of identity knows of better-auth. */
export interface Auth {
  /** Connections that may see identity's own tables. */
  readonly pool: pg.Pool;
  /** A new session, never the one that the browser brought; null when name or password is wrong. */
  signIn(username: string, password: string, client: Client): Promise<Opened | null>;
  /** The session of a cookie; `refresh` prolongs it when an hour has passed. */
  readSession(client: Client, refresh: boolean): Promise<Opened | null>;
  /** Ends the session of a cookie and gives the lines that clear it. */
  signOut(client: Client): Promise<readonly string[]>;
  /** Ends all sessions of the user but a new one; null when the current password is wrong. */
  changePassword(current: string, next: string, client: Client): Promise<Opened | null>;
  setPost(token: string, postId: string | null): Promise<void>;
  endSession(token: string): Promise<void>;
  close(): Promise<void>;
}

const SECRET_LENGTH_MIN = 32;

/**
 * Opens better-auth on connections of its own.
 *
 * @throws RangeError when the secret is short: whoever guesses it can sign cookies.
 */
export async function openAuth(
  database: Pick<Database, 'appUrl'>,
  settings: { baseUrl: string; secret: string },
): Promise<Auth> {
  if (settings.secret.length < SECRET_LENGTH_MIN)
    throw new RangeError(`Cannot open identity: the secret has fewer than ${SECRET_LENGTH_MIN} characters`);
  const pool = openAuthPool(database);
  const { api, $context } = betterAuth(authOptions(pool, settings));
  const { internalAdapter } = await $context;

  async function opened(token: string, headers: Headers): Promise<Opened> {
    const found = await internalAdapter.findSession(token);
    if (found === null) throw new Error('Cannot open a session: it was ended meanwhile');
    return { session: sessionOf(found), cookies: headers.getSetCookie() };
  }

  return {
    pool,
    signIn: (username, password, client) =>
      unlessRefused(async () => {
        const { headers, response } = await api.signInUsername({
          body: { username, password },
          headers: headersOf({ ...client, cookie: '' }),
          returnHeaders: true,
        });
        return await opened(response.token, headers);
      }),
    readSession: async (client, refresh) => {
      if (client.cookie === '') return null;
      const { headers, response } = await unwrapped(() =>
        api.getSession({
          headers: headersOf(client),
          query: { disableRefresh: !refresh },
          returnHeaders: true,
        }),
      );
      return response === null ? null : { session: sessionOf(response), cookies: headers.getSetCookie() };
    },
    signOut: async (client) => {
      const { headers } = await unwrapped(() =>
        api.signOut({ headers: headersOf(client), returnHeaders: true }),
      );
      return headers.getSetCookie();
    },
    changePassword: (current, next, client) =>
      unlessRefused(async () => {
        const { headers, response } = await api.changePassword({
          body: { currentPassword: current, newPassword: next, revokeOtherSessions: true },
          headers: headersOf(client),
          returnHeaders: true,
        });
        return await opened(response.token as string, headers);
      }),
    setPost: async (token, postId) => {
      await internalAdapter.updateSession(token, { postId });
    },
    endSession: async (token) => {
      await internalAdapter.deleteSession(token);
    },
    close: () => pool.end(),
  };
}

interface Found {
  readonly session: { readonly token: string } & Record<string, unknown>;
  readonly user: { readonly id: string; readonly name: string } & Record<string, unknown>;
}

function sessionOf({ session, user }: Found): AuthSession {
  return {
    token: session.token,
    user: { id: user.id, username: String(user.username), name: user.name },
    postId: (session.postId as string | null | undefined) ?? null,
  };
}

function headersOf({ address, userAgent, cookie }: Client): Headers {
  const headers = new Headers({ [ADDRESS_HEADER]: address, 'user-agent': userAgent.slice(0, 300) });
  if (cookie !== '') headers.set('cookie', cookie);
  return headers;
}

/** What better-auth throws when it answers with a status. */
interface StatusError extends Error {
  readonly statusCode?: number;
}

/** Null when better-auth refuses; everything else that goes wrong is thrown. */
async function unlessRefused<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await unwrapped(work);
  } catch (error) {
    const { statusCode } = error as StatusError;
    if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return null;
    throw error;
  }
}

/** better-auth wraps what the database says into its own 500; we want the database's word. */
async function unwrapped<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { statusCode, cause } = error as StatusError;
    throw statusCode === 500 && cause instanceof Error ? cause : error;
  }
}
