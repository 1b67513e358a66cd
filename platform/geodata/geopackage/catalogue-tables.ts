import { quoted } from './open-database.ts';

/** The tables that GeoPackage 1.3 requires of a file with features (OGC 12-128r18, annex C), and those of the R-tree. */
export const catalogueTables = `
create table gpkg_spatial_ref_sys (
  srs_name text not null,
  srs_id integer not null primary key,
  organization text not null,
  organization_coordsys_id integer not null,
  definition text not null,
  description text
);
create table gpkg_contents (
  table_name text not null primary key,
  data_type text not null,
  identifier text unique,
  description text default '',
  last_change datetime not null default (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x double,
  min_y double,
  max_x double,
  max_y double,
  srs_id integer,
  constraint fk_gc_r_srs_id foreign key (srs_id) references gpkg_spatial_ref_sys(srs_id)
);
create table gpkg_geometry_columns (
  table_name text not null,
  column_name text not null,
  geometry_type_name text not null,
  srs_id integer not null,
  z tinyint not null,
  m tinyint not null,
  constraint pk_geom_cols primary key (table_name, column_name),
  constraint uk_gc_table_name unique (table_name),
  constraint fk_gc_tn foreign key (table_name) references gpkg_contents(table_name),
  constraint fk_gc_srs foreign key (srs_id) references gpkg_spatial_ref_sys (srs_id)
);
create table gpkg_extensions (
  table_name text,
  column_name text,
  extension_name text not null,
  definition text not null,
  scope text not null,
  constraint ge_tce unique (table_name, column_name, extension_name)
);
`;

/** What the extension `gpkg_rtree_index` (annex F.3) keeps up to date when other software edits the table. */
export function treeTriggers(table: string, geometry: string, key: string): string {
  const tree = quoted(treeName(table, geometry));
  const t = quoted(table);
  const c = quoted(geometry);
  const i = quoted(key);
  const trigger = (suffix: string): string => quoted(`${treeName(table, geometry)}_${suffix}`);
  const box = `NEW.${i}, ST_MinX(NEW.${c}), ST_MaxX(NEW.${c}), ST_MinY(NEW.${c}), ST_MaxY(NEW.${c})`;
  const full = `NEW.${c} NOTNULL AND NOT ST_IsEmpty(NEW.${c})`;
  const none = `(NEW.${c} ISNULL OR ST_IsEmpty(NEW.${c}))`;
  return `
create trigger ${trigger('insert')} after insert on ${t} when (new.${c} notnull and not ST_IsEmpty(NEW.${c}))
begin insert or replace into ${tree} values (${box}); end;
create trigger ${trigger('update1')} after update of ${c} on ${t} when OLD.${i} = NEW.${i} AND (${full})
begin insert or replace into ${tree} values (${box}); end;
create trigger ${trigger('update2')} after update of ${c} on ${t} when OLD.${i} = NEW.${i} AND ${none}
begin delete from ${tree} where id = OLD.${i}; end;
create trigger ${trigger('update3')} after update on ${t} when OLD.${i} != NEW.${i} AND (${full})
begin delete from ${tree} where id = OLD.${i}; insert or replace into ${tree} values (${box}); end;
create trigger ${trigger('update4')} after update on ${t} when OLD.${i} != NEW.${i} AND ${none}
begin delete from ${tree} where id in (OLD.${i}, NEW.${i}); end;
create trigger ${trigger('delete')} after delete on ${t} when old.${c} not null
begin delete from ${tree} where id = OLD.${i}; end;
`;
}

export function treeName(table: string, geometry: string): string {
  return `rtree_${table}_${geometry}`;
}
