import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
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
const reportFile = join(root, '.artefacts', 'tests.json');
const vitest = spawnSync(
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
const report = JSON.parse(readFileSync(reportFile, 'utf8'));
const { numPassedTests, numFailedTests, numPendingTests } = report;
process.stdout.write(`\n${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped\n`);
process.exit(vitest.status === 0 && numPassedTests > 0 ? 0 : 1);
