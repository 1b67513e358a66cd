import { ensureInstalled, run, say } from './ensure-installed.mjs';

/** Compiles every package, then the pages. `--no-web` leaves the pages out. */
export function build({ web = true } = {}) {
  say('Compiling packages');
  run('npx', ['--no-install', 'tsc', '-b']);
  if (!web) return;
  say('Building the pages');
  run('npm', ['run', 'build', '--silent', '--workspace', '@lizhu/web']);
}

if (import.meta.url === `file://${process.argv[1]}`) {
  ensureInstalled();
  build({ web: !process.argv.includes('--no-web') });
}
