import { type HttpApp, Problem } from '@lizhu/http';
import Type from 'typebox';
import { Site, SiteCard } from '../contract.ts';
import { readSite, readSites } from '../store/sites.ts';
import { type LandContext, readers, readRequest } from './land-context.ts';

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** Saved sites, as the reader's post reaches them. */
export function siteRoutes(app: HttpApp, context: LandContext): void {
  app.get(
    '/sites',
    { ...readers, schema: { response: { 200: Type.Object({ rows: Type.Array(Site) }) } } },
    (request) => readRequest(context, request, async (tx) => ({ rows: await readSites(tx) })),
  );

  app.get(
    '/sites/:id',
    { ...readers, schema: { params: Id, response: { 200: SiteCard } } },
    async (request) => {
      const site = await readRequest(context, request, (tx) => readSite(tx, request.params.id));
      if (site === null) throw new Problem('land.site-not-found');
      return site;
    },
  );
}
