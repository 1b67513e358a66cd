import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, open, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Secrets } from '../secrets.ts';
import { dropBallast, freeBytes } from './ballast.ts';
import { program } from './binaries.ts';
import { initialiseCluster, SUPERUSER } from './initialise-cluster.ts';
import { type Placement, place } from './placement.ts';
import { processLives, readPostmasterFile, replaceZombie } from './postmaster-file.ts';
import { childOptions, type ServiceUser } from './service-user.ts';
import { SETTINGS_FILE, serverSettings } from './settings.ts';

export interface LaunchOptions {
  readonly dataFolder: string;
  readonly secrets: Secrets;
  /** False only for databases that are thrown away. */
  readonly durable: boolean;
  readonly log: (message: string) => void;
  /** Ends the waiting for a server that starts, stops or recovers; the server goes on without us. */
  readonly signal?: AbortSignal;
}

/** A server that answers. */
export interface RunningServer {
  readonly placement: Placement;
  readonly port: number;
  readonly pid: number;
  /** How this process came by it. */
  readonly by: 'attaching' | 'starting';
}

/** How long a start may meet a lock file or the remains of a dead server. */
const PATIENCE_MS = 30_000;
/** How long a server that ended may be silent about why. */
const SILENCE_MS = 1_000;
/** Two segments of the write-ahead log. */
const NEEDED_TO_START_BYTES = 32 * 1024 * 1024;
/** How long a server may replay its log before we give up waiting; it goes on without us. */
const RECOVERY_MS = 15 * 60_000;

/**
 * Brings the embedded server of a data folder up, or attaches to the one that is up. The states and what leads from one
 * to the next are in SPEC.md; the numbers in this file's comments are its rules.
 */
export async function launch(options: LaunchOptions): Promise<RunningServer> {
  const placement = await place(options.dataFolder);
  const made = await initialiseCluster(placement, options.secrets.superuserPassword);
  if (made) options.log(`Made a new database in ${placement.cluster}`);
  await removeHalfMade(placement);
  return await bringUp(placement, options);
}

/** Brings up a server whose place is known, for instance again after it was killed. */
export async function bringUp(placement: Placement, options: LaunchOptions): Promise<RunningServer> {
  let refusedSince: number | null = null;
  let port = await rememberedPort(placement.home);
  for (;;) {
    options.signal?.throwIfAborted();
    const attached = await attach(placement, options);
    if (attached !== null) return attached;
    await replaceZombie(placement.cluster);
    if (!(await isFree(port))) port = await freePort();
    const outcome = await start(placement, port, options).catch(ourOwnWordsIfFull);
    if (typeof outcome === 'object') return outcome;
    if ((await lacksRoom(placement, outcome)) && (await dropBallast(placement.home))) {
      options.log('The disk is full: the ballast file was removed so that the database can start'); // L9
      continue;
    }
    const passing =
      /lock file "postmaster\.pid"|pre-existing shared memory|could not create any TCP\/IP sockets/.test(
        outcome,
      );
    refusedSince ??= Date.now();
    if (!passing || Date.now() - refusedSince > PATIENCE_MS) {
      throw new Error(
        `Cannot start PostgreSQL in ${placement.cluster}: ${outcome || 'it ended without a word'}`,
      ); // L8
    }
    await delay(100);
  }
}

/** What we could not write counts like what the server could not. */
function ourOwnWordsIfFull(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return `No space left on device: ${error.message}`;
  throw error;
}

/** On a full disk the server's own words may not reach its log either, so the disk is asked as well. */
async function lacksRoom({ home }: Placement, outcome: string): Promise<boolean> {
  return /No space left on device/.test(outcome) || (await freeBytes(home)) < NEEDED_TO_START_BYTES;
}

