import { COMMON_GROUND, newId, type Transaction } from '@lizhu/db';
import type { LayerKind } from '../contract.ts';
import type { Entering } from './move-parcels.ts';

export interface NewLayer extends Omit<Entering, 'importId' | 'mappedFields'> {
  readonly kind: LayerKind;
  readonly title: string;
  readonly importId: string | null;
}

/** Opens the next version of a layer, seen by every post of the programme; returns its id and number. */
export async function openLayerVersion(
  tx: Transaction,
  layer: NewLayer,
): Promise<{ id: string; version: number }> {
  const id = newId();
  const { rows } = await tx.query<{ version: number }>(
    `insert into land.layer (programme_id, base_id, id, kind, version, title, source, document_number, effective_from, recorded_at,
       import_id)
     select $1, $2, $3, $4, coalesce(max(version), 0) + 1, $5, $6, $7, $8, $9, $10 from land.layer where kind = $4
     returning version`,
    [
      tx.scope.programmeId,
      COMMON_GROUND,
      id,
      layer.kind,
      layer.title,
      layer.source,
      layer.documentNumber,
      layer.effectiveFrom,
      layer.recordedAt,
      layer.importId,
    ],
  );
  return { id, version: rows[0]!.version };
}

/** Makes features of a layer version of the usable features of the import; returns how many. */
export async function enterLayerFeatures(
  tx: Transaction,
  layerId: string,
  { importId, mappedFields }: Entering,
): Promise<number> {
  const entered = await tx.query(
    `insert into land.layer_feature (programme_id, base_id, layer_id, id, class_code, name, area_sqm, geometry, box, cell, attributes)
     select programme_id, ledger_base_id, $2, ledger_id, attributes ->> 'classCode', attributes ->> 'name', area_sqm, geometry, box,
       land.cell(box), properties - $3::text[]
     from land.import_feature where import_id = $1 and status <> 'quarantine' order by feature`,
    [importId, layerId, mappedFields],
  );
  return entered.rowCount ?? 0;
}
