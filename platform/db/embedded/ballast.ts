import { open, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_WAL_MIB } from './settings.ts';

const MIB = 1024 * 1024;
/** One write-ahead log's worth and a margin: what a checkpoint needs to end on a disk that is full. */
export const BALLAST_BYTES = (MAX_WAL_MIB + 64) * MIB;

export function ballastPath(home: string): string {
  return join(home, 'ballast');
}

export async function freeBytes(folder: string): Promise<number> {
  const disk = await statfs(folder);
  return disk.bavail * disk.bsize;
}

/**
 * Writes the ballast: real bytes, not a hole, that the launcher can give back to a server which cannot start on a full
 * disk. Skipped where it would leave so little free that writes would have to be refused.
 *
 * @returns Whether the ballast is there.
 */
export async function fillBallast(
  home: string,
  signal: AbortSignal,
  bytes = BALLAST_BYTES,
): Promise<boolean> {
  const path = ballastPath(home);
  const kept = await stat(path).catch(() => null);
  if (kept !== null && kept.size === bytes) return true;
  if ((await freeBytes(home)) < 3 * bytes) return false;
  const part = `${path}.part`;
  const file = await open(part, 'w', 0o600);
  try {
    const block = Buffer.alloc(4 * MIB, 'lizhu ballast\n');
    for (let written = 0; written < bytes; ) {
      if (signal.aborted) return false;
      const { bytesWritten } = await file.write(block, 0, Math.min(block.length, bytes - written));
      written += bytesWritten;
    }
    await file.sync();
  } finally {
    await file.close();
    if (signal.aborted) await rm(part, { force: true });
  }
  await rename(part, path);
  return true;
}

/** Gives the ballast's room back. @returns Whether there was any. */
export async function dropBallast(home: string): Promise<boolean> {
  const path = ballastPath(home);
  if ((await stat(path).catch(() => null)) === null) return false;
  await rm(path, { force: true });
  return true;
}
