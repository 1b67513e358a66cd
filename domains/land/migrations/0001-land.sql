-- Land: parcels with lineage, planning layers, base boundaries, facts, readiness, imports, sites.
--
-- Every table is led by (programme_id, base_id). Two base ids are reserved:
--   00000000-…  common ground: in no base, seen by every post of the programme;
--   ffffffff-…  whole programme: seen by posts over the whole programme only.
-- Geometry is WKB in EPSG:4490, with its box and a grid key beside it: box && is not leakproof, so under row-level
-- security only the key (land.cell) can be an index condition, and the box is re-checked behind it.
create schema land;
grant usage on schema land to lizhu_app;

-- The grid key of a box: the level whose cells (0.0005° × 4^level) are at least as large as the box, and the cell of
-- its centre. A box of level l that meets a window has its centre within half a cell of the window. Both are plain
-- expressions, not strict, so that PostgreSQL puts them in line: fifteen times as fast as a call a row.
create function land.cell_level(b box) returns integer
  language sql immutable parallel safe
  return greatest(0, least(10,
    ceil(ln(greatest((b[0])[0] - (b[1])[0], (b[0])[1] - (b[1])[1], 1e-9) / 0.0005) / ln(4))))::integer;
create function land.cell(b box) returns bigint
  language sql immutable parallel safe
  return (land.cell_level(b)::bigint << 56)
    | ((floor(((b[0])[1] + (b[1])[1]) / 2 / (0.0005 * power(4, land.cell_level(b)))) + 134217728)::bigint << 28)
    | (floor(((b[0])[0] + (b[1])[0]) / 2 / (0.0005 * power(4, land.cell_level(b)))) + 134217728)::bigint;

-- Sites change often and leave parcels, layers and facts as they are: whoever keeps those in memory asks for the version of
-- the ledger, whoever shows maps for the version of everything.
create table land.data_version (
  programme_id uuid primary key,
  version bigint not null,
  ledger_version bigint not null,
  changed_at timestamptz not null
);

create table land.import (
  programme_id uuid not null,
  base_id uuid not null,
  id uuid not null,
  revision integer not null default 1,
  state text not null,
  file_id uuid not null,
  file_name text not null,
  file_bytes bigint not null,
  file_sha256 text not null,
  target text,
  created_at timestamptz not null,
  created_by uuid,
  created_by_name text not null,
  proposal jsonb,
  mapping jsonb,
  report jsonb,
  problem jsonb,
  -- The job that works on it, or last did: how far it is, and whether it failed.
  job_id uuid,
  primary key (programme_id, id),
  unique (programme_id, base_id, id)
);
create index import_newest on land.import (programme_id, base_id, created_at desc, id);

-- What a dry run read, feature by feature. A commit moves the usable ones to the ledger; quarantined ones stay here until they
-- are fixed and submitted again.
create table land.import_feature (
  programme_id uuid not null,
  base_id uuid not null,
  import_id uuid not null,
  feature integer not null,
  feature_id text,
  status text not null check (status in ('valid', 'repaired', 'quarantine')),
  -- As the file has them, under its own field names.
  properties jsonb not null,
  -- As the ledger will keep them; null in quarantine.
  attributes jsonb,
  -- Key and base that the parcel, layer feature or boundary will have.
  ledger_id uuid,
  ledger_base_id uuid,
  area_sqm double precision,
  geometry bytea,
  box box,
  -- GeoJSON in EPSG:4490 of what cannot be used.
  raw_geometry text,
  primary key (programme_id, import_id, feature),
  foreign key (programme_id, base_id, import_id) references land.import (programme_id, base_id, id) on delete cascade,
  check (status = 'quarantine' or num_nulls(attributes, ledger_id, ledger_base_id, area_sqm, geometry, box) = 0)
);

-- Which parcels of the ledger the features of an import will follow, as its dry run found them.
create table land.import_parent (
  programme_id uuid not null,
  base_id uuid not null,
  import_id uuid not null,
  feature integer not null,
  parent_id uuid not null,
  event text not null check (event in ('split', 'merge', 'replace')),
  primary key (programme_id, import_id, feature, parent_id),
  foreign key (programme_id, base_id, import_id) references land.import (programme_id, base_id, id) on delete cascade
);

create table land.import_fault (
  programme_id uuid not null,
  base_id uuid not null,
  import_id uuid not null,
  seq integer not null,
  feature integer not null,
  feature_id text,
  code text not null,
  severity text not null check (severity in ('note', 'repaired', 'quarantine')),
  message jsonb not null,
  remedy jsonb not null,
  -- Where in the file, as the reader counts: file, line, field, ring, vertex.
  place jsonb not null,
  lon double precision,
  lat double precision,
  primary key (programme_id, import_id, seq),
  foreign key (programme_id, base_id, import_id) references land.import (programme_id, base_id, id) on delete cascade
);

