import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem.ts';

const SAFE_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS', 'TRACE'];

/** What programs send that are no browsers. A browser cannot send it from another site without our consent (CORS). */
export const REQUEST_HEADER = 'x-lizhu-request';

/**
 * Refuses a change that another site had a browser send (cross-site request forgery). A browser says where a request comes
 * from by Sec-Fetch-Site or Origin; whatever carries cookies must say so, or carry the header of programs. Without
 * cookies nothing is required, but what is said must be right: signing in for somebody else is forgery too.
 *
 * @throws Problem `http.cross-site`
 */
export function refuseCrossSite(request: FastifyRequest, origins: readonly string[]): void {
  if (SAFE_METHODS.includes(request.method)) return;
  const { origin, cookie, 'sec-fetch-site': site } = request.headers;
  if (site !== undefined && site !== 'same-origin') throw new Problem('http.cross-site');
  if (origin !== undefined && !isOwn(origin, request.host, origins)) {
    // A form of our own page may have an opaque origin; then the browser's own word counts.
    if (!(origin === 'null' && site === 'same-origin')) throw new Problem('http.cross-site');
  }
  const said = site !== undefined || origin !== undefined || request.headers[REQUEST_HEADER] !== undefined;
  if (cookie !== undefined && !said) throw new Problem('http.cross-site');
}

function isOwn(origin: string, host: string, origins: readonly string[]): boolean {
  if (origins.includes(origin)) return true;
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
