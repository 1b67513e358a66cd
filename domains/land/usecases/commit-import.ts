import { recordEvent } from '@lizhu/audit';
import type { Transaction } from '@lizhu/db';
import type { ImportMapping } from '../contract.ts';
import { importFailure } from '../imports/import-failure.ts';
import { bumpDataVersion } from '../store/data-version.ts';
import { changeImport, type StoredImport } from '../store/imports.ts';
import { lockLedger } from '../store/locks.ts';
import { enterBoundaries } from '../store/move-boundaries.ts';
import { enterLayerFeatures, openLayerVersion } from '../store/move-layer.ts';
import {
  clearMoved,
  countTakenCodes,
  type Entering,
  enterParcels,
  retireParents,
} from '../store/move-parcels.ts';
import { requestBuild } from './request-build.ts';

/**
 * Moves the usable features of a checked import into the ledger, in the transaction of the caller: all of them or none.
 *
 * @throws JobFailure `land.import-stale` when the ledger has changed since the dry run so that its report no longer holds.
 */
export async function commitImport(
  tx: Transaction,
  entry: StoredImport,
  now: Date,
  onProgress: (share: number) => void,
): Promise<object> {
  const mapping = entry.mapping!;
  await lockLedger(tx);
  onProgress(0.05);
  const entering: Entering = {
    importId: entry.id,
    source: mapping.source,
    documentNumber: mapping.documentNumber ?? null,
    effectiveFrom: mapping.effectiveFrom ?? null,
    recordedAt: now,
    mappedFields: Object.values(mapping.fields),
  };
  const brought = await enter(tx, entry, mapping, entering);
  onProgress(0.8);
  await clearMoved(tx, entry.id);
  await changeImport(tx, entry.id, { state: 'committed', problem: null });
  await recordEvent(tx, {
    action: 'import.commit',
    subject: { kind: 'import', id: entry.id },
    baseId: entry.baseId,
    after: { target: mapping.target, fileName: entry.fileName, source: mapping.source, ...brought },
  });
  await bumpDataVersion(tx, now);
  await requestBuild(tx);
  return brought;
}

async function enter(
  tx: Transaction,
  entry: StoredImport,
  mapping: ImportMapping,
  entering: Entering,
): Promise<object> {
  const { target } = mapping;
  if (target === 'parcels') {
    const { retired, expected } = await retireParents(tx, entering);
    if (retired !== expected) throw importFailure('import-stale', { count: expected - retired });
    const taken = await countTakenCodes(tx, entry.id);
    if (taken > 0) throw importFailure('import-stale', { count: taken });
    return { parcels: await enterParcels(tx, entering), retired };
  }
  if (target === 'boundaries') return { boundaries: await enterBoundaries(tx, entering) };
  const title = mapping.layer ?? entry.fileName.replace(/\.[^.]*$/, '');
  const layer = await openLayerVersion(tx, { ...entering, kind: target, title });
  return { version: layer.version, features: await enterLayerFeatures(tx, layer.id, entering) };
}
