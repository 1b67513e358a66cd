import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../../apps/server/dist/main.js', import.meta.url));
const SAMPLE_MS = 100;

/** The product's server in a process of its own, with its embedded database in a temporary folder. */
export class ServerProcess {
  readonly url: string;
  readonly dataFolder: string;
  /** While memory is watched: the most that the server and the processes in which it reads files held together, without the database. */
  peakBytes = 0;
  readonly #child: ChildProcess;
  #sampler: NodeJS.Timeout | undefined;

  private constructor(url: string, dataFolder: string, child: ChildProcess) {
    this.url = url;
    this.dataFolder = dataFolder;
    this.#child = child;
  }

  /** Starts it and waits until it answers, the demonstration of so many parcels loaded. */
  static async start(parcels: number): Promise<ServerProcess> {
    if (!existsSync(program)) throw new Error('Cannot start the server: run npm run build first');
    const dataFolder = mkdtempSync(join(tmpdir(), 'lizhu-bench-server-'));
    // The database runs under a user of its own, who must be let in.
    chmodSync(dataFolder, 0o755);
    const port = await freePort();
    const child = spawn(process.execPath, ['--max-old-space-size=8000', program], {
      env: {
        ...process.env,
        LIZHU_DATA: dataFolder,
        LIZHU_PORT: String(port),
        LIZHU_DEMO_PARCELS: String(parcels),
        LIZHU_LOG: 'error',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (text: Buffer): void => {
      output += text.toString();
    };
    child.stdout!.on('data', collect);
    child.stderr!.on('data', collect);
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${output}`)));
      child.stdout!.on('data', () => {
        if (output.includes('Ctrl-C')) resolve();
      });
    });
    child.removeAllListeners('exit');
    return new ServerProcess(`http://127.0.0.1:${port}`, dataFolder, child);
  }

  /** Begins to look for the peak. */
  watchMemory(): void {
    this.#sampler = setInterval(() => {
      this.peakBytes = Math.max(this.peakBytes, residentBytes(this.#child.pid!));
    }, SAMPLE_MS);
  }

  /** Stops server and database in order; the data stays unless told to go. */
  async stop({ keep = false } = {}): Promise<void> {
    clearInterval(this.#sampler);
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGINT');
    await ended;
    if (!keep) rmSync(this.dataFolder, { recursive: true, force: true });
  }
}

/** Resident memory of a process and of the Node processes under it; PostgreSQL's shared pages are not theirs. */
function residentBytes(pid: number): number {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const status = readProc(`/proc/${entry}/status`);
    if (!/^Name:\s+(node|MainThread)/m.test(status)) continue;
    parents.set(Number(entry), Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]));
  }
  let bytes = 0;
  for (const candidate of new Set([pid, ...parents.keys()])) {
    let at: number | undefined = candidate;
    while (at !== undefined && at !== pid) at = parents.get(at);
    if (at !== pid) continue;
    bytes += 1024 * Number(/^VmRSS:\s+(\d+)/m.exec(readProc(`/proc/${candidate}/status`))?.[1] ?? 0);
  }
  return bytes;
}

function readProc(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
