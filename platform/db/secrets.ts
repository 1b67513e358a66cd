import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Passwords that this installation made for itself. */
export interface Secrets {
  readonly superuserPassword: string;
  readonly ownerPassword: string;
  readonly appPassword: string;
}

/**
 * The secrets of a data folder, made at the first call. They are written beside and then linked into place, which
 * succeeds for exactly one of several starters; the others read what that one wrote.
 */
export async function readOrMakeSecrets(dataFolder: string): Promise<Secrets> {
  const path = join(dataFolder, 'secrets.json');
  const kept = await readSecrets(path);
  if (kept !== null) return kept;
  await mkdir(dataFolder, { recursive: true });
  const made: Secrets = { superuserPassword: password(), ownerPassword: password(), appPassword: password() };
  await writeOnce(path, `${JSON.stringify(made, null, 2)}\n`);
  const secrets = await readSecrets(path);
  if (secrets === null) throw new Error(`Cannot keep secrets: ${path} vanished after it was written`);
  return secrets;
}

/** Writes a file whole, for its owner only, unless it exists already. */
export async function writeOnce(path: string, text: string): Promise<void> {
  const part = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(part, text, { mode: 0o600, flush: true });
  try {
    await link(part, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(part);
  }
}

async function readSecrets(path: string): Promise<Secrets | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const secrets = JSON.parse(text) as Partial<Secrets>;
  if (!secrets.superuserPassword || !secrets.ownerPassword || !secrets.appPassword) {
    throw new Error(`Cannot use ${path}: a password is missing in it`);
  }
  return secrets as Secrets;
}

function password(): string {
  return randomBytes(24).toString('base64url');
}
