import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { writeOnce } from '../secrets.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { childOptions, type ServiceUser, serviceUser } from './service-user.ts';

/** Where the server's parts lie and who runs it. */
export interface Placement {
  readonly user: ServiceUser | null;
  readonly binaries: Binaries;
  /** The folder that holds the cluster, the ballast and the launcher's own notes. */
  readonly home: string;
  /** PostgreSQL's data directory. */
  readonly cluster: string;
}

const SYSTEM_FOLDER = '/var/lib/lizhu';
const POINTER = 'server-place.json';

/**
 * Decides where things lie. They lie in the data folder, unless we are root and the service user may not enter it: then
 * in a folder of its own under /var/lib/lizhu, to which a pointer in the data folder leads from then on. A removed data
 * folder therefore never finds an old database again.
 */
export async function place(dataFolder: string): Promise<Placement> {
  await mkdir(dataFolder, { recursive: true });
  const folder = await realpath(dataFolder);
  const user = serviceUser();
  const binaries = await findBinaries(user, user === null ? folder : SYSTEM_FOLDER);
  const home = await homeOf(folder, user);
  return { user, binaries, home, cluster: join(home, 'postgres') };
}

async function homeOf(folder: string, user: ServiceUser | null): Promise<string> {
  const pointer = join(folder, POINTER);
  const pointed = await readPointer(pointer);
  if (pointed !== null) return pointed;
  if (user === null || mayEnter(folder, user)) return folder;

  const name = `${createHash('sha256').update(folder).digest('hex').slice(0, 12)}-${randomBytes(3).toString('hex')}`;
  await writeOnce(pointer, `${JSON.stringify({ folder: join(SYSTEM_FOLDER, name) })}\n`);
  const home = await readPointer(pointer);
  if (home === null) throw new Error(`Cannot place the database: ${pointer} vanished after it was written`);
  await mkdir(SYSTEM_FOLDER, { recursive: true });
  await chmod(SYSTEM_FOLDER, 0o755);
  await mkdir(home, { recursive: true });
  await chmod(home, 0o755);
  return home;
}

async function readPointer(path: string): Promise<string | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return text === null ? null : (JSON.parse(text) as { folder: string }).folder;
}

function mayEnter(folder: string, user: ServiceUser): boolean {
  return spawnSync('test', ['-x', folder], childOptions(user)).status === 0;
}

/** Makes a folder that belongs to the service user alone. */
export async function makeOwnedFolder(path: string, user: ServiceUser | null): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await chmod(path, 0o700);
  if (user !== null) await chown(path, user.uid, user.gid);
}
