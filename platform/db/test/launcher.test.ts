import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../database.ts';
import { BALLAST_BYTES } from '../embedded/ballast.ts';
import { processLives, replaceZombie } from '../embedded/postmaster-file.ts';
import { openDatabase } from '../open-database.ts';
import { homeOf, postmasterOf, scratchFolder, until } from './scratch-folder.ts';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
const open: Database[] = [];
const said: string[] = [];
const openHere = async (): Promise<Database> => {
  const database = await openDatabase({ dataFolder: scratch.folder, log: (message) => said.push(message) });
  open.push(database);
  return database;
};
const notes = async (): Promise<string[]> => {
  const database = await openHere();
  const { rows } = await database.owner.query<{ text: string }>('select text from note order by text');
  return rows.map(({ text }) => text);
};

beforeAll(async () => {
  scratch = await scratchFolder();
  const database = await openHere();
  await database.owner.query('create table note (text text primary key)');
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((database) => database.release()));
});
afterAll(async () => {
  await (await openHere()).close();
  await scratch.remove();
});

describe('a new database', () => {
  test('L3: is UTF-8, keeps Chinese as letters, has checksums, and leaves no password file behind', async () => {
    const { owner } = await openHere();
    const { rows } = await owner.query(
      `select current_setting('server_encoding') as encoding, current_setting('data_checksums') as checksums,
         (select datctype from pg_database where datname = current_database()) as ctype,
         '立' ~ '\\w' as letter, current_setting('fsync') as fsync, current_setting('full_page_writes') as pages,
         pg_size_bytes(current_setting('max_wal_size')) as wal, current_setting('listen_addresses') as listens`,
    );
    expect(rows[0]).toEqual({
      encoding: 'UTF8',
      checksums: 'on',
      ctype: 'C.UTF-8',
      letter: true,
      fsync: 'on',
      pages: 'on',
      wal: 256n * 1024n * 1024n,
      listens: '127.0.0.1',
    });
    const home = await homeOf(scratch.folder);
    expect((await readdir(home)).filter((name) => name.startsWith('postgres.new-'))).toEqual([]);
    expect((await stat(join(scratch.folder, 'secrets.json'))).mode & 0o777).toBe(0o600);
  });

  test('finds trigrams of Chinese', async () => {
    const { owner } = await openHere();
    await owner.query('create extension if not exists pg_trgm');
    const { rows } = await owner.query(`select cardinality(show_trgm('松山湖')) as trigrams`);
    expect(rows[0].trigrams).toBeGreaterThan(0);
  });

  test('the application role owns nothing and may not act as the owner', async () => {
    const { app } = await openHere();
    const { rows } = await app.query(
      `select current_user as name, rolsuper as super, rolbypassrls as bypass, rolcreatedb as makes_databases,
         (select count(*)::int from pg_class where relowner = pg_roles.oid) as owned,
         pg_has_role('lizhu_owner', 'MEMBER') as owner, pg_has_role('lizhu_searcher', 'MEMBER') as searcher
       from pg_roles where rolname = current_user`,
    );
    expect(rows[0]).toEqual({
      name: 'lizhu_app',
      super: false,
      bypass: false,
      makes_databases: false,
      owned: 0,
      owner: false,
      searcher: false,
    });
    await expect(app.query('select * from note')).rejects.toMatchObject({ code: '42501' });
    await expect(app.query('create table mine ()')).rejects.toMatchObject({ code: '42501' });
  });

  test('L9: has a ballast of real bytes, larger than the log may grow', async () => {
    await openHere();
    const path = join(await homeOf(scratch.folder), 'ballast');
    await until('the ballast is written', async () => (await stat(path)).size === BALLAST_BYTES);
    const { blocks } = await stat(path);
    expect(blocks * 512).toBeGreaterThanOrEqual(BALLAST_BYTES);
    expect(BALLAST_BYTES).toBeGreaterThan(256 * 1024 * 1024);
  });
});

test('L4: a server that outlived its parent is used as it is', async () => {
  const first = await openHere();
  await first.owner.query(`insert into note values ('before')`);
  const pid = await postmasterOf(scratch.folder);
  await first.release();
  expect(processLives(pid)).toBe(true);
  expect(await notes()).toContain('before');
  expect(await postmasterOf(scratch.folder)).toBe(pid);
});

