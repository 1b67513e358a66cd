import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { dataVersionQuery, mapSettingsQuery, summaryQuery } from '../domains/land/queries.ts';
import { programmeQuery } from '../domains/programme/queries.ts';
import { lettersOf, loadMapFont } from '../map/map-fonts.ts';
import { RoutePending, RouteProblem } from './route-states.tsx';
import { parseSearch, type SearchText, stringifySearch } from './search-text.ts';
import { sessionQuery } from './session.ts';

interface Context {
  readonly client: QueryClient;
}

const plainSearch = (search: Record<string, unknown>): SearchText => search as SearchText;

const root = createRootRouteWithContext<Context>()({ validateSearch: plainSearch });

const open = createRoute({
  getParentRoute: () => root,
  id: 'open',
  beforeLoad: ({ context }) => context.client.ensureQueryData(sessionQuery),
  component: lazyRouteComponent(() => import('./open-frame.tsx'), 'OpenFrame'),
});

/** Everything that needs a post: first sign in, then choose one, then come back to where the address pointed. */
const framed = createRoute({
  getParentRoute: () => root,
  id: 'framed',
  beforeLoad: async ({ context: { client }, location }) => {
    const session = await client.ensureQueryData(sessionQuery);
    if (session.user === null) throw redirect({ to: '/sign-in', search: { next: location.href } });
    if (session.post === null) throw redirect({ to: '/choose-post', search: { next: location.href } });
    for (const query of [mapSettingsQuery, dataVersionQuery]) void client.prefetchQuery(query as never);
    void client.ensureQueryData(programmeQuery).then(
      ({ bases }) => loadMapFont(lettersOf(bases)),
      () => undefined,
    );
    void client.prefetchQuery(summaryQuery());
  },
  component: lazyRouteComponent(() => import('./frame.tsx'), 'Frame'),
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async ({ context: { client } }) => {
    const session = await client.ensureQueryData(sessionQuery);
    throw redirect({ to: session.user === null ? '/published' : '/overview' });
  },
});

const page = <Path extends string>(
  path: Path,
  load: () => Promise<Record<'default', () => React.ReactNode>>,
) => createRoute({ getParentRoute: () => framed, path, component: lazyRouteComponent(load) });

const openPage = <Path extends string>(
  path: Path,
  load: () => Promise<Record<'default', () => React.ReactNode>>,
) => createRoute({ getParentRoute: () => open, path, component: lazyRouteComponent(load) });

const tree = root.addChildren([
  home,
  open.addChildren([
    openPage('/sign-in', () => import('../domains/identity/sign-in-page.tsx')),
    openPage('/choose-post', () => import('../domains/identity/choose-post-page.tsx')),
    openPage('/published', () => import('../domains/land/published/published-sites-page.tsx')),
  ]),
  framed.addChildren([
    page('/overview', () => import('../domains/land/overview/overview-page.tsx')),
    page('/account', () => import('../domains/identity/account-page.tsx')),
    page('/land/map', () => import('../domains/land/map/land-map-page.tsx')),
    page('/land/imports', () => import('../domains/land/imports/imports-page.tsx')),
    page('/land/imports/$id', () => import('../domains/land/imports/import-page.tsx')),
    page('/land/sites/find', () => import('../domains/land/sites/find-sites-page.tsx')),
    page('/land/sites', () => import('../domains/land/sites/sites-page.tsx')),
    page('/land/sites/$id', () => import('../domains/land/sites/site-page.tsx')),
    page('/land/readiness', () => import('../domains/land/readiness/readiness-page.tsx')),
    page('/land/readiness/history', () => import('../domains/land/readiness/history-page.tsx')),
    page('/land/boundaries', () => import('../domains/land/boundaries/boundaries-page.tsx')),
  ]),
]);

export function createLizhuRouter(client: QueryClient) {
  const router = createRouter({
    routeTree: tree,
    context: { client },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPendingMs: 300,
    defaultPendingComponent: RoutePending,
    defaultErrorComponent: RouteProblem,
    defaultNotFoundComponent: () => <RouteProblem error={null} />,
    scrollRestoration: true,
  });
  // The page that the address names is on its way while the server is still asked who asks.
  for (const { options } of router.getMatchedRoutes(location.pathname)[0])
    void (options.component as { preload?: () => Promise<unknown> } | undefined)?.preload?.();
  return router;
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createLizhuRouter>;
  }
}
