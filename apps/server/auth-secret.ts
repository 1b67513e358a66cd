import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The secret that signs sessions, made once and kept for its owner only in the data folder. */
export async function readOrMakeAuthSecret(dataFolder: string): Promise<string> {
  const path = join(dataFolder, 'session-secret');
  await mkdir(dataFolder, { recursive: true });
  try {
    await writeFile(path, randomBytes(48).toString('base64url'), { flag: 'wx', mode: 0o600, flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const secret = (await readFile(path, 'utf8')).trim();
  if (secret.length >= 32) return secret;
  throw new Error(`Cannot use ${path}: it is too short; delete it, and a new one is made (all sessions end)`);
}
