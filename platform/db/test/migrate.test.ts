import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dumpSchema } from '../dump-schema.ts';
import { migrate } from '../migrate.ts';
import type { Migrations } from '../slice-migrations.ts';
import { type TestDatabase, useTestDatabase } from '../testing.ts';
import { scratchFolder } from './scratch-folder.ts';

let used: TestDatabase;
let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let slices = 0;

beforeAll(async () => {
  used = await useTestDatabase([]);
  scratch = await scratchFolder();
});
afterAll(async () => {
  await used.drop();
  await scratch.remove();
});

/** A slice with a schema of its own and these further files. */
async function slice(files: Readonly<Record<string, string>>): Promise<Migrations & { path: string }> {
  const name = `shelf_${++slices}`;
  const path = join(scratch.folder, name);
  await mkdir(path, { recursive: true });
  for (const [file, sql] of Object.entries(files))
    await writeFile(join(path, file), sql.replaceAll('shelf', name));
  return { slice: name, folder: pathToFileURL(`${path}/`), path };
}
const recorded = async ({ slice: name }: Migrations): Promise<number[]> => {
  const { rows } = await used.database.owner.query<{ number: number }>(
    'select number from platform.migration where slice = $1 order by number',
    [name],
  );
  return rows.map(({ number }) => number);
};
const exists = async (table: string): Promise<boolean> => {
  const { rows } = await used.database.owner.query<{ yes: boolean }>(
    'select to_regclass($1) is not null as yes',
    [table],
  );
  return rows[0]!.yes;
};

describe('migrations', () => {
  test('are applied in order, once, and the newcomers later', async () => {
    const shelf = await slice({
      '0001-shelf.sql': 'create schema shelf',
      '0002-book.sql': 'create table shelf.book ()',
    });
    expect((await migrate(used.database, [shelf])).map(({ number }) => number)).toEqual([1, 2]);
    expect(await migrate(used.database, [shelf])).toEqual([]);
    await writeFile(join(shelf.path, '0003-author.sql'), `create table ${shelf.slice}.author ()`);
    expect((await migrate(used.database, [shelf])).map(({ name }) => name)).toEqual(['0003-author.sql']);
    expect(await recorded(shelf)).toEqual([1, 2, 3]);
  });

  test('run once when eight servers start at the same time', async () => {
    const shelf = await slice({
      '0001-shelf.sql': 'create schema shelf; create table shelf.run (at timestamptz)',
      '0002-run.sql': 'insert into shelf.run values (clock_timestamp()); select pg_sleep(0.2)',
    });
    const applied = await Promise.all(Array.from({ length: 8 }, () => migrate(used.database, [shelf])));
    expect(applied.map((files) => files.length).sort()).toEqual([0, 0, 0, 0, 0, 0, 0, 2]);
    const { rows } = await used.database.owner.query(`select count(*)::int as runs from ${shelf.slice}.run`);
    expect(rows[0].runs).toBe(1);
  });

  test('are one transaction: a fault in the last leaves nothing of the first, and names file and line', async () => {
    const shelf = await slice({
      '0001-shelf.sql': 'create schema shelf; create table shelf.book ()',
      '0002-wrong.sql': '-- A comment\n\ncreate table shelf.author (\n  name txet\n);',
    });
    await expect(migrate(used.database, [shelf])).rejects.toThrow(
      `Cannot apply the migration ${shelf.slice}/0002-wrong.sql at line 4: type "txet" does not exist`,
    );
    expect(await exists(`${shelf.slice}.book`)).toBe(false);
    expect(await recorded(shelf)).toEqual([]);
  });

  test('one that was edited after it was applied, or is gone, stops the start', async () => {
    const shelf = await slice({
      '0001-shelf.sql': 'create schema shelf',
      '0002-book.sql': 'create table shelf.book ()',
    });
    await migrate(used.database, [shelf]);
    await writeFile(join(shelf.path, '0001-shelf.sql'), `create schema ${shelf.slice};`);
    await expect(migrate(used.database, [shelf])).rejects.toThrow(
      /0001-shelf\.sql was edited after it was applied/,
    );
    await writeFile(join(shelf.path, '0001-shelf.sql'), `create schema ${shelf.slice}`);
    await rm(join(shelf.path, '0002-book.sql'));
    await expect(migrate(used.database, [shelf])).rejects.toThrow(
      /0002-book\.sql is in this database but not in this program/,
    );
  });

  test('line ends of Windows change nothing', async () => {
    const sql = 'create schema shelf;\ncreate table shelf.book ();\n';
    const shelf = await slice({ '0001-shelf.sql': sql });
    await migrate(used.database, [shelf]);
    await writeFile(
      join(shelf.path, '0001-shelf.sql'),
      sql.replaceAll('shelf', shelf.slice).replaceAll('\n', '\r\n'),
    );
    expect(await migrate(used.database, [shelf])).toEqual([]);
  });

  test('numbers run without a gap, and names say what they do', async () => {
    const shelf = await slice({ '0001-shelf.sql': 'create schema shelf', '0003-book.sql': 'select 1' });
    await expect(migrate(used.database, [shelf])).rejects.toThrow(
      /0003-book\.sql: number 2 is expected here/,
    );
    await rename(join(shelf.path, '0003-book.sql'), join(shelf.path, '2-book.sql'));
    await expect(migrate(used.database, [shelf])).rejects.toThrow(/a name is 0001-what-it-does\.sql/);
  });

  test('one that reads rows which row-level security hides from the owner fails instead of missing them', async () => {
    const shelf = await slice({
      '0001-shelf.sql': `create schema shelf; create table shelf.book (programme_id uuid, title text);
        alter table shelf.book enable row level security; alter table shelf.book force row level security;`,
      '0002-title.sql': `update shelf.book set title = 'untitled'`,
    });
    await expect(migrate(used.database, [shelf])).rejects.toThrow(
      /would be affected by row-level security policy/,
    );
  });
});

