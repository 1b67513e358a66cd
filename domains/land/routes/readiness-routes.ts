import type { HttpApp } from '@lizhu/http';
import { requireRole } from '@lizhu/identity';
import Type from 'typebox';
import { ParcelFilter, PreviewReadiness, ReadinessPreview, ReadinessSummary, ReadinessTable, SaveReadiness } from '../contract.ts';
import { readReadinessTable, readReadinessTables } from '../store/readiness-tables.ts';
import { previewReadiness } from '../usecases/preview-readiness.ts';
import { readSummary } from '../usecases/read-summary.ts';
import { assertTable, saveReadiness } from '../usecases/save-readiness.ts';
import { inRequest, type LandContext } from './land-context.ts';

export function readinessRoutes(app: HttpApp, context: LandContext): void {
  const signedIn = { preHandler: requireRole('viewer', 'land-officer', 'administrator') };
  const officer = { preHandler: requireRole('land-officer', 'administrator') };

  app.get(
    '/readiness/summary',
    { ...signedIn, schema: { querystring: ParcelFilter, response: { 200: ReadinessSummary } } },
    (request) => inRequest(context, request, (tx) => readSummary(tx, request.query)),
  );
  app.get('/readiness/table', { ...signedIn, schema: { response: { 200: ReadinessTable } } }, (request) =>
    inRequest(context, request, readReadinessTable),
  );
  app.get(
    '/readiness/tables',
    { ...signedIn, schema: { response: { 200: Type.Object({ rows: Type.Array(ReadinessTable) }) } } },
    (request) => inRequest(context, request, async (tx) => ({ rows: await readReadinessTables(tx) })),
  );
  app.post(
    '/readiness/preview',
    { ...signedIn, schema: { body: PreviewReadiness, response: { 200: ReadinessPreview } } },
    async (request) => {
      assertTable(request.body.lines);
      const fabric = await context.fabrics.of(await request.scope());
      return previewReadiness(fabric, request.body.lines);
    },
  );
  app.post(
    '/readiness/table',
    { ...officer, schema: { body: SaveReadiness, response: { 200: ReadinessTable } } },
    async (request) => {
      const session = await request.session();
      return inRequest(context, request, (tx) =>
        saveReadiness(tx, request.body, { name: session.user!.name, at: context.now() }),
      );
    },
  );
}