/** Stops a server and waits until it has written everything. Open transactions are rolled back. */
export async function stop({ placement }: RunningServer): Promise<void> {
  const running = await readPostmasterFile(placement.cluster);
  if (running === null || !processLives(running.pid)) return;
  const child = spawn(
    program(placement.binaries, 'pg_ctl'),
    ['stop', '-D', placement.cluster, '-m', 'fast', '-w', '-t', '120', '-s'],
    { ...childOptions(placement.user), stdio: 'ignore' },
  );
  await once(child, 'exit');
  if (await readPostmasterFile(placement.cluster)) {
    const left = await readPostmasterFile(placement.cluster);
    if (left !== null && left.pid === running.pid && processLives(left.pid)) {
      throw new Error(
        `Cannot stop PostgreSQL in ${placement.cluster}: process ${left.pid} is still there after 120 s`,
      );
    }
  }
}

/** L4: waits while a live server starts or stops; null when none is there to attach to. */
async function attach(placement: Placement, options: LaunchOptions): Promise<RunningServer | null> {
  const deadline = Date.now() + RECOVERY_MS;
  for (let waited = 0; Date.now() < deadline; waited++) {
    options.signal?.throwIfAborted();
    const file = await readPostmasterFile(placement.cluster);
    if (file === null || !processLives(file.pid)) return null;
    const answer = await knock(placement, file.port, options.secrets);
    if (answer === 'ours') return { placement, port: file.port, pid: file.pid, by: 'attaching' };
    if (answer === 'nobody') {
      // Not listening: either in its first moments, or the id belongs to some other process by now. PostgreSQL knows
      // better than we do, so after a moment its own start decides (L8).
      if (waited > 20) return null;
      await delay(25);
      continue;
    }
    if (waited % 100 === 99) options.log('Waiting for the database to recover');
    await delay(100);
  }
  return null;
}

/** L5: starts the server as a session of its own, so that it outlives this process; a text is why it ended. */
async function start(
  placement: Placement,
  port: number,
  options: LaunchOptions,
): Promise<RunningServer | string> {
  const { cluster, home, user, binaries } = placement;
  await replaceFile(join(cluster, SETTINGS_FILE), serverSettings(options.durable), user);
  await replaceFile(join(home, 'server.json'), `${JSON.stringify({ port })}\n`, null);

  // A file of its own, since starters at once would write over each other's; the one that starts the server leaves it as server.log.
  const logPath = join(home, `server-${randomBytes(4).toString('hex')}.log`);
  const log = await open(logPath, 'wx', 0o600);
  const startedAt = Date.now();
  const child = spawn(program(binaries, 'postgres'), ['-D', cluster, '-p', String(port)], {
    ...childOptions(user),
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    windowsHide: true,
  });
  child.unref();
  let ended: string | null = null;
  child.once('error', (error) => {
    ended = error.message;
  });
  child.once('exit', (code, signal) => {
    ended = `PostgreSQL ended with ${signal ?? `status ${code}`}`;
  });
  try {
    for (let waited = 0; ended === null; waited++) {
      if (options.signal?.aborted === true) child.kill('SIGINT');
      options.signal?.throwIfAborted();
      const file = await readPostmasterFile(cluster);
      if (
        file !== null &&
        file.pid === child.pid &&
        (await knock(placement, port, options.secrets)) === 'ours'
      ) {
        await rename(logPath, join(home, 'server.log')).catch(() => undefined);
        return { placement, port, pid: file.pid, by: 'starting' };
      }
      if (Date.now() - startedAt > RECOVERY_MS) return 'it is still recovering; start again later';
      if (waited % 400 === 399) options.log('Waiting for the database to recover');
      await delay(waited < 40 ? 10 : 50);
    }
    const why = await whyItEnded(placement, logPath, startedAt, ended);
    await rm(logPath, { force: true });
    return why;
  } finally {
    await log.close();
  }
}

