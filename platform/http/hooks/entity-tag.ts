import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

const DYNAMIC_CACHE = 'private, no-cache';
const NO_CACHE_AT_ALL = 'no-store';

/** The tag of some content (RFC 9110 §8.8.3): equal content, equal tag. */
export function entityTag(content: string | Uint8Array): string {
  return `"${createHash('sha256').update(content).digest('base64url').slice(0, 27)}"`;
}

/**
 * Whether the asker already has what the tag names (If-None-Match, weak comparison). A handler that knows its tag before
 * it makes the content answers `reply.code(304).header('etag', tag).send()` and saves the work.
 */
export function hasCurrent(request: FastifyRequest, tag: string): boolean {
  const header = request.headers['if-none-match'];
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  const bare = tag.replace(/^W\//, '');
  return header.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === bare);
}

/**
 * Gives every answer of a GET that is JSON a tag, and answers 304 to those who have the content already. What a handler
 * said about caching stays; otherwise an answer may be kept by the reader's own cache only and is asked for again.
 */
export async function tagAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const isFound = reply.statusCode === 200;
  if (!reply.hasHeader('cache-control'))
    reply.header('cache-control', isRead && isFound ? DYNAMIC_CACHE : NO_CACHE_AT_ALL);
  if (!isRead || !isFound) return payload;
  const held = typeof payload === 'string' || payload instanceof Uint8Array;
  if (!reply.hasHeader('etag') && held && isJson(reply)) reply.header('etag', entityTag(payload));
  const tag = reply.getHeader('etag');
  if (typeof tag !== 'string' || !held || !hasCurrent(request, tag)) return payload;
  reply.code(304);
  reply.removeHeader('content-type');
  reply.removeHeader('content-length');
  return '';
}

function isJson(reply: FastifyReply): boolean {
  return /^application\/([\w.+-]+\+)?json\b/.test(String(reply.getHeader('content-type') ?? ''));
}
