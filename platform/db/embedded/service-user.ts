import { spawnSync } from 'node:child_process';

/** The ids under which PostgreSQL runs when we are root, which it refuses to be. */
export interface ServiceUser {
  readonly uid: number;
  readonly gid: number;
}

const NAME = 'lizhu';

/** The system user of the server: null unless this process is root; made when it does not exist. */
export function serviceUser(): ServiceUser | null {
  if (process.getuid?.() !== 0) return null;
  const found = lookUp();
  if (found !== null) return found;
  const made = spawnSync(
    'useradd',
    [
      '--system',
      '--user-group',
      '--no-create-home',
      '--home-dir',
      '/nonexistent',
      '--shell',
      '/usr/sbin/nologin',
      NAME,
    ],
    { encoding: 'utf8' },
  );
  // Another starter may have made it in between, so the look-up decides, not the exit status.
  const user = lookUp();
  if (user !== null) return user;
  const reason = (made.error?.message ?? made.stderr).trim();
  throw new Error(
    `Cannot start PostgreSQL as root: no system user "${NAME}", and useradd could not make it (${reason})`,
  );
}

function lookUp(): ServiceUser | null {
  const uid = spawnSync('id', ['-u', NAME], { encoding: 'utf8' });
  const gid = spawnSync('id', ['-g', NAME], { encoding: 'utf8' });
  if (uid.status !== 0 || gid.status !== 0) return null;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/** What every child of the launcher is started with: its user, a folder that anyone may enter, a bare environment. */
export function childOptions(user: ServiceUser | null): {
  cwd: string;
  env: NodeJS.ProcessEnv;
  uid?: number;
  gid?: number;
} {
  const windows = process.platform === 'win32';
  const env: NodeJS.ProcessEnv = windows ? { ...process.env } : { PATH: '/usr/local/bin:/usr/bin:/bin' };
  Object.assign(env, { LC_ALL: 'C', TZ: 'UTC' });
  return {
    cwd: windows ? process.cwd() : '/',
    env,
    ...(user === null ? {} : { uid: user.uid, gid: user.gid }),
  };
}
