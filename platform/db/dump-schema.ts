import type { Database } from './database.ts';

/** One query a kind of object; each yields `place` (what it sorts by) and `line` (its text). */
const QUERIES: readonly string[] = [
  // Schemas and who may use them.
  `select n.nspname as place, 'schema ' || n.nspname || coalesce(' granted ' || (
      select string_agg(line, ', ' order by line) from (
        select r.rolname || ':' || string_agg(lower(a.privilege_type), '+' order by a.privilege_type) as line
        from aclexplode(n.nspacl) a join pg_roles r on r.oid = a.grantee
        where a.grantee <> n.nspowner group by r.rolname) g), '') as line
   from pg_namespace n where {schema}`,
  // Tables, views: kind, row-level security, persistence.
  `select n.nspname || '.' || c.relname as place,
      case c.relkind when 'r' then 'table' when 'p' then 'partitioned table' when 'v' then 'view'
        when 'm' then 'materialized view' when 'S' then 'sequence' else c.relkind::text end
      || ' ' || n.nspname || '.' || c.relname
      || case when c.relpersistence = 'u' then ' unlogged' else '' end
      || case when c.relrowsecurity then ' row-level-security' else '' end
      || case when c.relforcerowsecurity then ' forced' else '' end
      || case when c.relkind = 'v' and r.rolname = 'lizhu_searcher' then ' owned by lizhu_searcher' else '' end
      || coalesce(' with ' || array_to_string(c.reloptions, ', '), '')
      || case when c.relkind in ('v', 'm') then ' as ' || regexp_replace(pg_get_viewdef(c.oid), '\\s+', ' ', 'g') else '' end as line
   from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_roles r on r.oid = c.relowner
   where c.relkind in ('r', 'p', 'v', 'm', 'S') and {schema}`,
  // Columns in their order.
  `select n.nspname || '.' || c.relname || ' 1 ' || lpad(a.attnum::text, 5, '0') as place,
      '  ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
      || case when a.attnotnull then ' not null' else '' end
      || case a.attgenerated when 's' then ' generated' when 'v' then ' virtual' else '' end
      || case a.attidentity when '' then '' else ' identity' end
      || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as line
   from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
   left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
   where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm') and {schema}`,
  // Constraints; PostgreSQL 18 lists NOT NULL among them, the columns say it already.
  `select n.nspname || '.' || c.relname || ' 2 ' || o.conname as place,
      '  constraint ' || o.conname || ' ' || pg_get_constraintdef(o.oid) as line
   from pg_constraint o join pg_class c on c.oid = o.conrelid join pg_namespace n on n.oid = c.relnamespace
   where o.contype <> 'n' and {schema}`,
  `select n.nspname || '.' || t.relname || ' 3 ' || c.relname as place, '  ' || pg_get_indexdef(c.oid) as line
   from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
   join pg_namespace n on n.oid = c.relnamespace
   where t.relkind in ('r', 'p', 'm') and {schema}`,
  `select p.schemaname || '.' || p.tablename || ' 4 ' || p.policyname as place,
      '  policy ' || p.policyname || ' ' || lower(p.permissive) || ' for ' || lower(p.cmd) || ' to '
      || array_to_string(p.roles, ', ') || coalesce(' using ' || regexp_replace(p.qual, '\\s+', ' ', 'g'), '')
      || coalesce(' with check ' || regexp_replace(p.with_check, '\\s+', ' ', 'g'), '') as line
   from pg_policies p join pg_namespace n on n.nspname = p.schemaname where {schema}`,
  `select n.nspname || '.' || c.relname || ' 5 ' || t.tgname as place, '  ' || pg_get_triggerdef(t.oid) as line
   from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
   where not t.tgisinternal and {schema}`,
  // Grants to anyone but the owner, on tables and on single columns.
  `select n.nspname || '.' || c.relname || ' 6 ' || r.name as place,
      '  grant ' || string_agg(lower(a.privilege_type), ', ' order by a.privilege_type) || ' to ' || r.name as line
   from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a,
   lateral (select coalesce((select rolname::text from pg_roles where oid = a.grantee), 'public') as name) r
   where a.grantee <> c.relowner and c.relkind in ('r', 'p', 'v', 'm', 'S') and {schema}
   group by n.nspname, c.relname, r.name`,
  `select n.nspname || '.' || c.relname || ' 7 ' || r.name || att.attname as place,
      '  grant ' || string_agg(lower(a.privilege_type), ', ' order by a.privilege_type) || ' (' || att.attname || ') to ' || r.name as line
   from pg_attribute att join pg_class c on c.oid = att.attrelid join pg_namespace n on n.oid = c.relnamespace,
   aclexplode(att.attacl) a,
   lateral (select coalesce((select rolname::text from pg_roles where oid = a.grantee), 'public') as name) r
   where a.grantee <> c.relowner and {schema}
   group by n.nspname, c.relname, r.name, att.attname`,
  `select n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' as place,
      'function ' || n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')'
      || case when p.prosecdef then ' security definer' else '' end
      || ' md5 ' || md5(pg_get_functiondef(p.oid)) || coalesce(' granted ' || (
        select string_agg(coalesce(r.rolname::text, 'public'), ', ' order by r.rolname)
        from aclexplode(p.proacl) a left join pg_roles r on r.oid = a.grantee where a.grantee <> p.proowner), '') as line
   from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.prokind in ('f', 'p') and {schema}`,
  `select n.nspname || '.' || t.typname as place, 'enum ' || n.nspname || '.' || t.typname || ' ('
      || (select string_agg(e.enumlabel, ', ' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid) || ')' as line
   from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.typtype = 'e' and {schema}`,
  `select 'extension ' || e.extname as place, 'extension ' || e.extname as line from pg_extension e`,
];

const OUR_SCHEMAS = `n.nspname !~ '^(pg_|information_schema$|graphile_worker$)' and n.nspname <> 'public'`;

/**
 * The schemas as text, read from the catalogs: one line an object, in an order that depends on names only. Kept as a
 * golden file it shows in a review what a migration really does. Schemas that libraries keep are left out.
 */
export async function dumpSchema(database: Pick<Database, 'owner'>): Promise<string> {
  const lines: { place: string; line: string }[] = [];
  const client = await database.owner.connect();
  try {
    // A search path of nothing makes PostgreSQL write every name with its schema.
    await client.query(`begin read only; set local search_path = ''`);
    for (const query of QUERIES) {
      const { rows } = await client.query<{ place: string; line: string }>(
        query.replaceAll('{schema}', OUR_SCHEMAS),
      );
      lines.push(...rows);
    }
    await client.query('rollback');
  } finally {
    client.release();
  }
  lines.sort((a, b) => (a.place === b.place ? compare(a.line, b.line) : compare(a.place, b.place)));
  return `${lines.map(({ line }) => line).join('\n')}\n`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
