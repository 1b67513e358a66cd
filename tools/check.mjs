import { checkBoundaries } from './check-boundaries.mjs';
import { checkPaths } from './check-paths.mjs';
import { ensureInstalled, root, run, say } from './ensure-installed.mjs';

/** Everything about the tree that needs no server: types, lint and format, directions of imports, paths that documents name. */
export async function check() {
  say('Types');
  run('npx', ['--no-install', 'tsc', '-b']);
  run('npx', ['--no-install', 'tsc', '-p', 'tsconfig.tests.json']);
  run('npm', ['run', 'typecheck', '--silent', '--workspace', '@lizhu/web']);
  say('Lint and format');
  run('npx', ['--no-install', 'biome', 'check', '--error-on-warnings', '.']);
  say('Directions of imports');
  await checkBoundaries(root);
  say('Paths named in documents');
  await checkPaths(root);
}

if (import.meta.url === `file://${process.argv[1]}`) {
  ensureInstalled();
  await check();
}