create table land.parcel (
  programme_id uuid not null,
  base_id uuid not null,
  id uuid not null,
  code text not null,
  use_code text not null,
  tenure text not null check (tenure in ('state', 'collective')),
  acquired boolean not null,
  village_industry boolean not null,
  owner text not null,
  legal_area_sqm double precision,
  area_sqm double precision not null check (area_sqm >= 0),
  geometry bytea not null,
  box box not null,
  cell bigint not null,
  source text not null,
  attributes jsonb not null default '{}',
  import_id uuid,
  valid_from date not null,
  recorded_at timestamptz not null,
  -- A parcel that was split, merged or replaced stays as an ancestor.
  retired_at timestamptz,
  retired_by_import_id uuid,
  primary key (programme_id, id)
);
create unique index parcel_code on land.parcel (programme_id, code) where retired_at is null;
create index parcel_prefix on land.parcel (programme_id, base_id, code text_pattern_ops) where retired_at is null;
create index parcel_cell on land.parcel (programme_id, base_id, cell) where retired_at is null;
create index parcel_import on land.parcel (programme_id, import_id);
create index parcel_retired_by on land.parcel (programme_id, retired_by_import_id) where retired_by_import_id is not null;

create table land.parcel_lineage (
  programme_id uuid not null,
  base_id uuid not null,
  parent_id uuid not null,
  child_id uuid not null,
  event text not null check (event in ('split', 'merge', 'replace')),
  happened_on date not null,
  import_id uuid,
  primary key (programme_id, parent_id, child_id),
  foreign key (programme_id, parent_id) references land.parcel (programme_id, id),
  foreign key (programme_id, child_id) references land.parcel (programme_id, id) on delete cascade
);
create index parcel_lineage_child on land.parcel_lineage (programme_id, child_id);

create table land.layer (
  programme_id uuid not null,
  base_id uuid not null,
  id uuid not null,
  kind text not null,
  version integer not null,
  title text not null,
  source text not null,
  document_number text,
  effective_from date,
  effective_to date,
  recorded_at timestamptz not null,
  import_id uuid,
  primary key (programme_id, id),
  unique (programme_id, kind, version)
);

create table land.layer_feature (
  programme_id uuid not null,
  base_id uuid not null,
  layer_id uuid not null,
  id uuid not null,
  class_code text not null,
  name text not null,
  area_sqm double precision not null,
  geometry bytea not null,
  box box not null,
  cell bigint not null,
  attributes jsonb not null default '{}',
  primary key (programme_id, layer_id, id),
  foreign key (programme_id, layer_id) references land.layer (programme_id, id) on delete cascade
);
create index layer_feature_cell on land.layer_feature (programme_id, base_id, layer_id, cell);

create table land.base_boundary (
  programme_id uuid not null,
  base_id uuid not null,
  id uuid not null,
  version integer not null,
  document_number text not null,
  effective_from date not null,
  effective_to date,
  recorded_at timestamptz not null,
  area_sqm double precision not null,
  geometry bytea not null,
  box box not null,
  note text not null default '',
  import_id uuid,
  primary key (programme_id, base_id, id),
  unique (programme_id, base_id, version)
);

-- Facts derived from the ledger by the newest build; shares are of the statutory area.
create table land.parcel_fact (
  programme_id uuid not null,
  base_id uuid not null,
  parcel_id uuid not null,
  base_share double precision not null,
  farmland_sqm double precision not null,
  ecological_sqm double precision not null,
  growth_share double precision not null,
  land_plan_zone text not null,
  city_plan_use text not null,
  built_share double precision not null,
  renewal_share double precision not null,
  control text not null check (control in ('state', 'acquired', 'collective')),
  readiness text not null,
  line_number integer not null,
  table_version integer not null,
  computed_at timestamptz not null,
  primary key (programme_id, parcel_id),
  foreign key (programme_id, parcel_id) references land.parcel (programme_id, id) on delete cascade
);
create index parcel_fact_readiness on land.parcel_fact (programme_id, base_id, readiness);

create table land.parcel_overlap (
  programme_id uuid not null,
  base_id uuid not null,
  parcel_id uuid not null,
  layer_id uuid not null,
  class_code text not null,
  overlap_sqm double precision not null,
  primary key (programme_id, parcel_id, layer_id, class_code),
  foreign key (programme_id, parcel_id) references land.parcel (programme_id, id) on delete cascade
);

create table land.readiness_table (
  programme_id uuid not null,
  version integer not null,
  lines jsonb not null,
  note text not null,
  saved_by uuid,
  saved_by_name text not null,
  saved_at timestamptz not null,
  primary key (programme_id, version)
);

create table land.site (
  programme_id uuid not null,
  base_id uuid not null,
  id uuid not null,
  revision integer not null default 1,
  name text not null,
  note text not null,
  criteria jsonb,
  found jsonb not null,
  area_sqm double precision not null,
  outline bytea not null,
  box box not null,
  saved_by uuid,
  saved_by_name text not null,
  saved_at timestamptz not null,
  published_at timestamptz,
  primary key (programme_id, id),
  unique (programme_id, base_id, id),
  unique (programme_id, base_id, name)
);

