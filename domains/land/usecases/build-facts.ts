import { COMMON_GROUND, copyRows, type Transaction } from '@lizhu/db';
import { type LayerKind, layerKinds, readinessClasses } from '../contract.ts';
import { type ComputedFacts, computeFacts, keptOverlaps } from '../fabric/compute-facts.ts';
import type { Compute } from '../fabric/fabric-thread.ts';
import type { LayerColumns } from '../fabric/land-fabric.ts';
import { loadFabric, planeOf } from '../fabric/load-fabric.ts';
import { loadBoundaries, loadLayer } from '../fabric/load-layer.ts';
import { decideAll, NO_LINE } from '../readiness/decide.ts';
import type { CodeColumn } from '../readiness/fact-columns.ts';
import { bumpDataVersion } from '../store/data-version.ts';
import { lockLedger } from '../store/locks.ts';
import { readReadinessTable } from '../store/readiness-tables.ts';
import { classesUnder } from './preview-readiness.ts';

export interface BuildResult {
  readonly parcels: number;
  readonly seconds: number;
}

export interface BuildTools {
  readonly now: () => Date;
  readonly compute: Compute;
  /** 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/**
 * Derives the facts of every parcel from the ledger, decides readiness by the table in force, and says which base each
 * parcel belongs to. One transaction over the whole programme: readers see the old facts until it commits, then all of the
 * new ones.
 */
export async function buildFacts(tx: Transaction, tools: BuildTools): Promise<BuildResult> {
  const { now, compute, onProgress } = tools;
  const began = now();
  await lockLedger(tx);
  const plane = await planeOf(tx);
  const fabric = await loadFabric(tx, plane, 'build');
  onProgress(0.2);
  const byKind = new Map<LayerKind, LayerColumns>();
  for (const kind of layerKinds) {
    const layer = isMeasured(kind) ? await loadLayer(tx, plane, kind) : null;
    if (layer !== null) byKind.set(kind, layer);
  }
  const boundaries = await loadBoundaries(tx, plane);
  onProgress(0.3);
  const computed = await computeFacts(fabric, { byKind, boundaries }, compute, (share) =>
    onProgress(0.3 + 0.4 * share),
  );
  const baseIds = Array.from(computed.base, (base) => (base < 0 ? COMMON_GROUND : boundaries.ids[base]!));
  await moveToBases(
    tx,
    fabric.ids.flatMap((id, row) => (codeAt(fabric.base, row) === baseIds[row] ? [] : [[id, baseIds[row]!]])),
  );
  await tx.query('delete from land.parcel_overlap');
  await tx.query('delete from land.parcel_fact');
  await writeFacts(tx, fabric.ids, baseIds, computed, began);
  onProgress(0.85);
  await writeOverlaps(tx, fabric.ids, baseIds, computed);
  await tx.query('select land.take_statistics()');
  await bumpDataVersion(tx, now());
  onProgress(1);
  return { parcels: fabric.ids.length, seconds: (now().getTime() - began.getTime()) / 1000 };
}

/** Rivers and roads bound sites; no fact is measured on them. */
function isMeasured(kind: LayerKind): boolean {
  return kind !== 'river' && kind !== 'road';
}

function codeAt({ codes, dictionary }: CodeColumn, row: number): string {
  return dictionary[codes[row]!]!;
}

async function moveToBases(
  tx: Transaction,
  moved: readonly (readonly [id: string, baseId: string])[],
): Promise<void> {
  if (moved.length === 0) return;
  const parameters = [moved.map(([id]) => id), moved.map(([, baseId]) => baseId)];
  const list = 'unnest($1::uuid[], $2::uuid[]) as m (id, base_id)';
  await tx.query(`update land.parcel p set base_id = m.base_id from ${list} where p.id = m.id`, parameters);
  await tx.query(
    `update land.parcel_lineage k set base_id = m.base_id from ${list} where k.child_id = m.id`,
    parameters,
  );
}

async function writeFacts(
  tx: Transaction,
  ids: readonly string[],
  baseIds: readonly string[],
  { facts }: ComputedFacts,
  computedAt: Date,
): Promise<void> {
  const { numbers, codes } = facts;
  const table = await readReadinessTable(tx);
  const decided = decideAll(table.lines, facts);
  const classes = classesUnder(table.lines, decided);
  const columns = [
    'programme_id',
    'base_id',
    'parcel_id',
    'base_share',
    'farmland_sqm',
    'ecological_sqm',
    'growth_share',
    'land_plan_zone',
    'city_plan_use',
    'built_share',
    'renewal_share',
    'control',
    'readiness',
    'line_number',
    'table_version',
    'computed_at',
  ];
  function* rows(): Generator<unknown[]> {
    for (let row = 0; row < ids.length; row++) {
      yield [
        tx.scope.programmeId,
        baseIds[row],
        ids[row],
        numbers.baseShare[row],
        numbers.farmlandSqm[row],
        numbers.ecologicalSqm[row],
        numbers.growthShare[row],
        codeAt(codes.landPlanZone, row),
        codeAt(codes.cityPlanUse, row),
        numbers.builtShare[row],
        numbers.renewalShare[row],
        codeAt(codes.control, row),
        readinessClasses[classes[row]!],
        decided[row] === NO_LINE ? 0 : decided[row]! + 1,
        table.version,
        computedAt,
      ];
    }
  }
  await copyRows(tx, { table: 'land.parcel_fact', columns }, rows());
}

async function writeOverlaps(
  tx: Transaction,
  ids: readonly string[],
  baseIds: readonly string[],
  { overlaps }: ComputedFacts,
): Promise<void> {
  const columns = ['programme_id', 'base_id', 'parcel_id', 'layer_id', 'class_code', 'overlap_sqm'];
  function* rows(): Generator<unknown[]> {
    for (const layer of overlaps) {
      for (let row = 0; row < ids.length; row++) {
        for (const { classCode, areaSqm } of keptOverlaps(layer, row)) {
          yield [tx.scope.programmeId, baseIds[row], ids[row], layer.layerId, classCode, areaSqm];
        }
      }
    }
  }
  await copyRows(tx, { table: 'land.parcel_overlap', columns }, rows());
}
