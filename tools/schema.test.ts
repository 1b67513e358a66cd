import { dumpSchema, migrate, openDatabase, platformMigrations } from '@lizhu/db';
import { type TestDatabase, useTestDatabase } from '@lizhu/db/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { postgresPrograms, startGivenServer } from '../platform/db/test/given-server.ts';
import { allMigrations, root } from './all-migrations.ts';

const GOLDEN = `${root}docs/developer/schema.golden.txt`;
const HOW =
  'The schema differs from docs/developer/schema.golden.txt. If it should: npx vitest run tools/schema.test.ts -u';

/** In no programme, each for a reason. */
const OUTSIDE_PROGRAMMES: readonly string[] = [
  'identity.account',
  'identity.session',
  'identity.sign_in_guard',
  'identity.user',
  'identity.verification',
  'platform.migration',
];
/** Policies that do not narrow by programme, each for a reason. */
const OPEN_POLICIES: Readonly<Record<string, string>> = {
  'identity.access_token identity_only':
    'only identity’s own connections, which look tokens up before there is a programme',
  'identity.post own': 'the posts of oneself, to choose one before there is a programme',
  'land.published_site published': 'what was published is for everybody',
  'programme.programme listing':
    'the system that works for no programme tells which there are, so that a new day reaches each of them',
};

let used: TestDatabase;
beforeAll(async () => {
  used = await useTestDatabase(await allMigrations());
});
afterAll(() => used.drop());

interface Table {
  readonly name: string;
  readonly kind: string;
  readonly secured: boolean;
  readonly forced: boolean;
  readonly in_programme: boolean;
  readonly led_by_programme: boolean;
  readonly key: string | null;
}
const rowsOf = async <Row>(sql: string): Promise<Row[]> =>
  (await used.database.owner.query(sql)).rows as Row[];
const OURS = `n.nspname !~ '^(pg_|information_schema$|graphile_worker$)' and n.nspname <> 'public'`;
const tables = () =>
  rowsOf<Table>(`
    select n.nspname || '.' || c.relname as name, c.relkind as kind, c.relrowsecurity as secured,
      c.relforcerowsecurity as forced, p.attnum is not null as in_programme,
      exists (select from pg_index i where i.indrelid = c.oid and i.indkey[0] = p.attnum and i.indpred is null
        and i.indisvalid) as led_by_programme,
      (select string_agg(a.attname, ', ' order by k.place)
       from pg_index i, unnest(i.indkey) with ordinality k (attnum, place), pg_attribute a
       where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.attnum) as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    left join pg_attribute p on p.attrelid = c.oid and p.attname = 'programme_id' and not p.attisdropped
    where c.relkind in ('r', 'p', 'm') and ${OURS} order by 1`);

describe('after all migrations', () => {
  test('the schema is the one that was reviewed', async () => {
    await expect(await dumpSchema(used.database), HOW).toMatchFileSnapshot(GOLDEN);
  });

  test('the schema is the same on the oldest PostgreSQL that an operator may bring', async () => {
    const server = await startGivenServer(await postgresPrograms(), 'boss-secret');
    try {
      const url = server.url('boss', 'boss-secret', 'postgres');
      const database = await openDatabase({ dataFolder: server.folder, url });
      await migrate(database, await allMigrations());
      // Each version writes a view's query in its own words.
      const bare = (dump: string): string => dump.replaceAll(/^(view .*?) as .*$/gm, '$1');
      expect(bare(await dumpSchema(database))).toBe(bare(await dumpSchema(used.database)));
      await database.close();
    } finally {
      await server.stop();
    }
  });

  test('nothing is left to apply', async () => {
    expect(await migrate(used.database, await allMigrations())).toEqual([]);
    expect(platformMigrations.slice).toBe('platform');
  });

  test('every table is in a programme, or is known not to be', async () => {
    const outside = (await tables()).filter((table) => !table.in_programme).map(({ name }) => name);
    expect(outside).toEqual(OUTSIDE_PROGRAMMES);
  });

  test('row-level security is forced on every table with programme_id', async () => {
    const open = (await tables()).filter((table) => table.in_programme && !(table.secured && table.forced));
    expect(open.map(({ name }) => name)).toEqual([]);
  });

  test('every table with programme_id has its key and an index led by it', async () => {
    const wrong = (await tables()).filter(
      (table) => table.in_programme && !(table.led_by_programme && table.key?.startsWith('programme_id')),
    );
    expect(wrong.map(({ name, key }) => `${name} (${key})`)).toEqual([]);
  });

  test('no foreign key leads from one programme to another', async () => {
    const keys = await rowsOf<{ name: string }>(`
      select o.conrelid::regclass || ' ' || o.conname as name
      from pg_constraint o join pg_class c on c.oid = o.conrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute mine on mine.attrelid = o.conrelid and mine.attname = 'programme_id'
      join pg_attribute theirs on theirs.attrelid = o.confrelid and theirs.attname = 'programme_id'
      where o.contype = 'f' and ${OURS} and not exists (
        select from unnest(o.conkey, o.confkey) as pair (a, b) where pair.a = mine.attnum and pair.b = theirs.attnum)`);
    expect(keys).toEqual([]);
  });
});

