import type Database from 'better-sqlite3';
import { codedCrs } from '../crs/coded-crs.ts';
import type { DeclaredCrs } from '../crs/propose-crs.ts';
import type { Field, FieldType } from '../geo-feature.ts';
import { GeodataError } from '../geodata-error.ts';
import { limitPassed } from '../limit-passed.ts';
import type { ReadLimits } from '../limits.ts';
import { quoted } from './open-database.ts';

/** A feature table of a GeoPackage, as its catalogue and schema describe it. */
export interface LayerTable {
  readonly name: string;
  /** Why it cannot be read; null where it can. */
  readonly refusal: GeodataError | null;
  readonly features: number | null;
  readonly isView: boolean;
  /** The integer key, which orders the rows; null where there is none. */
  readonly key: string | null;
  readonly geometryColumn: string;
  readonly columns: readonly LayerColumn[];
  readonly declaredCrs: DeclaredCrs;
}

export interface LayerColumn extends Field {
  /** Declared type in upper case, without its size. */
  readonly declared: string;
}

interface CatalogueRow {
  readonly table_name: string;
  readonly column_name: string;
  readonly srs_id: number | null;
  readonly kind: string;
  readonly actual_name: string;
  readonly sql: string | null;
}

/** The feature layers in the order of the catalogue. @throws GeodataError `format-not-as-stated` where there is none. */
export function layerTables(database: Database.Database, limits: ReadLimits): LayerTable[] {
  const tables = new Set(
    (
      database
        .prepare("select lower(name) as name from sqlite_schema where type in ('table','view')")
        .all() as { name: string }[]
    ).map(({ name }) => name),
  );
  if (!tables.has('gpkg_contents') || !tables.has('gpkg_geometry_columns')) {
    throw new GeodataError('format-not-as-stated', {
      zh: '这是 SQLite 数据库，但不是 GeoPackage（缺 gpkg_contents 或 gpkg_geometry_columns 表）',
      en: 'this is an SQLite database but no GeoPackage (gpkg_contents or gpkg_geometry_columns is missing)',
    });
  }
  const rows = database
    .prepare(
      `select c.table_name, g.column_name, g.srs_id, s.type as kind, s.name as actual_name, s.sql
         from gpkg_contents c
         join gpkg_geometry_columns g on lower(g.table_name) = lower(c.table_name)
         join sqlite_schema s on lower(s.name) = lower(c.table_name) and s.type in ('table', 'view')
        where c.data_type = 'features' order by c.rowid limit 10000`,
    )
    .all() as CatalogueRow[];
  if (rows.length === 0) {
    throw new GeodataError('format-not-as-stated', {
      zh: 'GeoPackage 中没有矢量图层（gpkg_contents 没有 features 类型的表）',
      en: 'the GeoPackage holds no feature layer (gpkg_contents lists no table of the type "features")',
    });
  }
  return rows.map((row) => layerTable(database, row, tables, limits));
}

