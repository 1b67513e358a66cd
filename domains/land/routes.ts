import type { HttpApp } from '@lizhu/http';
import { exportRoutes } from './routes/export-routes.ts';
import { importRoutes } from './routes/import-routes.ts';
import type { LandContext } from './routes/land-context.ts';
import { ledgerRoutes } from './routes/ledger-routes.ts';
import { parcelRoutes } from './routes/parcel-routes.ts';
import { publishedRoutes } from './routes/published-routes.ts';
import { readinessRoutes } from './routes/readiness-routes.ts';
import { siteChangeRoutes } from './routes/site-change-routes.ts';
import { siteFindRoutes } from './routes/site-find-routes.ts';
import { siteRoutes } from './routes/site-routes.ts';
import { siteSheetRoutes } from './routes/site-sheet-routes.ts';

/** Everything that pages ask of land; to be registered under /api/v1/land. */
export function landRoutes(app: HttpApp, context: LandContext): void {
  parcelRoutes(app, context);
  exportRoutes(app, context);
  ledgerRoutes(app, context);
  readinessRoutes(app, context);
  siteRoutes(app, context);
  siteFindRoutes(app, context);
  siteChangeRoutes(app, context);
  siteSheetRoutes(app, context);
  publishedRoutes(app, context);
  importRoutes(app, context);
}
