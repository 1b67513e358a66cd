import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HttpApp, HttpOptions } from '../http-app.ts';
import { Problem } from '../problems/problem.ts';
import { compileAnswer } from '../schema-validators.ts';
import { AnswerCheck } from './answer-check.ts';
import { tagAnswer } from './entity-tag.ts';
import { refuseCrossSite } from './same-origin.ts';

const WRITE_METHODS: readonly string[] = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** What happens around every route. */
export function addHooks(app: HttpApp, options: HttpOptions): void {
  const { storage, origins = [], isProduction } = options;
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    refuseCrossSite(request, origins);
    if (storage !== undefined && isWrite(request) && (await storage()) === 'read-only')
      throw new Problem('http.storage-full');
  });
  if (!isProduction) {
    const answers = new AnswerCheck(compileAnswer);
    app.addHook('preSerialization', async (request, reply, payload) => {
      answers.check(request, reply.statusCode, payload);
      return payload;
    });
  }
  app.addHook('onSend', tagAnswer);
  app.addHook('onResponse', async (request, reply) => logAnswer(request, reply));
}

function isWrite(request: FastifyRequest): boolean {
  return WRITE_METHODS.includes(request.method) && request.routeOptions.config.writes !== false;
}

/** One line an answer: the route, not the address, since addresses hold what people search for. Reads are for debugging. */
function logAnswer(request: FastifyRequest, reply: FastifyReply): void {
  const line = {
    method: request.method,
    route: request.routeOptions.url ?? '(none)',
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime * 10) / 10,
  };
  if (isWrite(request)) request.log.info(line, 'answered');
  else request.log.debug(line, 'answered');
}
