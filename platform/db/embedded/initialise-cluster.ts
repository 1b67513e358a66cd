import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFile, chown, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from './binaries.ts';
import { makeOwnedFolder, type Placement } from './placement.ts';
import { childOptions } from './service-user.ts';
import { SETTINGS_FILE } from './settings.ts';

export const SUPERUSER = 'postgres';

/**
 * Makes the cluster unless it exists. It is made beside and renamed when complete, so a start that is killed half-way,
 * or two starts at once, leave either no cluster or a whole one.
 *
 * @returns Whether this call made it.
 * @throws Error when the cluster was made by another major version of PostgreSQL.
 */
export async function initialiseCluster(placement: Placement, superuserPassword: string): Promise<boolean> {
  const { cluster, home, user } = placement;
  if (await clusterExists(placement)) return false;
  const fresh = join(home, `postgres.new-${randomBytes(4).toString('hex')}`);
  const passwordFolder = await mkdtemp(join(tmpdir(), 'lizhu-initdb-'));
  try {
    const passwordFile = join(passwordFolder, 'password');
    await writeFile(passwordFile, superuserPassword, { mode: 0o600 });
    if (user !== null) {
      await chown(passwordFile, user.uid, user.gid);
      await chown(passwordFolder, user.uid, user.gid);
    }
    await makeOwnedFolder(fresh, user);
    await runInitdb(placement, fresh, passwordFile);
    await appendFile(join(fresh, 'postgresql.conf'), `\ninclude_if_exists = '${SETTINGS_FILE}'\n`);
    return await moveIntoPlace(fresh, cluster);
  } finally {
    await rm(passwordFolder, { recursive: true, force: true });
    await rm(fresh, { recursive: true, force: true });
  }
}

async function clusterExists({ cluster, binaries }: Placement): Promise<boolean> {
  const version = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => null);
  if (version === null) {
    if ((await stat(cluster).catch(() => null)) === null) return false;
    throw new Error(`Cannot use ${cluster}: it exists but is no PostgreSQL data directory`);
  }
  const major = Number(version);
  if (major !== binaries.major) {
    throw new Error(
      `Cannot open the database in ${cluster}: PostgreSQL ${major} made it and the installed one is ${binaries.major}. ` +
        'Copy it over with the version that made it, or install that version again',
    );
  }
  return true;
}

/**
 * Collation and character classes follow code points on every system and survive its upgrades (`builtin`); LC_CTYPE is
 * UTF-8 where the system has it, because pg_trgm finds no letters in Chinese under plain C.
 */
async function runInitdb(placement: Placement, folder: string, passwordFile: string): Promise<void> {
  const common = [
    ...['-D', folder, '-U', SUPERUSER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'],
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
  ];
  const locales = ['C.UTF-8', 'en_US.UTF-8', 'C'];
  let said = '';
  for (const locale of locales) {
    const run = await runToEnd(placement, [...common, `--locale=${locale}`]);
    if (run.status === 0) return;
    said = run.output;
    if (!said.includes('invalid locale name')) break;
  }
  throw new Error(`Cannot make the database in ${folder}: ${said.trim()}`);
}

function runToEnd(placement: Placement, args: string[]): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program(placement.binaries, 'initdb'), args, {
      ...childOptions(placement.user),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output }));
  });
}

async function moveIntoPlace(fresh: string, cluster: string): Promise<boolean> {
  try {
    await rename(fresh, cluster);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'EPERM') return false;
    throw error;
  }
}
