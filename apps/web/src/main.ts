import { firstReads } from './app/first-reads.ts';
import { askAhead } from './app/head-start.ts';
import { framedPages, frames, openPages, pageAt } from './app/pages.ts';

// The page that the address names, and what it will read, are on their way while the rest of the scripts still come.
const { pathname } = location;
const session = askAhead(firstReads.session);
const framed = pageAt(framedPages, pathname);
if (framed !== undefined) {
  void frames.framed();
  void framed();
  void session.then(async (answer) => {
    const { post } = JSON.parse(answer ?? '{}');
    if (post) for (const url of Object.values(firstReads)) if (url !== firstReads.session) void askAhead(url);
  });
} else {
  void frames.open();
  void pageAt(openPages, pathname)?.();
}
void import('./app/start.tsx');
