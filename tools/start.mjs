import { ensureInstalled, root } from './ensure-installed.mjs';

// From a fresh clone to a running demo: packages, compiled code, pages, database, demonstration data.
ensureInstalled();
const { buildIfStale } = await import('./build-if-stale.mjs');
buildIfStale(root);
await import('../apps/server/dist/main.js');
