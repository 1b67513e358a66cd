import type { Transaction } from '@lizhu/db';
import type { Place } from '@lizhu/geodata';
import type { Bilingual } from '@lizhu/programme/contract';
import { cleanJson } from '../imports/clean-text.ts';
import type { SourceValues } from '../imports/source-text.ts';
import { copyThrough } from './copy-through.ts';

/** The import that rows belong to. */
export interface ImportKey {
  readonly id: string;
  readonly baseId: string;
}

export interface FeatureRow {
  readonly feature: number;
  readonly featureId: string | null;
  readonly status: 'valid' | 'repaired' | 'quarantine';
  readonly properties: SourceValues;
  /** Everything below is null in quarantine, but for the area and box where they are known. */
  readonly attributes: object | null;
  readonly ledgerId: string | null;
  readonly ledgerBaseId: string | null;
  readonly areaSqm: number | null;
  readonly geometry: Uint8Array | null;
  readonly bbox: readonly number[] | null;
  /** GeoJSON of what cannot be used. */
  readonly raw: string | null;
}

export interface FaultRow {
  readonly seq: number;
  readonly feature: number;
  readonly featureId: string | null;
  readonly code: string;
  readonly severity: 'note' | 'repaired' | 'quarantine';
  readonly message: Bilingual;
  readonly remedy: Bilingual;
  readonly place: Place;
  readonly lon: number | null;
  readonly lat: number | null;
}

export interface ParentRow {
  readonly feature: number;
  readonly parentId: string;
  readonly event: 'split' | 'merge' | 'replace';
}

/** Inserts what was copied, with the key of the import beside it. */
async function addRows(
  tx: Transaction,
  { id, baseId }: ImportKey,
  table: 'import_feature' | 'import_fault' | 'import_parent',
  columns: Readonly<Record<string, string>>,
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  if (rows.length === 0) return;
  const names = Object.keys(columns).join(', ');
  await copyThrough(
    tx,
    columns,
    rows,
    `insert into land.${table} (programme_id, base_id, import_id, ${names}) select $1, $2, $3, ${names} from pg_temp.loading`,
    [tx.scope.programmeId, baseId, id],
  );
}

const featureColumns = {
  feature: 'int4',
  feature_id: 'text',
  status: 'text',
  properties: 'jsonb',
  attributes: 'jsonb',
  ledger_id: 'uuid',
  ledger_base_id: 'uuid',
  area_sqm: 'float8',
  geometry: 'bytea',
  box: 'box',
  raw_geometry: 'text',
};

export function addFeatures(tx: Transaction, key: ImportKey, rows: readonly FeatureRow[]): Promise<void> {
  return addRows(
    tx,
    key,
    'import_feature',
    featureColumns,
    rows.map((row) => [
      row.feature,
      row.featureId,
      row.status,
      row.properties,
      row.attributes,
      row.ledgerId,
      row.ledgerBaseId,
      row.areaSqm,
      row.geometry,
      row.bbox,
      row.raw,
    ]),
  );
}

const faultColumns = {
  seq: 'int4',
  feature: 'int4',
  feature_id: 'text',
  code: 'text',
  severity: 'text',
  message: 'jsonb',
  remedy: 'jsonb',
  place: 'jsonb',
  lon: 'float8',
  lat: 'float8',
};

export function addFaults(tx: Transaction, key: ImportKey, rows: readonly FaultRow[]): Promise<void> {
  return addRows(
    tx,
    key,
    'import_fault',
    faultColumns,
    rows.map((row) => [
      row.seq,
      row.feature,
      row.featureId,
      row.code,
      row.severity,
      cleanJson(row.message),
      cleanJson(row.remedy),
      cleanJson(row.place),
      row.lon,
      row.lat,
    ]),
  );
}

export function addParents(tx: Transaction, key: ImportKey, rows: readonly ParentRow[]): Promise<void> {
  return addRows(
    tx,
    key,
    'import_parent',
    { feature: 'int4', parent_id: 'uuid', event: 'text' },
    rows.map((row) => [row.feature, row.parentId, row.event]),
  );
}

/** Puts usable features into quarantine after all. */
export async function quarantineFeatures(
  tx: Transaction,
  importId: string,
  features: readonly number[],
): Promise<void> {
  await tx.query(
    `update land.import_feature set status = 'quarantine', attributes = null, ledger_id = null, ledger_base_id = null
     where import_id = $1 and feature = any ($2::int[])`,
    [importId, features],
  );
}

/** Forgets what a dry run of the import found. */
export async function clearFindings(tx: Transaction, importId: string): Promise<void> {
  for (const table of ['import_parent', 'import_fault', 'import_feature'])
    await tx.query(`delete from land.${table} where import_id = $1`, [importId]);
}
