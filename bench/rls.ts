import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditMigrations } from '@lizhu/audit';
import { COMMON_GROUND, type Database, migrate, newId, openDatabase, WHOLE_PROGRAMME } from '@lizhu/db';
import { landMigrations } from '@lizhu/land';
import type pg from 'pg';
import type { Line, Row } from './line.ts';
import { timingOf, timingText } from './timing.ts';

/** One kind of question, asked by the application under its scope and by the owner with the same filter by hand. */
interface Question {
  readonly name: string;
  /** Under row-level security; `$1` is what differs from time to time. */
  readonly scoped: string;
  /** Row-level security off; `$2` the programme, `$3` the bases. */
  readonly byHand: string;
  /** What is asked for, one a query. */
  readonly asked: readonly unknown[];
}

interface Asker {
  readonly what: string;
  readonly programmeId: string;
  readonly baseIds: readonly string[];
}

export interface RlsRow {
  readonly name: string;
  readonly ours: readonly number[];
  readonly peer: readonly number[];
  /** How many times as long row-level security takes. */
  readonly ratio: number;
}

const PROGRAMMES = 4;
const BASES = 20;
const ROUNDS = 15;
const RATIO_MAX = 1.4;
/** Degrees of a window, about 500 m. */
const WINDOW_DEG = 0.005;

/**
 * Measures what row-level security costs on land's own tables, in seconds: a parcel by id, parcels in a window by grid
 * key, parcels by the beginning of a code, owners by a fragment through a searcher view, area by readiness class.
 *
 * @param parcels Rows in all, in four programmes of twenty bases each.
 */
export async function measureRls(
  { owner, app }: Pick<Database, 'owner' | 'app'>,
  parcels: number,
): Promise<readonly RlsRow[]> {
  const programmes = Array.from({ length: PROGRAMMES }, newId);
  const bases = Array.from({ length: BASES }, newId);
  await fill(owner, programmes, bases, parcels);
  const ofProgramme = {
    what: 'whole programme',
    programmeId: programmes[1]!,
    baseIds: [...bases, COMMON_GROUND, WHOLE_PROGRAMME],
  };
  const ofBase = { what: 'one base', programmeId: programmes[2]!, baseIds: [bases[7]!, COMMON_GROUND] };
  const rows: RlsRow[] = [];
  for (const asker of [ofProgramme, ofBase])
    for (const question of await questions(owner, asker))
      rows.push(await compare(owner, app, asker, question));
  return rows;
}

/** The rows in the table of results: the filter by hand is the peer. */
export const rls: Line = {
  name: 'rls',
  async measure({ parcels }): Promise<Row[]> {
    const dataFolder = await mkdtemp(join(tmpdir(), 'lizhu-bench-rls-'));
    await chmod(dataFolder, 0o755);
    const database = await openDatabase({ dataFolder });
    try {
      await migrate(database, [auditMigrations, landMigrations]);
      const measured = await measureRls(database, parcels);
      return measured.map(({ name, ours, peer, ratio }) => ({
        work: `row-level security: ${name}`,
        ours: timingText(timingOf(ours)),
        peer: timingText(timingOf(peer)),
        ratio: 1 / ratio,
        atLeast: `at most ${RATIO_MAX}× the same filter by hand`,
        reached: ratio <= RATIO_MAX,
        remarks: [`${ratio.toFixed(2)}× the filter by hand; the same rows`],
      }));
    } finally {
      await database.close();
      await rm(dataFolder, { recursive: true, force: true });
    }
  },
};

