import { copyRows, type Transaction } from '@lizhu/db';
import type { Place } from '@lizhu/geodata';
import type { Bilingual } from '@lizhu/programme/contract';
import { cleanJson } from '../imports/clean-text.ts';
import type { SourceValues } from '../imports/source-text.ts';

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

const keyColumns = ['programme_id', 'base_id', 'import_id'];

export async function addFeatures(
  tx: Transaction,
  { id, baseId }: ImportKey,
  rows: readonly FeatureRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const { programmeId } = tx.scope;
  const columns = [
    ...keyColumns,
    'feature',
    'feature_id',
    'status',
    'properties',
    'attributes',
    'ledger_id',
    'ledger_base_id',
    'area_sqm',
    'geometry',
    'box',
    'raw_geometry',
  ];
  await copyRows(
    tx,
    { table: 'land.import_feature', columns },
    rows.map((row) => [
      programmeId,
      baseId,
      id,
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

export async function addFaults(
  tx: Transaction,
  { id, baseId }: ImportKey,
  rows: readonly FaultRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const { programmeId } = tx.scope;
  const columns = [
    ...keyColumns,
    'seq',
    'feature',
    'feature_id',
    'code',
    'severity',
    'message',
    'remedy',
    'place',
    'lon',
    'lat',
  ];
  await copyRows(
    tx,
    { table: 'land.import_fault', columns },
    rows.map((row) => [
      programmeId,
      baseId,
      id,
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

export async function addParents(
  tx: Transaction,
  { id, baseId }: ImportKey,
  rows: readonly ParentRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await copyRows(
    tx,
    { table: 'land.import_parent', columns: [...keyColumns, 'feature', 'parent_id', 'event'] },
    rows.map((row) => [tx.scope.programmeId, baseId, id, row.feature, row.parentId, row.event]),
  );
}

/** Puts usable features into quarantine after all; returns how many, and their area. */
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
