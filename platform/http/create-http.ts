import { addPlugins } from './add-plugins.ts';
import { ProblemAnswers } from './answer-problems.ts';
import { closeInOrder } from './close-in-order.ts';
import { addHooks } from './hooks/add-hooks.ts';
import { defaultHttpLimits, type HttpApp, type HttpLimits, type HttpOptions } from './http-app.ts';
import { serveOpenApi } from './open-api.ts';
import { openFastify } from './open-fastify.ts';
import { makeCatalogue } from './problems/catalogue.ts';
import { databaseProblems, httpProblems } from './problems/http-problems.ts';
import { Problem } from './problems/problem.ts';
import { compileRequestPart } from './schema-validators.ts';
import { serveCatalogue } from './serve-catalogue.ts';

/**
 * Makes the server on which slices put their routes: typed by their schemas, limited, described, and answering every
 * refusal from one catalogue. Closing it lets answers under way finish, ends event streams, then cuts what is left.
 */
export async function createHttp(options: HttpOptions): Promise<HttpApp> {
  const limits: HttpLimits = { ...defaultHttpLimits, ...options.limits };
  const catalogue = makeCatalogue([httpProblems, databaseProblems, ...options.problems]);
  const problems = new ProblemAnswers(catalogue, options.recogniseDatabaseError ?? (() => null));
  const app = openFastify(options, limits, problems);
  app.setValidatorCompiler<object>(({ schema, httpPart }) => compileRequestPart(httpPart, schema));
  app.setErrorHandler((error, request, reply) => problems.answer(error, request, reply));
  app.setNotFoundHandler((request, reply) => problems.answer(new Problem('http.not-found'), request, reply));
  closeInOrder(app, limits.closeSeconds);
  addHooks(app, options);
  await addPlugins(app, options, limits);
  await serveOpenApi(app, { title: options.title ?? 'Lizhu 立柱', version: options.version ?? '1' });
  serveCatalogue(app, catalogue);
  return app;
}