async function questions(owner: pg.Pool, { programmeId, baseIds }: Asker): Promise<Question[]> {
  const scope = [programmeId, baseIds] as const;
  const { rows } = await owner.query<{ id: string; code: string; owner: string; x: number; y: number }>(
    `select id, code, owner, (box[0])[0] as x, (box[0])[1] as y from land.parcel
     where programme_id = $1 and base_id = any ($2) order by md5(code) limit 200`,
    [...scope],
  );
  const windows: unknown[] = [];
  for (const { x, y } of rows.slice(0, 100)) {
    const cells = await cellsOf(owner, x, y);
    windows.push([cells, `(${x},${y}),(${x + WINDOW_DEG},${y + WINDOW_DEG})`]);
  }
  const filter = (table: string): string =>
    `${table}.programme_id = $2::uuid and ${table}.base_id = any ($3::uuid[])`;
  const both = (
    name: string,
    asked: readonly unknown[],
    sql: (and: string) => string,
    tables = ['p'],
  ): Question => ({
    name,
    asked,
    scoped: sql(''),
    byHand: sql(tables.map((table) => ` and ${filter(table)}`).join('')),
  });
  return [
    both(
      'a parcel by id',
      rows.map(({ id }) => id),
      (and) => `select * from land.parcel p where p.id = $1::uuid${and}`,
    ),
    both(
      'parcels in a window of 500 m',
      windows,
      (and) => `select p.id, p.code, p.box from land.parcel p
        where p.retired_at is null and p.cell = any (($1::text[])[1]::bigint[]) and p.box && ($1::text[])[2]::box${and}`,
    ),
    both(
      'parcels by the beginning of a code',
      rows.map(({ code }) => code.slice(0, -2)),
      (and) => `select p.id, p.code from land.parcel p where p.retired_at is null and p.code ^@ $1${and}
        order by p.code limit 20`,
    ),
    {
      name: 'owners by a fragment, through a searcher view',
      asked: rows.map((row) => `%${row.owner.slice(3, 7)}%`),
      // The view filters as the policy does, so the first twenty of the one are the first twenty of the other.
      scoped: `select p.id, p.owner
        from (select id from bench.owner_search where owner like $1 order by id limit 20) s
        join land.parcel p on p.id = s.id order by p.id`,
      byHand: `select p.id, p.owner from land.parcel p where p.owner like $1 and ${filter('p')} order by p.id limit 20`,
    },
    both(
      'area by readiness class',
      [''],
      (and) => `select f.readiness, count(*) as parcels, round(sum(p.area_sqm)) as area_sqm
        from land.parcel p join land.parcel_fact f on f.programme_id = p.programme_id and f.parcel_id = p.id
        where p.retired_at is null and $1::text is not null${and} group by f.readiness order by f.readiness`,
      ['p', 'f'],
    ),
  ];
}

/** Alternating rounds, so that what else the machine does falls on both; answers must be equal. */
async function compare(owner: pg.Pool, app: pg.Pool, asker: Asker, question: Question): Promise<RlsRow> {
  const { name, asked, scoped, byHand } = question;
  const hand = await owner.connect();
  const scope = await app.connect();
  const ours: number[] = [];
  const peer: number[] = [];
  try {
    for (const client of [hand, scope])
      await client.query('begin; set local max_parallel_workers_per_gather = 0');
    await scope.query(
      `select set_config('lizhu.programme', $1, true), set_config('lizhu.bases', $2, true), set_config('lizhu.role', 'viewer', true)`,
      [asker.programmeId, `{${asker.baseIds.join(',')}}`],
    );
    for (let round = -1; round < ROUNDS; round++) {
      const scopedAnswers = await timed(asked, (one) => scope.query(scoped, [one]));
      const handAnswers = await timed(asked, (one) =>
        hand.query(byHand, [one, asker.programmeId, asker.baseIds]),
      );
      if (scopedAnswers.text !== handAnswers.text) throw new Error(`The answers to "${name}" differ`);
      if (scopedAnswers.rows === 0) throw new Error(`"${name}" found nothing`);
      // The round before the first warms both up.
      if (round < 0) continue;
      ours.push(scopedAnswers.seconds / asked.length);
      peer.push(handAnswers.seconds / asked.length);
    }
  } finally {
    for (const client of [hand, scope]) {
      await client.query('rollback').catch(() => undefined);
      client.release();
    }
  }
  // The two halves of a round lie side by side in time, so their ratio is calmer than the ratio of the medians.
  const ratio = timingOf(ours.map((seconds, round) => seconds / peer[round]!)).medianS;
  return { name: `${name} (${asker.what})`, ours, peer, ratio };
}

