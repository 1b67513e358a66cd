import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import { contentSecurity } from './content-security.ts';
import type { HttpApp, HttpLimits, HttpOptions } from './http-app.ts';
import { Problem } from './problems/problem.ts';

const FIELDS_MAX = 50;
const FIELD_BYTES_MAX = 64 * 1024;
const RATE_ADDRESSES_MAX = 20_000;

/** Security headers, limits by address, cookies, uploads. */
export async function addPlugins(app: HttpApp, options: HttpOptions, limits: HttpLimits): Promise<void> {
  await app.register(helmet, contentSecurity(options.mapOrigins ?? []));
  await app.register(rateLimit, {
    global: true,
    max: limits.requestsPerMinute,
    timeWindow: 60_000,
    cache: RATE_ADDRESSES_MAX,
    // How much is left would tell apart who else asks from the same address.
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    addHeadersOnExceeding: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
    errorResponseBuilder: (_request, { ttl }) => {
      const seconds = Math.max(1, Math.ceil(ttl / 1_000));
      return new Problem('http.too-many-requests', { seconds }, { retryAfterSeconds: seconds });
    },
  });
  await app.register(cookie);
  await app.register(multipart, {
    limits: {
      fileSize: limits.uploadBytes,
      files: 1,
      fields: FIELDS_MAX,
      fieldSize: FIELD_BYTES_MAX,
      parts: FIELDS_MAX + 1,
      headerPairs: 20,
    },
  });
}
