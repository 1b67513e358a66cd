import type { HttpApp } from '@lizhu/http';
import Type from 'typebox';
import { BaseBoundary, Layer, MapSettings, SearchHit } from '../contract.ts';
import { readDataVersion } from '../store/data-version.ts';
import { readBoundaries, readLayers } from '../store/layers.ts';
import { searchLand } from '../usecases/search-land.ts';
import { type LandContext, readers, readRequest } from './land-context.ts';

/** What the ledger holds besides parcels, what maps need to know, and search. */
export function ledgerRoutes(app: HttpApp, context: LandContext): void {
  app.get(
    '/layers',
    { ...readers, schema: { response: { 200: Type.Object({ rows: Type.Array(Layer) }) } } },
    (request) => readRequest(context, request, async (tx) => ({ rows: await readLayers(tx) })),
  );

  app.get(
    '/boundaries',
    {
      ...readers,
      schema: {
        querystring: Type.Object({ base: Type.Optional(Type.String({ format: 'uuid' })) }),
        response: { 200: Type.Object({ rows: Type.Array(BaseBoundary) }) },
      },
    },
    (request) =>
      readRequest(context, request, async (tx) => ({
        rows: await readBoundaries(tx, request.query.base ?? null),
      })),
  );

  app.get(
    '/search',
    {
      ...readers,
      schema: {
        querystring: Type.Object({ q: Type.String({ maxLength: 100 }) }),
        response: { 200: Type.Object({ rows: Type.Array(SearchHit) }) },
      },
    },
    (request) =>
      readRequest(context, request, async (tx) => ({ rows: await searchLand(tx, request.query.q) })),
  );

  app.get(
    '/data-version',
    {
      ...readers,
      schema: {
        response: {
          200: Type.Object({
            version: Type.String(),
            changedAt: Type.Union([Type.String(), Type.Null()]),
          }),
        },
      },
    },
    (request) =>
      readRequest(context, request, async (tx) => {
        const { version, changedAt } = await readDataVersion(tx);
        return { version, changedAt };
      }),
  );

  app.get('/map-settings', { schema: { response: { 200: MapSettings } } }, async () => context.settings);
}