-- What was published is a copy: later edits of the site show only when it is published again.
create table land.published_site (
  programme_id uuid not null,
  base_id uuid not null,
  site_id uuid not null,
  content jsonb not null,
  box box not null,
  published_at timestamptz not null,
  primary key (programme_id, site_id),
  foreign key (programme_id, base_id, site_id) references land.site (programme_id, base_id, id) on delete cascade
);

do $$
declare
  name text;
  in_programme constant text := 'programme_id = (select nullif(current_setting(''lizhu.programme'', true), '''')::uuid)';
  in_bases constant text := 'base_id = any ((select nullif(current_setting(''lizhu.bases'', true), '''')::uuid[])::uuid[])';
  may_write constant text := '(select current_setting(''lizhu.role'', true)) in (''land-officer'', ''administrator'', ''system'')';
  over_all constant text := '''ffffffff-ffff-ffff-ffff-ffffffffffff'' = any ((select nullif(current_setting(''lizhu.bases'', true), '''')::uuid[])::uuid[])';
begin
  foreach name in array array['import', 'import_feature', 'import_parent', 'import_fault', 'parcel', 'parcel_lineage', 'layer', 'layer_feature',
    'base_boundary', 'parcel_fact', 'parcel_overlap', 'site', 'published_site'] loop
    execute format('alter table land.%I enable row level security', name);
    execute format('alter table land.%I force row level security', name);
    execute format('create policy scope on land.%I for select to lizhu_app using (%s and %s)', name, in_programme, in_bases);
    execute format('create policy adding on land.%I for insert to lizhu_app with check (%s and %s and %s)', name, in_programme, in_bases, may_write);
    execute format('create policy changing on land.%I for update to lizhu_app using (%s and %s and %s)', name, in_programme, in_bases, may_write);
    execute format('create policy removing on land.%I for delete to lizhu_app using (%s and %s and %s)', name, in_programme, in_bases, may_write);
    execute format('grant select, insert, update, delete on land.%I to lizhu_app', name);
  end loop;
  -- Posts over some bases change what maps show, but the table that decides over all bases is not theirs to change.
  foreach name in array array['data_version', 'readiness_table'] loop
    execute format('alter table land.%I enable row level security', name);
    execute format('alter table land.%I force row level security', name);
    execute format('create policy scope on land.%I for select to lizhu_app using (%s)', name, in_programme);
  end loop;
  execute format('create policy adding on land.data_version for insert to lizhu_app with check (%s and %s)', in_programme, may_write);
  execute format('create policy changing on land.data_version for update to lizhu_app using (%s and %s)', in_programme, may_write);
  execute format('create policy adding on land.readiness_table for insert to lizhu_app with check (%s and %s and %s)', in_programme,
    may_write, over_all);
  grant select, insert, update on land.data_version to lizhu_app;
  grant select, insert on land.readiness_table to lizhu_app;
end $$;

-- Anybody may read what was published, signed in or not.
create policy published on land.published_site for select to lizhu_app using (true);

-- A code names one living parcel of the programme, whether the asker may see that parcel or not. Tells which of some codes are
-- taken, and nothing else.
grant usage on schema land to lizhu_searcher;
grant select (programme_id, code, retired_at) on land.parcel to lizhu_searcher;
create policy codes on land.parcel for select to lizhu_searcher using (true);
-- Its body is checked when it runs: now, the owner's own policies stand in the way.
set local check_function_bodies = off;
create function land.codes_taken(codes text[]) returns setof text
  language sql stable security definer set search_path = pg_catalog
  as $$
    select p.code from land.parcel p
    where p.programme_id = (select nullif(current_setting('lizhu.programme', true), '')::uuid)
      and p.code = any (codes) and p.retired_at is null
  $$;
revoke execute on function land.codes_taken(text[]) from public;
grant execute on function land.codes_taken(text[]) to lizhu_app;
grant create on schema land to lizhu_searcher;
alter function land.codes_taken(text[]) owner to lizhu_searcher;
revoke create on schema land from lizhu_searcher;

-- The newest recorded version of each kind, and of each base boundary, whose dates hold today.
create view land.layer_in_force with (security_invoker = true) as
  select distinct on (programme_id, kind) * from land.layer
  where (effective_from is null or effective_from <= current_date) and (effective_to is null or effective_to > current_date)
  order by programme_id, kind, version desc;
create view land.boundary_in_force with (security_invoker = true) as
  select distinct on (programme_id, base_id) * from land.base_boundary
  where effective_from <= current_date and (effective_to is null or effective_to > current_date)
  order by programme_id, base_id, version desc;
grant select on land.layer_in_force, land.boundary_in_force to lizhu_app;
