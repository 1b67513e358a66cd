import type { Transaction } from '@lizhu/db';
import type { BaseBoundary, Layer, LayerKind } from '../contract.ts';
import { areaSum } from './area-sum.ts';

interface LayerRow {
  readonly id: string;
  readonly kind: LayerKind;
  readonly version: number;
  readonly title: string;
  readonly source: string;
  readonly document_number: string | null;
  readonly effective_from: string | null;
  readonly effective_to: string | null;
  readonly recorded_at: Date;
  readonly in_force: boolean;
}

/** Every version of every layer, with what the scope may see of its features. */
export async function readLayers(tx: Transaction): Promise<Layer[]> {
  const layers = await tx.query<LayerRow>(
    `select id, kind, version, title, source, document_number, effective_from::text, effective_to::text, recorded_at,
       exists (select from land.layer_in_force f where f.id = l.id) as in_force
     from land.layer l order by kind, version desc`,
  );
  const classes = await tx.query<{
    layer_id: string;
    class_code: string;
    features: number;
    area_sqm: number;
  }>(
    `select layer_id, class_code, count(*)::int as features, ${areaSum('area_sqm')} as area_sqm
     from land.layer_feature group by layer_id, class_code order by layer_id, class_code`,
  );
  return layers.rows.map((row) => {
    const of = classes.rows.filter((entry) => entry.layer_id === row.id);
    return {
      id: row.id,
      kind: row.kind,
      version: row.version,
      title: row.title,
      source: row.source,
      documentNumber: row.document_number,
      effectiveFrom: row.effective_from,
      effectiveTo: row.effective_to,
      recordedAt: row.recorded_at.toISOString(),
      inForce: row.in_force,
      features: of.reduce((sum, entry) => sum + entry.features, 0),
      areaSqm: of.reduce((sum, entry) => sum + entry.area_sqm, 0),
      classes: of.map((entry) => ({
        code: entry.class_code,
        features: entry.features,
        areaSqm: entry.area_sqm,
      })),
    };
  });
}

interface BoundaryRow {
  readonly id: string;
  readonly base_id: string;
  readonly version: number;
  readonly document_number: string;
  readonly effective_from: string;
  readonly effective_to: string | null;
  readonly recorded_at: Date;
  readonly area_sqm: number;
  readonly note: string;
  readonly in_force: boolean;
}

/** Every version of the base boundaries that the scope may see, newest first. */
export async function readBoundaries(tx: Transaction, baseId: string | null): Promise<BaseBoundary[]> {
  const found = await tx.query<BoundaryRow>(
    `select id, base_id, version, document_number, effective_from::text, effective_to::text, recorded_at, area_sqm, note,
       exists (select from land.boundary_in_force f where f.base_id = b.base_id and f.id = b.id) as in_force
     from land.base_boundary b where $1::uuid is null or base_id = $1::uuid order by base_id, version desc`,
    [baseId],
  );
  return found.rows.map((row) => ({
    id: row.id,
    baseId: row.base_id,
    version: row.version,
    documentNumber: row.document_number,
    effectiveFrom: row.effective_from,
    effectiveTo: row.effective_to,
    recordedAt: row.recorded_at.toISOString(),
    areaSqm: row.area_sqm,
    note: row.note,
    inForce: row.in_force,
  }));
}
