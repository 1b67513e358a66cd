import { newId, type Transaction } from '@lizhu/db';
import { joinAreas } from './join-areas.ts';
import type { Entering } from './move-parcels.ts';
import { bboxOf, boxAround, boxOf } from './window.ts';

interface Row {
  readonly base_id: string;
  readonly area_sqm: number;
  readonly geometry: Uint8Array;
  readonly box: string;
}

export interface NewBoundary {
  readonly baseId: string;
  readonly documentNumber: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  readonly recordedAt: Date;
  readonly areaSqm: number;
  readonly geometry: Uint8Array;
  readonly bbox: readonly [number, number, number, number];
  readonly note: string;
  readonly importId: string | null;
}

/** Adds the next version of a base's boundary; returns its number. */
export async function addBoundary(tx: Transaction, boundary: NewBoundary): Promise<number> {
  const { rows } = await tx.query<{ version: number }>(
    `insert into land.base_boundary (programme_id, base_id, id, version, document_number, effective_from, effective_to,
       recorded_at, area_sqm, geometry, box, note, import_id)
     select $1, $2, $3, coalesce(max(version), 0) + 1, $4, $5, $6, $7, $8, $9, $10, $11, $12
     from land.base_boundary where base_id = $2 returning version`,
    [
      tx.scope.programmeId,
      boundary.baseId,
      newId(),
      boundary.documentNumber,
      boundary.effectiveFrom,
      boundary.effectiveTo,
      boundary.recordedAt,
      boundary.areaSqm,
      boundary.geometry,
      boxOf([...boundary.bbox]),
      boundary.note,
      boundary.importId,
    ],
  );
  return rows[0]!.version;
}

/** Makes of the usable features of the import the next boundary of each base that they name; returns their versions by base. */
export async function enterBoundaries(
  tx: Transaction,
  { importId, source, documentNumber, effectiveFrom, recordedAt }: Entering,
): Promise<Record<string, number>> {
  const { rows } = await tx.query<Row>(
    `select ledger_base_id as base_id, area_sqm, geometry, box::text as box
     from land.import_feature where import_id = $1 and status <> 'quarantine' order by feature`,
    [importId],
  );
  const versions: Record<string, number> = {};
  for (const baseId of new Set(rows.map((row) => row.base_id))) {
    const parts = rows.filter((row) => row.base_id === baseId);
    versions[baseId] = await addBoundary(tx, {
      baseId,
      documentNumber: documentNumber!,
      effectiveFrom: effectiveFrom!,
      effectiveTo: null,
      recordedAt,
      areaSqm: parts.reduce((sum, part) => sum + part.area_sqm, 0),
      geometry: joinAreas(parts.map(({ geometry }) => geometry)),
      bbox: boxAround(parts.map(({ box }) => bboxOf(box))),
      note: source,
      importId,
    });
  }
  return versions;
}
