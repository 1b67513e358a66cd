import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { type FastifyBaseLogger, fastify, LogController } from 'fastify';
import type { ProblemAnswers } from './answer-problems.ts';
import type { HttpApp, HttpLimits, HttpOptions } from './http-app.ts';

const HEADERS_TIMEOUT_MS = 20_000;
const PARAM_LENGTH_MAX = 300;

/** Fastify with our limits, before any plugin. */
export function openFastify(options: HttpOptions, limits: HttpLimits, problems: ProblemAnswers): HttpApp {
  const { logger, newRequestId = randomUUID } = options;
  const app = fastify({
    ...(logger === false ? { logger: false } : { loggerInstance: logger as FastifyBaseLogger }),
    // One line an answer is written by a hook.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trustOf(options.trustProxy ?? false),
    genReqId: () => newRequestId(),
    requestIdHeader: false,
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.receiveSeconds * 1_000,
    http: { headersTimeout: HEADERS_TIMEOUT_MS },
    routerOptions: { maxParamLength: PARAM_LENGTH_MAX },
    frameworkErrors: (error, request, reply) => {
      problems.answer(error, request as never, reply as never);
    },
    // While closing, requests are turned away by a problem of ours.
    return503OnClosing: false,
    clientErrorHandler: refuseConnection,
  });
  return app.withTypeProvider<TypeBoxTypeProvider>() as unknown as HttpApp;
}

type Trust = boolean | string | string[] | ((address: string, hop: number) => boolean);

function trustOf(trust: NonNullable<HttpOptions['trustProxy']>): Trust {
  if (typeof trust === 'number') return (_address, hop) => hop < trust;
  return typeof trust === 'object' ? [...trust] : trust;
}

/** What is no HTTP gets a bare status: there is no request to answer. */
function refuseConnection(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const status =
    error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