test('L5, L6: a killed server starts again on its port; its pid file was not deleted by us', async () => {
  const first = await openHere();
  await first.owner.query(`insert into note values ('acknowledged')`);
  const port = new URL(first.ownerUrl).port;
  const pid = await postmasterOf(scratch.folder);
  await first.release();
  process.kill(pid, 'SIGKILL');
  const file = join(await homeOf(scratch.folder), 'postgres', 'postmaster.pid');
  expect((await readFile(file, 'utf8')).split('\n')[0]).toBe(String(pid));
  expect(await notes()).toContain('acknowledged');
  expect(new URL(open.at(-1)!.ownerUrl).port).toBe(port);
  expect(await postmasterOf(scratch.folder)).not.toBe(pid);
});

test('L5: eight starters at once after a kill agree on one server', async () => {
  const pid = await postmasterOf(scratch.folder);
  process.kill(pid, 'SIGKILL');
  const databases = await Promise.all(Array.from({ length: 8 }, openHere));
  expect(new Set(databases.map(({ ownerUrl }) => ownerUrl)).size).toBe(1);
  expect(await postmasterOf(scratch.folder)).not.toBe(pid);
});

test('L10: a server killed under an open database comes back, and the pools with it', async () => {
  const database = await openHere();
  await database.owner.query('select 1');
  process.kill(await postmasterOf(scratch.folder), 'SIGKILL');
  await until('it is up again', async () => said.includes('The database was down and is up again'));
  await until('queries answer again', async () => (await database.owner.query('select 1')).rowCount === 1);
});

test('L11: closing does not wait for a server that is being brought up, and leaves none running', async () => {
  const database = await openHere();
  const pid = await postmasterOf(scratch.folder);
  process.kill(pid, 'SIGKILL');
  const startedAt = Date.now();
  await database.close();
  expect(Date.now() - startedAt).toBeLessThan(20_000);
  const left = await postmasterOf(scratch.folder).catch(() => null);
  expect(left === null || !processLives(left)).toBe(true);
});

test('L8: a stopped server whose port was taken meanwhile starts on another', async () => {
  const first = await openHere();
  const port = Number(new URL(first.ownerUrl).port);
  await first.close();
  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(port, '127.0.0.1', resolve));
  try {
    expect(await notes()).toContain('acknowledged');
    expect(Number(new URL(open.at(-1)!.ownerUrl).port)).not.toBe(port);
  } finally {
    await new Promise((resolve) => squatter.close(resolve));
  }
});

test('L6: a pid file that names a living process of somebody else does not keep the server down', async () => {
  const first = await openHere();
  await first.close();
  const file = join(await homeOf(scratch.folder), 'postgres', 'postmaster.pid');
  const stranger = process.ppid;
  await writeFile(
    file,
    `${stranger}\n${join(await homeOf(scratch.folder), 'postgres')}\n1\n1\n\n127.0.0.1\n0 0\nready\n`,
  );
  expect(await notes()).toContain('acknowledged');
});

test.skipIf(process.platform !== 'linux')(
  'L7: a dead postmaster that nobody buried does not keep the server down (Linux)',
  async () => {
    const first = await openHere();
    await first.close();
    // The shell's child ends at once, and what the shell becomes never asks after it.
    const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      const zombie = Number(String((await once(parent.stdout, 'data'))[0]));
      const cluster = join(await homeOf(scratch.folder), 'postgres');
      await until('it is a zombie', async () => / Z /.test(await readFile(`/proc/${zombie}/stat`, 'utf8')));
      expect(processLives(zombie)).toBe(false);
      const file = join(cluster, 'postmaster.pid');
      const rest = `${cluster}\n1\n1\n\n127.0.0.1\n0 0\nready\n`;
      await writeFile(file, `${zombie}\n${rest}`);
      await replaceZombie(cluster);
      expect(await readFile(file, 'utf8')).toBe(`${process.pid}\n${rest}`);
      expect(await notes()).toContain('acknowledged');
    } finally {
      parent.kill('SIGKILL');
    }
  },
);

test('L11: close stops the server, whoever started it; what was committed is there', async () => {
  const database = await openHere();
  await database.owner.query(`insert into note values ('last')`);
  const pid = await postmasterOf(scratch.folder);
  await database.close();
  expect(processLives(pid)).toBe(false);
  expect(await notes()).toContain('last');
});

test('L12: a cluster of another major version is refused with both versions named', async () => {
  await (await openHere()).close();
  const path = join(await homeOf(scratch.folder), 'postgres', 'PG_VERSION');
  const version = await readFile(path, 'utf8');
  await writeFile(path, '15\n');
  await expect(openHere()).rejects.toThrow(/PostgreSQL 15 made it and the installed one is 18/);
  await writeFile(path, version);
});
