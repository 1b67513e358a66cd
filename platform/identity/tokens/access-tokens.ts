import { createHash, randomBytes } from 'node:crypto';
import { recordEvent } from '@lizhu/audit';
import { newId, type Transaction } from '@lizhu/db';
import type pg from 'pg';
import Type, { type Static } from 'typebox';
import type { SessionUser } from '../auth/open-auth.ts';

/** A read-only key to one post, for programs such as QGIS; without its secret. */
export const AccessToken = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  postId: Type.String({ format: 'uuid' }),
  createdAt: Type.String({ format: 'date-time' }),
  expiresAt: Type.String({ format: 'date-time' }),
});
export type AccessToken = Static<typeof AccessToken>;

interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly post_id: string;
  readonly created_at: Date;
  readonly expires_at: Date;
}

export interface TokenHolder {
  readonly user: SessionUser;
  readonly postId: string;
}

const MARK = 'lzt_';
const SECRET_BYTES = 32;
const DAY_MS = 86_400_000;

/**
 * The access token in an Authorization header: as Bearer, or as the password of Basic, which is what GIS clients can
 * send. Null when there is none; what a proxy's own password protection sends is none of ours.
 */
export function tokenIn(authorization: string | undefined): string | null {
  const [scheme = '', value = ''] = (authorization ?? '').split(' ', 2);
  const isBasic = scheme.toLowerCase() === 'basic';
  const decoded = isBasic ? Buffer.from(value, 'base64').toString('utf8') : value;
  const secret = isBasic ? decoded.slice(decoded.indexOf(':') + 1) : decoded;
  return secret.startsWith(MARK) ? secret : null;
}

/** Makes a token for the post of the transaction's scope, and records it. Its secret is told once; the database keeps a hash. */
export async function makeToken(
  tx: Transaction,
  { name, days }: { readonly name: string; readonly days: number },
  now: Date,
): Promise<AccessToken & { readonly token: string }> {
  const { userId, postId, programmeId } = tx.scope;
  const token = `${MARK}${randomBytes(SECRET_BYTES).toString('base64url')}`;
  const expiresAt = new Date(now.getTime() + days * DAY_MS);
  await openIdentity(tx);
  const { rows } = await tx.query<TokenRow>(
    `insert into identity.access_token (id, programme_id, post_id, user_id, name, token_sha256, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id, name, post_id, created_at, expires_at`,
    [newId(), programmeId, postId, userId, name, sha256(token), now, expiresAt],
  );
  const made = tokenOf(rows[0] as TokenRow);
  await recordEvent(tx, {
    action: 'identity.make-token',
    subject: { kind: 'access-token', id: made.id },
    after: { name, postId, expiresAt },
  });
  return { ...made, token };
}

/** Whose token it is; null when it is unknown or over. */
export async function findHolder(pool: pg.Pool, token: string, now: Date): Promise<TokenHolder | null> {
  const { rows } = await pool.query<{ post_id: string; id: string; username: string; name: string }>(
    `select t.post_id, u.id, u.username, u.name from identity.access_token t join identity."user" u on u.id = t.user_id
     where t.token_sha256 = $1 and t.expires_at > $2`,
    [sha256(token), now],
  );
  const row = rows[0];
  return row === undefined
    ? null
    : { postId: row.post_id, user: { id: row.id, username: row.username, name: row.name } };
}

/** The user's tokens that are not over, newest first. */
export async function listTokens(pool: pg.Pool, userId: string, now: Date): Promise<AccessToken[]> {
  const { rows } = await pool.query<TokenRow>(
    `select id, name, post_id, created_at, expires_at from identity.access_token
     where user_id = $1 and expires_at > $2 order by id desc`,
    [userId, now],
  );
  return rows.map(tokenOf);
}

/**
 * Removes a token of the scope's user, and records it in the programme that the token was for.
 *
 * @returns Whether the user had such a token.
 */
export async function removeToken(tx: Transaction, id: string): Promise<boolean> {
  await openIdentity(tx);
  const { rows } = await tx.query<TokenRow & { programme_id: string }>(
    `delete from identity.access_token where user_id = $1 and id = $2
     returning id, name, post_id, created_at, expires_at, programme_id`,
    [tx.scope.userId, id],
  );
  const row = rows[0];
  if (row === undefined) return false;
  await tx.query(`select set_config('lizhu.programme', $1, true)`, [row.programme_id]);
  await recordEvent(
    { ...tx, scope: { ...tx.scope, programmeId: row.programme_id } },
    {
      action: 'identity.remove-token',
      subject: { kind: 'access-token', id },
      before: { name: row.name, postId: row.post_id, expiresAt: row.expires_at },
    },
  );
  return true;
}

/** Lets this transaction at identity's own tables. */
async function openIdentity(tx: Transaction): Promise<void> {
  await tx.query(`select set_config('lizhu.auth', 'on', true)`);
}

function tokenOf(row: TokenRow): AccessToken {
  return {
    id: row.id,
    name: row.name,
    postId: row.post_id,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  };
}

function sha256(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
