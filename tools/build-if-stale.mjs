import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';

/** Builds unless every source file is as it was at the last build (by path, size and time of change). */
export function buildIfStale(root) {
  const mark = join(root, 'node_modules', '.lizhu-built');
  const state = createHash('sha256');
  for (const folder of ['kernels', 'platform', 'domains', 'apps', 'demo']) fold(state, join(root, folder));
  for (const file of ['package-lock.json', 'tsconfig.json', 'tsconfig.base.json'])
    state.update(readFileSync(join(root, file)));
  const digest = state.digest('hex');
  const built =
    existsSync(join(root, 'apps/server/dist/main.js')) && existsSync(join(root, 'apps/web/dist/index.html'));
  if (built && existsSync(mark) && readFileSync(mark, 'utf8') === digest) return;
  build();
  writeFileSync(mark, digest);
}

function fold(state, folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    if (['node_modules', 'dist'].includes(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) fold(state, path);
    else {
      const { size, mtimeMs } = statSync(path);
      state.update(`${path}\0${size}\0${mtimeMs}\n`);
    }
  }
}
