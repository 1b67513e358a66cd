import { execFileSync, spawnSync } from 'node:child_process';
import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../database.ts';
import { databaseProblem } from '../database-problem.ts';
import { ballastPath } from '../embedded/ballast.ts';
import { openDatabase } from '../open-database.ts';
import { postmasterOf, scratchFolder, until } from './scratch-folder.ts';

const MIB = 1024 * 1024;
const DISK_MIB = 1_150;

/** A disk of its own for the test: memory with a size. Only root may mount one, and not in every container. */
function mountDisk(folder: string): boolean {
  const options = ['-t', 'tmpfs', '-o', `size=${DISK_MIB}m,mode=755`, 'tmpfs', folder];
  return process.getuid?.() === 0 && spawnSync('mount', options).status === 0;
}
const scratch = await scratchFolder();
const mounted = mountDisk(scratch.folder);

describe.skipIf(!mounted)('on a disk that fills up (needs the right to mount one)', () => {
  let database: Database;
  const filler = join(scratch.folder, 'filler');
  const acknowledged: number[] = [];
  const said: string[] = [];
  const openHere = () => openDatabase({ dataFolder: scratch.folder, log: (message) => said.push(message) });

  beforeAll(async () => {
    database = await openHere();
    await database.owner.query('create table load (n integer primary key, text text not null)');
    await database.owner.query('alter table load alter column text set storage external');
    await until('the ballast is written', async () => (await stat(ballastPath(scratch.folder))).isFile());
  });
  afterAll(async () => {
    await database?.close();
    execFileSync('umount', [scratch.folder]);
    await scratch.remove();
  });

  const write = async (): Promise<void> => {
    const n = acknowledged.length;
    await database.owner.query('insert into load select $1::int, repeat(md5($1::text), 30000)', [n]);
    acknowledged.push(n);
  };
  const kept = async (): Promise<number[]> =>
    (await database.owner.query<{ n: number }>('select n from load order by n')).rows.map(({ n }) => n);

  test('L9: with room, all is well', async () => {
    await write();
    expect((await database.storageState()).state).toBe('ok');
  });

  test('L9: below twice the ballast it says read-only, while reads and even writes still work', async () => {
    const { freeBytes } = await database.storageState();
    await fill(filler, freeBytes! - 100 * MIB);
    expect((await database.storageState()).state).toBe('read-only');
    await write();
    expect(await kept()).toEqual(acknowledged);
  });

  test('L9: a full disk refuses writes with the code storage-full, and reads go on', async () => {
    await fillUp(filler);
    const refusal = await write()
      .then(write)
      .then(
        () => null,
        (error: unknown) => databaseProblem(error),
      );
    expect(refusal).toEqual({ code: 'storage-full', retryable: true });
    expect(await kept()).toEqual(acknowledged);
  });

  test('L9: when the log has no room the server goes down, comes back by the ballast, and lost nothing', async () => {
    const pid = await postmasterOf(scratch.folder);
    // A message fills the write-ahead log and no table.
    const message = `select pg_logical_emit_message(true, 'test', repeat('x', ${MIB}))`;
    for (let written = 0; written < 64; written++) {
      const refused = await database.owner.query(message).then(
        () => false,
        () => true,
      );
      if (refused) break;
    }
    await until('it was started again', async () => (await postmasterOf(scratch.folder)) !== pid, 60_000);
    await until('reads go on', async () => (await kept()).length > 0, 60_000);
    expect(await kept()).toEqual(acknowledged);
    expect(said).toContain('The disk is full: the ballast file was removed so that the database can start');
    expect((await database.storageState()).state).toBe('read-only');
  });

  test('L9: with room again, writing goes on and the ballast is laid again', async () => {
    await rm(filler);
    await write();
    expect(await kept()).toEqual(acknowledged);
    await database.release();
    database = await openHere();
    await until('the ballast is written', async () => (await stat(ballastPath(scratch.folder))).isFile());
    expect((await database.storageState()).state).toBe('ok');
  });
});

async function fill(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'a');
  const block = Buffer.alloc(MIB);
  try {
    for (let left = bytes; left > 0; left -= block.length) await file.write(block, 0, Math.min(MIB, left));
  } finally {
    await file.close();
  }
}

/** Until there is not one byte left. */
async function fillUp(path: string): Promise<void> {
  await fill(path, Number.MAX_SAFE_INTEGER).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOSPC') throw error;
  });
}
