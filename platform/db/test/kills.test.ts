import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../database.ts';
import { openDatabase } from '../open-database.ts';
import { newId } from '../uuidv7.ts';
import { postmasterOf, scratchFolder, until } from './scratch-folder.ts';

const KILLS = 20;
const WRITERS = 4;
const SEED = 20_261;
const program = fileURLToPath(new URL('writer.mjs', import.meta.url));

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let database: Database;
const programmeId = newId();
/** By writer, the numbers whose commit was answered. A killed writer's successor has a name of its own. */
const acknowledged = new Map<string, number[]>();
const writers: ChildProcess[] = [];

function startWriter(place: number): void {
  const name = `writer-${acknowledged.size}`;
  const numbers: number[] = [];
  acknowledged.set(name, numbers);
  const child = fork(program, [database.appUrl, name, programmeId], { execArgv: [] });
  child.on('message', (n) => numbers.push(Number(n)));
  writers[place] = child;
}
const countAll = (): number => [...acknowledged.values()].reduce((sum, numbers) => sum + numbers.length, 0);

beforeAll(async () => {
  scratch = await scratchFolder();
  database = await openDatabase({ dataFolder: scratch.folder });
  await database.owner.query(`
    create schema load;
    grant usage on schema load to lizhu_app;
    create table load.row (programme_id uuid, writer text, n integer, half text, primary key (programme_id, writer, n, half));
    alter table load.row enable row level security;
    alter table load.row force row level security;
    create policy scope on load.row to lizhu_app
      using (programme_id = (select nullif(current_setting('lizhu.programme', true), '')::uuid));
    grant select, insert on load.row to lizhu_app`);
});
afterAll(async () => {
  for (const writer of writers) writer.kill('SIGKILL');
  await database.close();
  await scratch.remove();
});

test(`${KILLS} kills with -9 of the server, and of a writer each, under load: no acknowledged row is lost, none is half (seed ${SEED})`, async () => {
  let state = SEED;
  const random = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  for (let place = 0; place < WRITERS; place++) startWriter(place);

  for (let kill = 0; kill < KILLS; kill++) {
    const before = countAll();
    await until('the writers are at work', async () => countAll() > before + 20);
    await new Promise((resolve) => setTimeout(resolve, random(400)));

    // Every second time nobody watches the server, as after a crash of the whole application.
    const alone = kill % 2 === 1;
    if (alone) await database.release();
    process.kill(await postmasterOf(scratch.folder), 'SIGKILL');
    const victim = random(WRITERS);
    writers[victim]!.kill('SIGKILL');
    await once(writers[victim]!, 'exit');
    if (alone) database = await openDatabase({ dataFolder: scratch.folder });
    startWriter(victim);
  }
  const before = countAll();
  await until('the writers are at work', async () => countAll() > before + 20);
  for (const writer of writers) writer.kill('SIGKILL');
  await Promise.all(
    writers.map((writer) => writer.exitCode === null && writer.signalCode === null && once(writer, 'exit')),
  );

  const client = await database.owner.connect();
  await client.query('begin; alter table load.row no force row level security');
  const { rows } = await client.query<{ writer: string; kept: number[]; halves: number }>(
    `select writer, array_agg(n) as kept, count(*) filter (where halves <> 2)::int as halves
     from (select writer, n, count(*) as halves from load.row group by writer, n) pairs group by writer`,
  );
  await client.query('rollback');
  client.release();
  const kept = new Map(rows.map((row) => [row.writer, new Set(row.kept)]));
  const lost = [...acknowledged].flatMap(([writer, numbers]) =>
    numbers.filter((n) => !kept.get(writer)?.has(n)).map((n) => `${writer} ${n}`),
  );
  expect({ lost, halves: rows.reduce((sum, row) => sum + row.halves, 0) }).toEqual({ lost: [], halves: 0 });
  expect(acknowledged.size).toBe(WRITERS + KILLS);
  console.log(`${countAll()} acknowledged transactions, ${KILLS} kills, 0 lost`);
}, 300_000);
