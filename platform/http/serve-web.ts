import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HttpApp } from './http-app.ts';

/** Paths that belong to programs; a page address never begins so. */
const RESERVED = /^\/(api|ogc|tiles|problems|assets)(\/|$)/;
/** Where the build puts files whose names carry a hash of their content. */
const HASHED = /^assets\//;
const YEAR_SECONDS = 31_536_000;

/**
 * Serves the built pages: hashed files for ever, everything else asked for again, and index.html for every address that a
 * page may have. Files that appear after the start are not served.
 *
 * @param folder Holds index.html and assets/; `.br` and `.gz` beside a file are used where the browser takes them.
 * @throws Error when there is no index.html.
 */
export async function serveWeb(app: HttpApp, { folder }: { folder: string }): Promise<void> {
  const files = await listFiles(folder);
  if (!files.has('index.html')) throw new Error(`Cannot serve the pages: no index.html in ${folder}`);
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    cacheControl: false,
    preCompressed: true,
    index: false,
  });
  app.get('/*', { config: { rateLimit: false }, schema: { hide: true } as object }, (request, reply) => {
    const path = decodePath(request);
    if (path !== null && files.has(path)) return sendFile(reply, path);
    const isPage = (request.headers.accept ?? '').includes('text/html') && !RESERVED.test(request.url);
    if (path === '' || isPage) return sendFile(reply, 'index.html');
    return reply.callNotFound();
  });
}

function sendFile(reply: FastifyReply, path: string): FastifyReply {
  const policy = HASHED.test(path) ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache';
  return reply.header('cache-control', policy).sendFile(path);
}

function decodePath(request: FastifyRequest): string | null {
  return (request.params as { '*': string })['*'] ?? null;
}

async function listFiles(folder: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  return new Set(paths);
}