/** Gives a file this content, whole or not at all, and writes nothing when it has it already. */
async function replaceFile(path: string, text: string, user: ServiceUser | null): Promise<void> {
  if ((await readFile(path, 'utf8').catch(() => null)) === text) return;
  const part = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    await writeFile(part, text, { mode: 0o600 });
    if (user !== null) await chown(part, user.uid, user.gid);
    await rename(part, path);
  } finally {
    await rm(part, { force: true });
  }
}

/**
 * Asks whoever listens on a port. `ours`: our server, ready. `starting`: a PostgreSQL that takes no connections yet or
 * no longer. `nobody`: no PostgreSQL, or one of another data folder.
 */
async function knock(
  placement: Placement,
  port: number,
  secrets: Secrets,
): Promise<'ours' | 'starting' | 'nobody'> {
  if (port === 0) return 'nobody';
  const client = superuserClient(port, secrets);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    const theirs = await realpath(rows[0]?.data_directory ?? '').catch(() => '');
    return theirs === (await realpath(placement.cluster)) ? 'ours' : 'nobody';
  } catch (error) {
    const code = (error as { code?: string }).code;
    // 57P03 cannot_connect_now, 57P01 admin_shutdown, 53300 too_many_connections
    return code === '57P03' || code === '57P01' || code === '53300' ? 'starting' : 'nobody';
  } finally {
    await client.end().catch(() => undefined);
  }
}

export function superuserClient(port: number, secrets: Secrets, database = 'postgres'): pg.Client {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: SUPERUSER,
    password: secrets.superuserPassword,
    database,
    connectionTimeoutMillis: 5_000,
    application_name: 'lizhu-launcher',
  });
  client.on('error', () => undefined);
  return client;
}

/**
 * The last lines of both places where the server may have said why: its standard error and its own log of today. That is written
 * by a process of its own, which may outlive the server by a moment.
 */
async function whyItEnded(
  placement: Placement,
  logPath: string,
  since: number,
  ended: string,
): Promise<string> {
  for (let waited = 0; ; waited++) {
    const said = await readFile(logPath, 'utf8').catch(() => '');
    const lines = `${said}\n${await loggedSince(placement, since)}`
      .split('\n')
      .filter((line) => /FATAL|PANIC|ERROR|HINT|could not/.test(line));
    const silent = lines.every((line) => line.includes('HINT'));
    if (!silent || waited === SILENCE_MS / 50) return [ended, ...new Set(lines)].slice(0, 12).join('\n');
    await delay(50);
  }
}

async function loggedSince({ cluster }: Placement, since: number): Promise<string> {
  const folder = join(cluster, 'log');
  let logged = '';
  for (const name of await readdir(folder).catch(() => [])) {
    const text = await readFile(join(folder, name), 'utf8').catch(() => '');
    logged += text
      .split('\n')
      .filter((line) => Date.parse(`${line.slice(0, 10)}T${line.slice(11, 23)}Z`) >= since - 50)
      .join('\n');
  }
  return logged;
}

async function rememberedPort(home: string): Promise<number> {
  const text = await readFile(join(home, 'server.json'), 'utf8').catch(() => '{}');
  try {
    return (JSON.parse(text) as { port?: number }).port ?? 0;
  } catch {
    return 0;
  }
}

/** Port 0 is no port. */
async function isFree(port: number): Promise<boolean> {
  return port !== 0 && (await listenOnce(port)) !== null;
}

async function freePort(): Promise<number> {
  const port = await listenOnce(0);
  if (port === null) throw new Error('Cannot start PostgreSQL: no free port on 127.0.0.1');
  return port;
}

function listenOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
    });
  });
}

/** What starts that were killed left behind; that of a start in progress is younger than an hour. */
async function removeHalfMade({ home }: Placement): Promise<void> {
  for (const name of await readdir(home)) {
    if (!/^postgres\.new-|^server-.*\.log$/.test(name)) continue;
    const path = join(home, name);
    const info = await stat(path).catch(() => null);
    if (info !== null && Date.now() - info.mtimeMs > 3_600_000)
      await rm(path, { recursive: true, force: true });
  }
}
