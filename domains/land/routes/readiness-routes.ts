import type { HttpApp } from '@lizhu/http';
import Type from 'typebox';
import {
  ParcelFilter,
  PreviewReadiness,
  ReadinessPreview,
  ReadinessSummary,
  ReadinessTable,
  SaveReadiness,
} from '../contract.ts';
import { readReadinessTable, readReadinessTables } from '../store/readiness-tables.ts';
import { previewReadiness } from '../usecases/preview-readiness.ts';
import { readSummary } from '../usecases/read-summary.ts';
import { assertTable, saveReadiness } from '../usecases/save-readiness.ts';
import { inRequest, type LandContext, officers, readers, readRequest } from './land-context.ts';

export function readinessRoutes(app: HttpApp, context: LandContext): void {
  app.get(
    '/readiness/summary',
    { ...readers, schema: { querystring: ParcelFilter, response: { 200: ReadinessSummary } } },
    (request) => readRequest(context, request, (tx) => readSummary(tx, request.query)),
  );
  app.get('/readiness/table', { ...readers, schema: { response: { 200: ReadinessTable } } }, (request) =>
    readRequest(context, request, readReadinessTable),
  );
  app.get(
    '/readiness/tables',
    { ...readers, schema: { response: { 200: Type.Object({ rows: Type.Array(ReadinessTable) }) } } },
    (request) => readRequest(context, request, async (tx) => ({ rows: await readReadinessTables(tx) })),
  );
  app.post(
    '/readiness/preview',
    {
      ...readers,
      config: { writes: false },
      schema: { body: PreviewReadiness, response: { 200: ReadinessPreview } },
    },
    async (request) => {
      assertTable(request.body.lines);
      const { snapshot } = await context.fabrics.at(await request.scope());
      return previewReadiness(await snapshot.fabric(), request.body.lines);
    },
  );
  app.post(
    '/readiness/table',
    { ...officers, schema: { body: SaveReadiness, response: { 200: ReadinessTable } } },
    async (request) => {
      const session = await request.session();
      return inRequest(context, request, (tx) =>
        saveReadiness(tx, request.body, { name: session.user!.name, at: context.now() }),
      );
    },
  );
}
