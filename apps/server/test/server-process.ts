import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** A server in a process of its own, to be killed. */
export interface ServerProcess {
  readonly url: string;
  readonly process: ChildProcess;
  /** Seconds from its start to its first answer. */
  readonly seconds: number;
  readonly output: () => string;
}

/** A folder that the database's own user may enter, so that the database lies in it. */
export async function makeDataFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `${name}-`));
  await chmod(folder, 0o755);
  return folder;
}

export async function startProcess(
  dataFolder: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(process.execPath, [program], {
    env: {
      ...process.env,
      LIZHU_DATA: dataFolder,
      LIZHU_PORT: String(port),
      LIZHU_DEMO_PARCELS: '20000',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${output}`)));
    const timer = setInterval(() => {
      if (!output.includes('Ctrl-C')) return;
      clearInterval(timer);
      resolve();
    }, 20);
  });
  child.removeAllListeners('exit');
  return {
    url: `http://127.0.0.1:${port}`,
    process: child,
    seconds: (performance.now() - began) / 1000,
    output: () => output,
  };
}

/** Ends it as a power cut would: the server, and its database where asked. */
export async function killProcess(
  server: ServerProcess,
  dataFolder: string,
  withDatabase: boolean,
): Promise<void> {
  const postmaster = withDatabase ? await postmasterPid(dataFolder) : null;
  const ended = new Promise<void>((resolve) => server.process.once('exit', () => resolve()));
  server.process.kill('SIGKILL');
  if (postmaster !== null) process.kill(postmaster, 'SIGKILL');
  await ended;
}

/** Ends it as Ctrl-C does; returns its exit code. */
export function interruptProcess(server: ServerProcess): Promise<number | null> {
  return new Promise((resolve) => {
    server.process.once('exit', (code) => resolve(code));
    server.process.kill('SIGINT');
  });
}

export async function postmasterPid(dataFolder: string): Promise<number | null> {
  const text = await readFile(join(dataFolder, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  return Number.isInteger(pid) && pid > 0 ? pid : null;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
