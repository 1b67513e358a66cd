import { type HttpApp, Problem } from '@lizhu/http';
import Type from 'typebox';
import { readSite } from '../store/sites.ts';
import { printSite, readSheetFacts } from '../usecases/print-site.ts';
import { type LandContext, readers, readRequest } from './land-context.ts';
import { contentDisposition } from './send-file.ts';

/** A site on one page, for a file or an investor. */
export function siteSheetRoutes(app: HttpApp, context: LandContext): void {
  app.get(
    '/sites/:id/sheet.pdf',
    {
      ...readers,
      schema: {
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        querystring: Type.Object({
          lang: Type.Optional(Type.Union([Type.Literal('zh'), Type.Literal('en')])),
        }),
      },
    },
    async (request, reply) => {
      const { site, facts } = await readRequest(context, request, async (tx) => {
        const found = await readSite(tx, request.params.id);
        if (found === null) throw new Problem('land.site-not-found');
        return { site: found, facts: await readSheetFacts(tx, found) };
      });
      const { snapshot } = await context.fabrics.at(await request.scope());
      const bytes = await printSite(snapshot, site, facts, {
        language: request.query.lang ?? 'zh',
        now: context.now(),
        reviewNumber: context.settings.reviewNumber,
      });
      return reply
        .header('content-disposition', contentDisposition('inline', `${site.name}.pdf`))
        .type('application/pdf')
        .send(bytes);
    },
  );
}
