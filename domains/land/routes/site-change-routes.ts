import { type HttpApp, Problem } from '@lizhu/http';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { EditSite, SiteCard } from '../contract.ts';
import { readSite } from '../store/sites.ts';
import { deleteSite, type Editor, editSite, publishSite, withdrawSite } from '../usecases/edit-site.ts';
import { readPublishedNames } from '../usecases/read-published-names.ts';
import { inRequest, type LandContext, officers } from './land-context.ts';

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const Revision = Type.Object({ revision: Type.Integer() });

/** Changes of a saved site. Each names the revision that its author saw; who comes second is told who was first. */
export function siteChangeRoutes(app: HttpApp, context: LandContext): void {
  const answer = { 200: SiteCard };

  app.patch(
    '/sites/:id',
    { ...officers, schema: { params: Id, body: EditSite, response: answer } },
    async (request) => {
      const { revision, ...change } = request.body;
      const editor = await editorOf(context, request);
      return inRequest(context, request, (tx) => editSite(tx, request.params.id, revision, change, editor));
    },
  );

  app.post(
    '/sites/:id/publish',
    { ...officers, schema: { params: Id, body: Revision, response: answer } },
    async (request) => {
      const { id } = request.params;
      const editor = await editorOf(context, request);
      return inRequest(context, request, async (tx) => {
        const site = await readSite(tx, id);
        if (site === null) throw new Problem('land.site-not-found');
        const names = await readPublishedNames(tx, site.found);
        return publishSite(tx, id, request.body.revision, names, editor);
      });
    },
  );

  app.post(
    '/sites/:id/withdraw',
    { ...officers, schema: { params: Id, body: Revision, response: answer } },
    async (request) => {
      const editor = await editorOf(context, request);
      return inRequest(context, request, (tx) =>
        withdrawSite(tx, request.params.id, request.body.revision, editor),
      );
    },
  );

  app.delete(
    '/sites/:id',
    { ...officers, schema: { params: Id, querystring: Revision, response: { 204: Type.Null() } } },
    async (request, reply) => {
      const editor = await editorOf(context, request);
      await inRequest(context, request, (tx) =>
        deleteSite(tx, request.params.id, request.query.revision, editor),
      );
      return reply.code(204).send(null);
    },
  );
}

/** Who makes the change of a request, and when. */
export async function editorOf(context: LandContext, request: FastifyRequest): Promise<Editor> {
  const { user } = await request.session();
  return { name: user!.name, at: context.now() };
}
