import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, root, say } from './ensure-installed.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

// The gate: everything that must hold before a change lands, from a fresh clone, in one command.
ensureInstalled();
ensureSystemPackages();
const { build } = await import('./build.mjs');
build();
const { check } = await import('./check.mjs');
await check();

say('Tests');
// Held for the whole run: without it, the last test file of a moment would stop the server that all of them share.
const { dropStale, useTestServer } = await import('../platform/db/dist/testing.js');
const server = await useTestServer();
await dropStale(server.database);
const reportFile = join(root, '.artefacts', 'tests.json');
rmSync(reportFile, { force: true });
const vitest = spawn(
  'npx',
  [
    '--no-install',
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit' },
);
const [status] = await once(vitest, 'exit');
await server.release();
const nothing = '{ "numPassedTests": 0, "numFailedTests": 0, "numPendingTests": 0 }';
const report = JSON.parse(existsSync(reportFile) ? readFileSync(reportFile, 'utf8') : nothing);
const { numPassedTests, numFailedTests, numPendingTests } = report;
process.stdout.write(`\n${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped\n`);
process.exit(status === 0 && numPassedTests > 0 ? 0 : 1);
