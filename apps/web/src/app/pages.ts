import type { ReactNode } from 'react';

type Load = () => Promise<{ readonly default: () => ReactNode }>;

/** What surrounds a page. */
export const frames = {
  open: () => import('./open-frame.tsx'),
  framed: () => import('./frame.tsx'),
};

/** Pages that need no account, by address. */
export const openPages = {
  '/sign-in': () => import('../domains/identity/sign-in-page.tsx'),
  '/choose-post': () => import('../domains/identity/choose-post-page.tsx'),
  '/published': () => import('../domains/land/published/published-sites-page.tsx'),
} satisfies Record<string, Load>;

/** Pages that need a post, by address; `$id` stands for any one part. */
export const framedPages = {
  '/overview': () => import('../domains/land/overview/overview-page.tsx'),
  '/account': () => import('../domains/identity/account-page.tsx'),
  '/land/map': () => import('../domains/land/map/land-map-page.tsx'),
  '/land/imports': () => import('../domains/land/imports/imports-page.tsx'),
  '/land/imports/$id': () => import('../domains/land/imports/import-page.tsx'),
  '/land/sites/find': () => import('../domains/land/sites/find-sites-page.tsx'),
  '/land/sites': () => import('../domains/land/sites/sites-page.tsx'),
  '/land/sites/$id': () => import('../domains/land/sites/site-page.tsx'),
  '/land/readiness': () => import('../domains/land/readiness/readiness-page.tsx'),
  '/land/readiness/history': () => import('../domains/land/readiness/history-page.tsx'),
  '/land/boundaries': () => import('../domains/land/boundaries/boundaries-page.tsx'),
} satisfies Record<string, Load>;

/** The page at an address; undefined where there is none. */
export function pageAt(pages: Readonly<Record<string, Load>>, pathname: string): Load | undefined {
  const found = Object.keys(pages)
    .toSorted((one, other) => Number(one.includes('$')) - Number(other.includes('$')))
    .find((path) => new RegExp(`^${path.replaceAll(/\$\w+/g, '[^/]+')}/?$`).test(pathname));
  return found === undefined ? undefined : pages[found];
}
