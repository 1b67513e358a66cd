import { rm } from 'node:fs/promises';
import type { ReadinessSummary, ReadinessTable } from '@lizhu/land/contract';
import type { Programme } from '@lizhu/programme/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Officer } from './officer.ts';
import {
  interruptProcess,
  killProcess,
  makeDataFolder,
  postmasterPid,
  type ServerProcess,
  startProcess,
} from './server-process.ts';

const TABLE = '/api/v1/land/readiness/table';
const SECOND_START_SECONDS = 10;
let dataFolder: string;
let server: ServerProcess;

beforeAll(async () => {
  dataFolder = await makeDataFolder('lizhu-start');
  server = await startProcess(dataFolder);
}, 900_000);

afterAll(async () => {
  if (server?.process.exitCode === null) await killProcess(server, dataFolder, true);
  await rm(dataFolder, { recursive: true, force: true });
});

test('the first start prints an address and the demonstration accounts', async () => {
  expect(server.output()).toContain(server.url);
  for (const account of ['admin', 'land', 'yinping', 'viewer']) expect(server.output()).toContain(account);
  const page = await fetch(server.url, { headers: { accept: 'text/html' } });
  expect(await page.text()).toContain('<div id="root">');
});

test('the demonstration has seven bases of 59.6 km² = 89,400 亩, decided', async () => {
  const officer = await Officer.signIn(server.url, 'land');
  const { bases, demonstration } = await officer.read<Programme>('/api/v1/programme');
  const areaSqm = bases.reduce((sum, base) => sum + base.areaSqm!, 0);
  expect(bases).toHaveLength(7);
  expect(demonstration).toBe(true);
  expect(areaSqm / 1e6).toBeCloseTo(59.6, 3);
  expect((areaSqm * 15) / 10_000).toBeCloseTo(89_400, 0);
});

test('a server that was killed keeps every change, and attaches to the database that outlived it', async () => {
  const officer = await Officer.signIn(server.url, 'land');
  const before = await officer.read<ReadinessTable>(TABLE);
  await officer.change('POST', TABLE, { lines: before.lines, fromVersion: before.version, note: '试验' });
  const postmaster = await postmasterPid(dataFolder);
  await killProcess(server, dataFolder, false);
  server = await startProcess(dataFolder);
  expect(await postmasterPid(dataFolder)).toBe(postmaster);
  const after = await (await Officer.signIn(server.url, 'land')).read<ReadinessTable>(TABLE);
  expect(after).toMatchObject({ version: before.version + 1, note: '试验' });
}, 240_000);

test('Ctrl-C ends the server and its database, and the next start takes under ten seconds', async () => {
  await decidedAnew(await Officer.signIn(server.url, 'land'));
  expect(await interruptProcess(server)).toBe(0);
  // The database removes its pid file as the last thing it does.
  expect(await postmasterPid(dataFolder)).toBeNull();
  server = await startProcess(dataFolder);
  expect(server.seconds).toBeLessThan(SECOND_START_SECONDS);
}, 240_000);

test('a port that is taken is said plainly', async () => {
  const port = new URL(server.url).port;
  const other = await makeDataFolder('lizhu-port');
  await expect(startProcess(other, { LIZHU_PORT: port, LIZHU_DEMO: 'off' })).rejects.toThrow(
    `Cannot listen on 127.0.0.1:${port}: another program does`,
  );
  await rm(other, { recursive: true, force: true });
}, 240_000);

/** Waits until readiness follows the table that was saved: no job is left to run. */
async function decidedAnew(officer: Officer): Promise<void> {
  const { version } = await officer.read<ReadinessTable>(TABLE);
  for (;;) {
    const { tableVersion } = await officer.read<ReadinessSummary>('/api/v1/land/readiness/summary');
    if (tableVersion === version) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