function layerTable(
  database: Database.Database,
  row: CatalogueRow,
  tables: ReadonlySet<string>,
  limits: ReadLimits,
): LayerTable {
  const isView = row.kind === 'view';
  const columns = database
    .prepare('select name, upper(type) as type, pk from pragma_table_xinfo(?) where hidden in (0, 2, 3)')
    .all(row.actual_name) as { name: string; type: string; pk: number }[];
  if (columns.length > limits.fieldsMax) throw limitPassed('fields', limits.fieldsMax);
  const geometry = columns.find(({ name }) => name.toLowerCase() === String(row.column_name).toLowerCase());
  const refusal = untame(row, isView) ?? (geometry ? null : geometryColumnMissing(row));
  const key = keyOf(columns, isView);
  return {
    name: row.table_name,
    refusal,
    features: isView || refusal ? null : countOf(database, row.actual_name, limits),
    isView,
    key,
    geometryColumn: geometry?.name ?? '',
    columns: columns
      .filter(({ name, type }) => name !== geometry?.name && name !== key && !/^BLOB/.test(type))
      .map(({ name, type }) => {
        const declared = type.replace(/\s*\(.*$/, '').trim();
        return { name, type: fieldType(declared), declared };
      }),
    declaredCrs: declaredCrs(database, row.srs_id, tables),
  };
}

/** Virtual tables run code of their own, and a recursive view need not end. */
function untame(row: CatalogueRow, isView: boolean): GeodataError | null {
  const sql = row.sql ?? '';
  if (!(isView ? /\bwith\b/i : /^\s*create\s+virtual\b/i).test(sql)) return null;
  return new GeodataError('format-unsupported', {
    zh: `图层“${row.table_name}”是虚拟表或含 WITH 的视图，不能安全读取。请在源软件中另存为普通表`,
    en: `the layer "${row.table_name}" is a virtual table or a view with WITH, which cannot be read safely. Save it as an ordinary table`,
  });
}

function geometryColumnMissing(row: CatalogueRow): GeodataError {
  return new GeodataError('format-damaged', {
    zh: `图层“${row.table_name}”没有图形列“${row.column_name}”。请从原软件重新导出`,
    en: `the layer "${row.table_name}" has no geometry column "${row.column_name}". Export it again`,
  });
}

function keyOf(
  columns: readonly { name: string; type: string; pk: number }[],
  isView: boolean,
): string | null {
  if (isView) {
    const usual = columns.find(({ name }) => /^(ogc_)?fid$/i.test(name));
    return usual?.name ?? null;
  }
  const keys = columns.filter(({ pk }) => pk > 0);
  return keys.length === 1 && /^INT(EGER)?$/.test(keys[0]!.type) ? keys[0]!.name : null;
}

/** The number of rows, counted no further than a reading would go; null where the table cannot be read through. */
function countOf(database: Database.Database, table: string, limits: ReadLimits): number | null {
  try {
    const { count } = database
      .prepare(`select count(*) as count from (select 1 from ${quoted(table)} limit ?)`)
      .get(limits.featuresMax + 1) as { count: number };
    return count;
  } catch {
    return null;
  }
}

function fieldType(declared: string): FieldType {
  if (/^BOOL/.test(declared)) return 'boolean';
  if (/INT/.test(declared)) return 'integer';
  if (/^(FLOAT|DOUBLE|REAL|NUMERIC|DECIMAL)/.test(declared)) return 'number';
  return declared === 'DATE' ? 'date' : 'text';
}

interface SrsRow {
  readonly srs_name: string | null;
  readonly organization: string | null;
  readonly organization_coordsys_id: number | null;
  readonly definition: string | null;
}

/** The coordinate system by the catalogue of the file. */
function declaredCrs(
  database: Database.Database,
  srsId: number | null,
  tables: ReadonlySet<string>,
): DeclaredCrs {
  const stated = { zh: `GeoPackage 的 srs_id=${srsId}`, en: `the GeoPackage (srs_id ${srsId})` };
  if (srsId === -1 || srsId === 0) {
    const zh = `${stated.zh} 表示未定义坐标系`;
    return { crs: null, where: { zh, en: `${stated.en} states an undefined coordinate system` } };
  }
  const row = tables.has('gpkg_spatial_ref_sys')
    ? (database.prepare('select * from gpkg_spatial_ref_sys where srs_id = ?').get(srsId) as
        | SrsRow
        | undefined)
    : undefined;
  if (!row) {
    const zh = `${stated.zh} 不在 gpkg_spatial_ref_sys 中`;
    return { crs: null, where: { zh, en: `${stated.en} is not in gpkg_spatial_ref_sys` } };
  }
  return codedCrs(
    {
      organization: String(row.organization ?? ''),
      code: Number(row.organization_coordsys_id),
      definition: String(row.definition ?? ''),
      name: String(row.srs_name ?? ''),
    },
    stated,
  );
}
