import type { Transaction } from '@lizhu/db';
import type { Bbox } from '@lizhu/programme/contract';
import { bboxOf } from '../store/window.ts';

/** Area and extent of the boundaries in force, by base id: what the programme slice asks of land. */
export async function measureBases(tx: Transaction): Promise<Map<string, { areaSqm: number; bbox: Bbox }>> {
  const found = await tx.query<{ base_id: string; area_sqm: number; box: string }>(
    'select base_id, area_sqm, box::text as box from land.boundary_in_force',
  );
  return new Map(found.rows.map((row) => [row.base_id, { areaSqm: row.area_sqm, bbox: bboxOf(row.box) }]));
}
