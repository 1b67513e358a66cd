import swagger, { type FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import type { FastifySchema } from 'fastify';
import type { HttpApp } from './http-app.ts';
import { ProblemDocument } from './problems/problem-document.ts';

/** Routes under this are described in the document; the others (pages, tiles, OGC) describe themselves. */
const API_PREFIX = '/api/v1/';
export const OPEN_API_PATH = '/api/v1/openapi.json';

/** Serves the OpenAPI 3.1 document of all routes under /api/v1. Register before the routes. */
export async function serveOpenApi(app: HttpApp, info: { title: string; version: string }): Promise<void> {
  const options: FastifyDynamicSwaggerOptions = {
    openapi: {
      openapi: '3.1.0',
      info,
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'lizhu.session_token' } },
      },
    },
    transform: ({ schema, url }) => ({ schema: describe(schema as FastifySchema | undefined, url), url }),
  };
  await app.register(swagger, options);
  app.get(OPEN_API_PATH, { schema: { hide: true } }, () => app.swagger());
}

/** Every operation may also answer with a problem; the first part of the path is its tag. */
function describe(schema: FastifySchema | undefined, url: string): FastifySchema {
  if (!url.startsWith(API_PREFIX)) return { ...schema, hide: true };
  const slice = url.slice(API_PREFIX.length).split('/')[0] as string;
  const problem = {
    description: 'A problem (RFC 9457)',
    content: { 'application/problem+json': { schema: ProblemDocument } },
  };
  const response = schema?.response as object | undefined;
  return { tags: [slice], ...schema, response: { ...(response ?? {}), default: problem } };
}
