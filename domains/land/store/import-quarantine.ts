import type { Transaction } from '@lizhu/db';
import type { Bilingual } from '@lizhu/programme/contract';
import type { SourceValues } from '../imports/source-text.ts';

/** A feature that could not be used, with why. */
export interface QuarantinedRow {
  readonly feature: number;
  readonly featureId: string | null;
  readonly properties: SourceValues;
  readonly geometry: Uint8Array | null;
  /** GeoJSON geometry. */
  readonly raw: string | null;
  readonly reasons: readonly {
    readonly code: string;
    readonly message: Bilingual;
    readonly remedy: Bilingual;
  }[];
}

interface Row {
  readonly feature: number;
  readonly feature_id: string | null;
  readonly properties: SourceValues;
  readonly geometry: Uint8Array | null;
  readonly raw_geometry: string | null;
  readonly reasons: QuarantinedRow['reasons'];
}

/** The quarantine of an import in the order of its file, after feature `after`. */
export async function readQuarantine(
  tx: Transaction,
  importId: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<QuarantinedRow[]> {
  const { rows } = await tx.query<Row>(
    `with page as (
       select feature, feature_id, properties, geometry, raw_geometry from land.import_feature
       where import_id = $1 and status = 'quarantine' and feature > $2 order by feature limit $3
     ), reason as (
       select feature, jsonb_agg(jsonb_build_object('code', code, 'message', message, 'remedy', remedy) order by seq) as reasons
       from land.import_fault
       where import_id = $1 and severity = 'quarantine' and feature in (select feature from page) group by feature
     )
     select page.*, coalesce(reasons, '[]') as reasons from page left join reason using (feature) order by feature`,
    [importId, after, limit],
  );
  return rows.map((row) => ({
    feature: row.feature,
    featureId: row.feature_id,
    properties: row.properties,
    geometry: row.geometry,
    raw: row.raw_geometry,
    reasons: row.reasons,
  }));
}
