import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPostmasterFile } from '../embedded/postmaster-file.ts';

/** A data folder for one test, which everybody may enter unless `mode` says otherwise. */
export async function scratchFolder(mode = 0o755): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'lizhu-db-'));
  await chmod(folder, mode);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Where the server of a data folder really lies (SPEC L1). */
export async function homeOf(folder: string): Promise<string> {
  const pointer = await readFile(join(folder, 'server-place.json'), 'utf8').catch(() => null);
  return pointer === null ? folder : (JSON.parse(pointer) as { folder: string }).folder;
}

/** The process id of the server that a data folder holds now. */
export async function postmasterOf(folder: string): Promise<number> {
  const file = await readPostmasterFile(join(await homeOf(folder), 'postgres'));
  if (file === null) throw new Error(`No server runs in ${folder}`);
  return file.pid;
}

/** Repeats until it holds. @throws Error with what was waited for. */
export async function until(what: string, holds: () => Promise<boolean>, patienceMs = 60_000): Promise<void> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; ) {
    if (await holds().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Waited ${patienceMs} ms in vain until ${what}`);
}
