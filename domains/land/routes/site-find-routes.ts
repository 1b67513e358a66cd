import type { HttpApp } from '@lizhu/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SaveSite, SiteAnswer, SiteCard, SiteCriteria } from '../contract.ts';
import { readReadinessTableOf } from '../store/readiness-tables.ts';
import { findLandSites, type SiteTools } from '../usecases/find-sites.ts';
import { measureSite } from '../usecases/measure-site.ts';
import { saveSite } from '../usecases/save-site.ts';
import { inRequest, type LandContext, officers, readers, readRequest } from './land-context.ts';
import { editorOf } from './site-change-routes.ts';

/** Finding contiguous sites, and keeping one. */
export function siteFindRoutes(app: HttpApp, context: LandContext): void {
  app.post(
    '/sites/find',
    {
      ...readers,
      config: { writes: false },
      schema: { body: SiteCriteria, response: { 200: SiteAnswer } },
    },
    async (request, reply) => {
      const present = await context.fabrics.at(await request.scope());
      return findLandSites(present, request.body, toolsOf(context, request, reply));
    },
  );

  app.post(
    '/sites',
    { ...officers, schema: { body: SaveSite, response: { 201: SiteCard } } },
    async (request, reply) => {
      const { name, note, parcelIds, criteria = null } = request.body;
      const { snapshot } = await context.fabrics.at(await request.scope());
      const measured = await measureSite(snapshot, parcelIds, criteria, toolsOf(context, request, reply));
      const editor = await editorOf(context, request);
      const card = await inRequest(context, request, (tx) =>
        saveSite(tx, { name, note, criteria }, measured, editor),
      );
      return reply.code(201).send(card);
    },
  );
}

/** Computes in the thread of the server, until the asker goes away. */
function toolsOf(context: LandContext, request: FastifyRequest, reply: FastifyReply): SiteTools {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort(new Error('The asker went away'));
  });
  return {
    compute: (kind, input) => context.fabrics.thread.compute(kind, input, gone.signal),
    computeShared: context.fabrics.thread.compute,
    linesOf: async (version) =>
      version === null
        ? []
        : readRequest(context, request, async (tx) => (await readReadinessTableOf(tx, version))?.lines ?? []),
    ticks: () => performance.now(),
  };
}
