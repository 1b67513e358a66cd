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
import { framedPages, frames, openPages } from './pages.ts';
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
  component: lazyRouteComponent(frames.open, 'OpenFrame'),
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
  component: lazyRouteComponent(frames.framed, 'Frame'),
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async ({ context: { client } }) => {
    const session = await client.ensureQueryData(sessionQuery);
    throw redirect({ to: session.user === null ? '/published' : '/overview' });
  },
});

const openPage = <Path extends keyof typeof openPages>(path: Path) =>
  createRoute({ getParentRoute: () => open, path, component: lazyRouteComponent(openPages[path]) });

const page = <Path extends keyof typeof framedPages>(path: Path) =>
  createRoute({ getParentRoute: () => framed, path, component: lazyRouteComponent(framedPages[path]) });

const tree = root.addChildren([
  home,
  open.addChildren([openPage('/sign-in'), openPage('/choose-post'), openPage('/published')]),
  framed.addChildren([
    page('/overview'),
    page('/account'),
    page('/land/map'),
    page('/land/imports'),
    page('/land/imports/$id'),
    page('/land/sites/find'),
    page('/land/sites'),
    page('/land/sites/$id'),
    page('/land/readiness'),
    page('/land/readiness/history'),
    page('/land/boundaries'),
  ]),
]);

export function createLizhuRouter(client: QueryClient) {
  return createRouter({
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
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createLizhuRouter>;
  }
}