describe('every policy', () => {
  interface Policy {
    readonly name: string;
    readonly roles: string;
    readonly condition: string;
  }
  const policies = () =>
    rowsOf<Policy>(`
      select p.schemaname || '.' || p.tablename || ' ' || p.policyname as name, array_to_string(p.roles, ',') as roles,
        regexp_replace(concat_ws(' and ', p.qual, p.with_check), '\\s+', ' ', 'g') as condition
      from pg_policies p join pg_namespace n on n.nspname = p.schemaname where ${OURS} order by 1`);
  const SETTING = /current_setting\('lizhu\.\w+'::text, true\)/g;
  const MEASURED = /\( ?SELECT (?:\(?NULLIF\()?current_setting\('lizhu\.\w+'::text, true\)/g;

  test('reads its settings inside (select …), so that they are read once a query and not once a row', async () => {
    const slow = (await policies()).filter(
      ({ condition }) => condition.match(SETTING)?.length !== condition.match(MEASURED)?.length,
    );
    expect(slow).toEqual([]);
  });

  test('asks no other table and no function of its own', async () => {
    const slow = (await policies()).filter(({ condition }) =>
      / FROM | EXISTS |\w+\.\w+\(/i.test(condition.replaceAll('IS DISTINCT FROM', '')),
    );
    expect(slow).toEqual([]);
  });

  test('of the application names the programme, or is known not to', async () => {
    const wide = (await policies()).filter(
      ({ roles, condition }) =>
        roles !== 'lizhu_searcher' &&
        !/programme_id = \( SELECT \(NULLIF\(current_setting\('lizhu\.programme'/.test(condition),
    );
    const known = wide
      .map(({ name }) => name)
      .filter((name) => !OUTSIDE_PROGRAMMES.includes(name.split(' ')[0]!));
    expect(known).toEqual(Object.keys(OPEN_POLICIES));
  });

  test('is for a role of ours, never for everybody', async () => {
    const roles = new Set((await policies()).map((policy) => policy.roles));
    expect([...roles].sort()).toEqual(['lizhu_app', 'lizhu_searcher']);
  });
});

describe('the application role', () => {
  test('owns nothing and is nobody else', async () => {
    const [role] = await rowsOf(`
      select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as mighty,
        (select count(*)::int from pg_shdepend d where d.refobjid = r.oid and d.deptype = 'o') as owned,
        (select count(*)::int from pg_auth_members m where m.member = r.oid) as memberships
      from pg_roles r where rolname = 'lizhu_app'`);
    expect(role).toEqual({ mighty: false, owned: 0, memberships: 0 });
  });

  test('reads tables through views only where the views ask as the reader, or are a searcher’s', async () => {
    const views = await rowsOf<{ name: string }>(`
      select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_roles r on r.oid = c.relowner
      where c.relkind = 'v' and ${OURS} and r.rolname <> 'lizhu_searcher'
        and not coalesce(c.reloptions @> array['security_invoker=true'], false)`);
    expect(views).toEqual([]);
  });

  test('meets no materialized view: row-level security knows none', async () => {
    expect((await tables()).filter(({ kind }) => kind === 'm')).toEqual([]);
  });

  test('may run what runs as somebody else only where its search path is fixed and it was granted', async () => {
    const loose = await rowsOf(`
      select p.oid::regprocedure as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and ${OURS} and (not coalesce(p.proconfig @> array['search_path=pg_catalog'], false)
        or exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) where grantee = 0))`);
    expect(loose).toEqual([]);
  });
});
