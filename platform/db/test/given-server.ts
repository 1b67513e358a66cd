import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, chown, mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBinaries } from '../embedded/binaries.ts';
import { childOptions, serviceUser } from '../embedded/service-user.ts';
import { scratchFolder } from './scratch-folder.ts';

/** The programs of the oldest PostgreSQL ≥ 15 that the system has; without one, those of the embedded server. */
export async function postgresPrograms(): Promise<string> {
  const root = '/usr/lib/postgresql';
  const majors = (await readdir(root).catch(() => []))
    .map(Number)
    .filter((major) => major >= 15 && existsSync(join(root, String(major), 'bin', 'initdb')));
  if (majors.length > 0) return join(root, String(Math.min(...majors)), 'bin');
  return join((await findBinaries(serviceUser(), tmpdir())).folder, 'bin');
}

export interface GivenServer {
  readonly folder: string;
  /** A URL on this server. */
  url(user: string, password: string, database: string): string;
  stop(): Promise<void>;
}

/** Starts a server as an operator would have one, with the superuser `boss`. */
export async function startGivenServer(programs: string, bossPassword: string): Promise<GivenServer> {
  const scratch = await scratchFolder();
  const user = serviceUser();
  const cluster = join(scratch.folder, 'cluster');
  const passwordFile = join(scratch.folder, 'password');
  await mkdir(cluster);
  await writeFile(passwordFile, bossPassword);
  if (user !== null) for (const path of [cluster, passwordFile]) await chown(path, user.uid, user.gid);
  const run = (name: string, ...args: string[]): void => {
    execFileSync(join(programs, name), args, { ...childOptions(user), stdio: 'ignore' });
  };
  run(
    'initdb',
    '-D',
    cluster,
    '-U',
    'boss',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--locale=C.UTF-8',
  );
  const port = await freePort();
  await appendFile(
    join(cluster, 'postgresql.conf'),
    `\nport = ${port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\nfsync = off\n`,
  );
  run('pg_ctl', 'start', '-D', cluster, '-w', '-l', join(cluster, 'server.log'));
  return {
    folder: scratch.folder,
    url: (name, password, database) => `postgres://${name}:${password}@127.0.0.1:${port}/${database}`,
    stop: async () => {
      run('pg_ctl', 'stop', '-D', cluster, '-m', 'fast', '-w');
      await scratch.remove();
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
