import { readFileSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a running PostgreSQL says about itself in `postmaster.pid` (source: miscadmin.h, "LOCK_FILE_LINE_…"). */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  /** `starting`, `ready`, `stopping` or `standby`; empty in the first moments. */
  readonly status: string;
}

/** Reads the lock file of a cluster; null when there is none or it is still being written. */
export async function readPostmasterFile(clusterFolder: string): Promise<PostmasterFile | null> {
  let text: string;
  try {
    text = await readFile(join(clusterFolder, 'postmaster.pid'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const lines = text.split('\n');
  const pid = Math.abs(Number.parseInt(lines[0] ?? '', 10));
  if (!Number.isInteger(pid)) return null;
  return { pid, port: Number.parseInt(lines[3] ?? '0', 10) || 0, status: (lines[7] ?? '').trim() };
}

/** Whether a process with this id lives, ours or not. A zombie does not. */
export function processLives(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return !isZombie(pid);
}

/** Whether the process has ended and only waits for its parent to take note (Linux: state Z in /proc/<pid>/stat). */
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) === 'Z';
  } catch {
    return false;
  }
}

/**
 * L7: PostgreSQL holds a zombie for a living postmaster and would refuse to start. Puts our own id in its place, which
 * PostgreSQL ignores in its parent; the rest of the file, with the key of the shared memory, stays.
 */
export async function replaceZombie(clusterFolder: string): Promise<void> {
  const file = await readPostmasterFile(clusterFolder);
  if (file === null || !isZombie(file.pid)) return;
  const handle = await open(join(clusterFolder, 'postmaster.pid'), 'r+').catch(() => null);
  if (handle === null) return;
  try {
    const text = await handle.readFile('utf8');
    if (Number.parseInt(text, 10) !== file.pid) return;
    const changed = Buffer.from(`${process.pid}${text.slice(text.indexOf('\n'))}`);
    await handle.write(changed, 0, changed.length, 0);
    await handle.truncate(changed.length);
  } finally {
    await handle.close();
  }
}