describe('the dump of a schema', () => {
  let shelf: Migrations;
  beforeAll(async () => {
    shelf = await slice({
      '0001-shelf.sql': `create schema shelf;
        create table shelf.book (programme_id uuid not null, id uuid not null, pages integer default 1, primary key (programme_id, id));
        create index book_pages on shelf.book (programme_id, pages);
        create policy scope on shelf.book to lizhu_app using (programme_id is not null);
        grant select on shelf.book to lizhu_app`,
    });
    await migrate(used.database, [shelf]);
  });
  const change = async (sql: string): Promise<string[]> => {
    const was = new Set((await dumpSchema(used.database)).split('\n'));
    await used.database.owner.query(sql.replaceAll('shelf', shelf.slice));
    return (await dumpSchema(used.database)).split('\n').filter((line) => !was.has(line));
  };
  test('shows columns, keys, indexes, policies, grants', async () => {
    const text = (await dumpSchema(used.database)).replaceAll(shelf.slice, 'shelf');
    expect(
      text.slice(text.indexOf('table shelf.book')).split('\n').slice(0, 9).join('\n'),
    ).toMatchInlineSnapshot(`
      "table shelf.book
        programme_id uuid not null
        id uuid not null
        pages integer default 1
        constraint book_pkey PRIMARY KEY (programme_id, id)
        CREATE INDEX book_pages ON shelf.book USING btree (programme_id, pages)
        CREATE UNIQUE INDEX book_pkey ON shelf.book USING btree (programme_id, id)
        policy scope permissive for all to lizhu_app using (programme_id IS NOT NULL)
        grant select to lizhu_app"
    `);
  });

  test.each([
    ['a column', 'alter table shelf.book add title text', '  title text'],
    [
      'forced security',
      'alter table shelf.book enable row level security; alter table shelf.book force row level security',
      'row-level-security forced',
    ],
    [
      'a grant on a column',
      'grant update (pages) on shelf.book to lizhu_app',
      '  grant update (pages) to lizhu_app',
    ],
    [
      'a trigger',
      `create function shelf.tell() returns trigger language plpgsql as 'begin return null; end'; create trigger tell after insert on shelf.book execute function shelf.tell()`,
      'CREATE TRIGGER tell',
    ],
    ['a check', 'alter table shelf.book add constraint pages check (pages > 0)', 'constraint pages CHECK'],
  ])('shows %s that was added', async (_what, sql, line) => {
    expect((await change(sql)).join('\n')).toContain(line);
  });
});
