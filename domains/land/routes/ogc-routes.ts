import { resolveCrs } from '@lizhu/geodata';
import type { HttpApp } from '@lizhu/http';
import { requireRole } from '@lizhu/identity';
import { crs84, epsgUri, ogcRoutes, type ServedCrs } from '@lizhu/maps';
import { landCollections } from '../collections/land-collections.ts';
import { type LandContext, readRequest } from './land-context.ts';

/** EPSG's order of axes: latitude first in 4490 and 4326, northing first in the Gauss-Krüger zones. */
const served: readonly ServedCrs[] = [crs84, ...[4490, 4547, 4526, 4326].map(northFirst)];

const mayRead = requireRole('viewer', 'land-officer', 'administrator');

/** OGC API Features over the land of the asker's post; to be registered under /ogc, as a plugin of its own. */
export function landOgc(app: HttpApp, context: LandContext): void {
  app.addHook('preHandler', async (request, reply) => {
    // GIS clients send what they know of the user only when they are asked for it.
    if ((await request.session()).user === null) reply.header('www-authenticate', 'Basic realm="Lizhu"');
    await mayRead.call(app, request, reply);
  });
  ogcRoutes(app, {
    title: '立柱 Lizhu',
    description: '战略性新兴产业基地用地 / Land of strategic-industry bases',
    collections: landCollections,
    crs: served,
    storageCrs: epsgUri(4490),
    inSession: (request, work) => readRequest(context, request, work),
  });
}

function northFirst(code: number): ServedCrs {
  const { fromLonLat, toLonLat } = resolveCrs(`EPSG:${code}`);
  return { uri: epsgUri(code), fromLonLat, toLonLat, order: 'yx' };
}
