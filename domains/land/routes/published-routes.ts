import type { HttpApp } from '@lizhu/http';
import Type from 'typebox';
import { PublishedSite } from '../contract.ts';
import { readPublished } from '../store/sites.ts';
import { type LandContext, readRequest } from './land-context.ts';

/** What visitors without an account see: the sites that programmes published. */
export function publishedRoutes(app: HttpApp, context: LandContext): void {
  app.get(
    '/published-sites',
    { schema: { response: { 200: Type.Object({ rows: Type.Array(PublishedSite) }) } } },
    (request) => readRequest(context, request, async (tx) => ({ rows: await readPublished(tx) })),
  );
}
