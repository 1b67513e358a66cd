import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'lizhu-reading-';
/** No reading takes as long: what is older was left by a server that was killed. */
const ABANDONED_MS = 3 * 3_600_000;

/** Runs `work` with a folder of its own for what it unpacks, which goes with it. */
export async function withReadingFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  await sweepAbandoned();
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Removes what killed servers left; what another user left stays. */
async function sweepAbandoned(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  const before = Date.now() - ABANDONED_MS;
  for (const name of names) {
    const folder = join(tmpdir(), name);
    try {
      if ((await stat(folder)).mtimeMs < before) await rm(folder, { recursive: true, force: true });
    } catch {
      // Gone meanwhile, or not ours.
    }
  }
}