async function timed(
  asked: readonly unknown[],
  query: (one: unknown) => Promise<pg.QueryResult>,
): Promise<{ seconds: number; rows: number; text: string }> {
  const answers: unknown[][] = [];
  const start = performance.now();
  for (const one of asked) answers.push((await query(one)).rows);
  const seconds = (performance.now() - start) / 1000;
  const bigints = (_key: string, value: unknown): unknown =>
    typeof value === 'bigint' ? String(value) : value;
  return { seconds, rows: answers.flat().length, text: JSON.stringify(answers, bigints) };
}

/** The grid keys under which a box that meets a window can lie, by the migration's own function. */
async function cellsOf(owner: pg.Pool, x: number, y: number): Promise<string> {
  const { rows } = await owner.query<{ cells: string }>(
    `select array_agg(distinct land.cell(box(point(cx - s * 0.375, cy - s * 0.375), point(cx + s * 0.375, cy + s * 0.375))))::text as cells
     from (select 0.0005 * power(4, level) as s from generate_series(0, 10) level) levels,
       lateral (select (i + 0.5) * s as cx from generate_series(floor(($1::float8 - s / 2) / s)::int, floor(($1 + $3::float8 + s / 2) / s)::int) i) columns,
       lateral (select (i + 0.5) * s as cy from generate_series(floor(($2::float8 - s / 2) / s)::int, floor(($2 + $3::float8 + s / 2) / s)::int) i) lines`,
    [x, y, WINDOW_DEG],
  );
  return rows[0]!.cells;
}

/** Parcels of about 60 m on a grid a programme, in bases by stripes; owners with names of two changing characters. */
async function fill(
  owner: pg.Pool,
  programmes: readonly string[],
  bases: readonly string[],
  parcels: number,
): Promise<void> {
  // Whoever asks by hand owns the tables; the application stays bound either way.
  await owner.query(`
    alter table land.parcel no force row level security;
    alter table land.parcel_fact no force row level security`);
  await owner.query(
    `insert into land.parcel (programme_id, base_id, id, code, use_code, tenure, acquired, village_industry, owner, area_sqm,
       geometry, box, cell, source, valid_from, recorded_at)
     select ($1::uuid[])[1 + i % $4::int], ($2::uuid[])[1 + (i / $4) % $5::int], md5('parcel ' || i)::uuid,
       '4419' || lpad(((i / $4) % $5)::text, 3, '0') || 'GB' || lpad(i::text, 9, '0'), '0601', 'state', true, false,
       '东莞市' || chr(19968 + (i::bigint * 7919 % 3000)::int) || chr(19968 + (i::bigint * 104729 % 3000)::int) || '实业有限公司',
       3600 + i % 997, '\\x00', b, land.cell(b), 'bench', '2024-01-01', now()
     from generate_series(0, $3::int - 1) i,
       lateral (select 113.5 + ((i / $4) % 500) * 0.0006 as x, 22.6 + ((i / $4) / 500) * 0.0006 as y) at,
       lateral (select box(point(at.x, at.y), point(at.x + 0.00055, at.y + 0.00055)) as b) boxes`,
    [programmes, bases, parcels, PROGRAMMES, BASES],
  );
  await owner.query(`
    insert into land.parcel_fact (programme_id, base_id, parcel_id, base_share, farmland_sqm, ecological_sqm, growth_share,
      land_plan_zone, city_plan_use, built_share, renewal_share, control, readiness, line_number, table_version, computed_at)
    select programme_id, base_id, id, 1, 0, 0, 1, '1010', 'M1', 0, 0, 'state', 'class-' || (area_sqm::int % 7), 1, 1, now()
    from land.parcel;
    create extension if not exists pg_trgm;
    create index on land.parcel using gin (owner gin_trgm_ops);
    grant select (base_id, id, owner) on land.parcel to lizhu_searcher;
    create schema bench authorization lizhu_searcher;
    grant usage on schema bench to lizhu_app;
    create view bench.owner_search as select id, owner from land.parcel
      where programme_id = (select nullif(current_setting('lizhu.programme', true), '')::uuid)
        and base_id = any ((select nullif(current_setting('lizhu.bases', true), '')::uuid[])::uuid[]);
    alter view bench.owner_search owner to lizhu_searcher;
    grant select on bench.owner_search to lizhu_app`);
  await owner.query('vacuum analyze land.parcel, land.parcel_fact');
}
