import type { BetterAuthOptions } from 'better-auth';
import { username } from 'better-auth/plugins/username';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { hashPassword, PASSWORD_LENGTH_MAX, verifyPassword } from './password.ts';
import { isUsernameUsable, normaliseUsername } from './username.ts';

/** The header in which we tell better-auth the address that the server trusts. */
export const ADDRESS_HEADER = 'x-lizhu-ip';
export const COOKIE_PREFIX = 'lizhu';
const SESSION_SECONDS = 12 * 3600;
const REFRESH_SECONDS = 3600;

const times = { createdAt: 'created_at', updatedAt: 'updated_at' } as const;

/**
 * How better-auth is used: passwords and usernames now; TOTP, passkeys and OIDC are further plugins here, with their
 * tables in a further migration. People do not sign up: administrators make accounts.
 */
export function authOptions(pool: pg.Pool, { baseUrl, secret }: { baseUrl: string; secret: string }) {
  return {
    appName: 'Lizhu',
    baseURL: baseUrl,
    basePath: '/api/v1/identity/auth',
    secret,
    database: {
      db: new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }),
      type: 'postgres',
      schemaName: 'identity',
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      maxPasswordLength: PASSWORD_LENGTH_MAX,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
    },
    user: { fields: { emailVerified: 'email_verified', ...times } },
    session: {
      expiresIn: SESSION_SECONDS,
      updateAge: REFRESH_SECONDS,
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...times,
      },
      additionalFields: { postId: { type: 'string', required: false, input: false, fieldName: 'post_id' } },
    },
    account: {
      fields: {
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...times,
      },
    },
    verification: { fields: { expiresAt: 'expires_at', ...times } },
    advanced: {
      database: { generateId: 'uuid' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      useSecureCookies: baseUrl.startsWith('https://'),
      cookiePrefix: COOKIE_PREFIX,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
    },
    plugins: [
      username({
        displayUsername: false,
        minUsernameLength: 2,
        maxUsernameLength: 40,
        usernameNormalization: normaliseUsername,
        usernameValidator: isUsernameUsable,
        validationOrder: { username: 'post-normalization' },
      }),
    ],
    telemetry: { enabled: false },
    logger: { disabled: true },
  } as const satisfies BetterAuthOptions;
}
