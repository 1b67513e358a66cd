import { decodeCursor, encodeCursor, type HttpApp, Problem } from '@lizhu/http';
import Type from 'typebox';
import { ParcelAt, ParcelCard, ParcelPage, ParcelQuery } from '../contract.ts';
import { readParcelPage } from '../store/parcels.ts';
import { parcelAt } from '../usecases/parcel-at.ts';
import { readParcelCard } from '../usecases/read-parcel-card.ts';
import { type LandContext, readers, readRequest } from './land-context.ts';

const LIMIT = 100;
/** Sort value and id of the last row. */
const LastRow = Type.Tuple([
  Type.Union([Type.String(), Type.Number()]),
  Type.String({ pattern: '^[0-9a-f-]{36}$' }),
]);

/** The table twin of the map, and the card of one parcel. */
export function parcelRoutes(app: HttpApp, context: LandContext): void {
  app.get(
    '/parcels',
    { ...readers, schema: { querystring: ParcelQuery, response: { 200: ParcelPage } } },
    async (request) => {
      const { sort = 'code', order = 'asc', limit = LIMIT, cursor, ...filter } = request.query;
      const after = cursor === undefined ? null : decodeCursor(LastRow, cursor);
      if (after !== null && (typeof after[0] === 'number') !== (sort === 'area'))
        throw new Problem('http.bad-cursor');
      const { last, ...page } = await readRequest(context, request, (tx) =>
        readParcelPage(tx, filter, { sort, order, limit, after }),
      );
      return { ...page, next: last === null ? null : encodeCursor(last) };
    },
  );

  app.get(
    '/parcels/at',
    {
      ...readers,
      schema: {
        querystring: Type.Object({
          lon: Type.Number({ minimum: -180, maximum: 180 }),
          lat: Type.Number({ minimum: -85, maximum: 85 }),
        }),
        response: { 200: ParcelAt },
      },
    },
    async (request) => {
      const { snapshot } = await context.fabrics.at(await request.scope());
      return { id: await parcelAt(snapshot, request.query.lon, request.query.lat) };
    },
  );

  app.get(
    '/parcels/:id',
    {
      ...readers,
      schema: {
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        response: { 200: ParcelCard },
      },
    },
    (request) => readRequest(context, request, (tx) => readParcelCard(tx, request.params.id)),
  );
}
