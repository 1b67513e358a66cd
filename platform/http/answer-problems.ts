import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf, languageTag } from './language.ts';
import type { Catalogue } from './problems/catalogue.ts';
import { Problem } from './problems/problem.ts';
import { type ProblemDocument, problemDocument } from './problems/problem-document.ts';
import { problemOfError, type RecogniseDatabaseError } from './problems/problem-of-error.ts';

/** Answers whatever a route throws with a document of the catalogue; logs what is our own fault. */
export class ProblemAnswers {
  readonly #catalogue: Catalogue;
  readonly #recogniseDatabaseError: RecogniseDatabaseError;

  constructor(catalogue: Catalogue, recogniseDatabaseError: RecogniseDatabaseError) {
    this.#catalogue = catalogue;
    this.#recogniseDatabaseError = recogniseDatabaseError;
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const problem = problemOfError(error, request.routeOptions.bodyLimit, this.#recogniseDatabaseError);
    const document = this.#document(problem, error, request);
    if (problem?.retryAfterSeconds !== undefined)
      reply.header('retry-after', Math.ceil(problem.retryAfterSeconds));
    return reply
      .code(document.status)
      .removeHeader('etag')
      .header('cache-control', 'no-store')
      .header('content-language', languageTag(languageOf(request)))
      .header('vary', 'accept-language')
      .type('application/problem+json; charset=utf-8')
      .serializer(JSON.stringify)
      .send(document);
  }

  /** The document, with the fault in the log and not in the answer when it is ours. */
  #document(problem: Problem | null, error: unknown, request: FastifyRequest): ProblemDocument {
    const language = languageOf(request);
    const internal = (): ProblemDocument =>
      problemDocument(this.#catalogue, new Problem('http.internal', { requestId: request.id }), language);
    if (problem === null) {
      request.log.error({ err: error }, 'A request failed');
      return internal();
    }
    try {
      const document = problemDocument(this.#catalogue, problem, language);
      if (document.status >= 500) request.log.error({ err: problem.cause ?? problem }, document.title);
      else
        request.log.debug({ code: problem.code, cause: messageOf(problem.cause) }, 'A request was refused');
      return document;
    } catch (undefinedCode) {
      request.log.error({ err: undefinedCode, cause: messageOf(error) }, 'A request failed');
      return internal();
    }
  }
}

function messageOf(cause: unknown): string | undefined {
  return cause instanceof Error ? cause.message : undefined;
}
