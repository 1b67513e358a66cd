import { recordEvent } from '@lizhu/audit';
import type { Transaction } from '@lizhu/db';
import { importFailure } from '../imports/import-failure.ts';
import { bumpDataVersion } from '../store/data-version.ts';
import { changeImport, type StoredImport } from '../store/imports.ts';
import { lockLedger } from '../store/locks.ts';
import {
  countBrought,
  countParents,
  countReusedCodes,
  removeParcels,
  removeVersions,
  reviveParents,
} from '../store/undo-import.ts';
import { requestBuild } from './request-build.ts';

/**
 * Takes a whole import back, in the transaction of the caller: what it brought goes, what it retired lives again.
 *
 * @throws JobFailure `land.import-in-use` and `land.import-codes-reused` when later imports stand on it;
 *   `land.import-beyond-reach` when the scope no longer sees all of it.
 */
export async function undoImport(tx: Transaction, entry: StoredImport, now: Date): Promise<object> {
  await lockLedger(tx);
  const taken =
    entry.mapping!.target === 'parcels' ? await undoParcels(tx, entry) : await undoVersions(tx, entry);
  await changeImport(tx, entry.id, { state: 'undone', problem: null });
  await recordEvent(tx, {
    action: 'import.undo',
    subject: { kind: 'import', id: entry.id },
    baseId: entry.baseId,
    before: { target: entry.mapping!.target, fileName: entry.fileName, ...taken },
  });
  await bumpDataVersion(tx, now);
  await requestBuild(tx);
  return taken;
}

async function undoParcels(tx: Transaction, { id, report }: StoredImport): Promise<object> {
  const brought = report!.valid + report!.repaired;
  const { seen, replaced } = await countBrought(tx, id);
  if (replaced > 0) throw importFailure('import-in-use', { count: replaced });
  if (seen < brought) throw importFailure('import-beyond-reach', { count: brought - seen });
  const parents = await countParents(tx, id);
  const parcels = await removeParcels(tx, id);
  const reused = await countReusedCodes(tx, id);
  if (reused > 0) throw importFailure('import-codes-reused', { count: reused });
  const revived = await reviveParents(tx, id);
  if (revived < parents) throw importFailure('import-beyond-reach', { count: parents - revived });
  return { parcels, revived };
}

async function undoVersions(tx: Transaction, { id }: StoredImport): Promise<object> {
  return { versions: await removeVersions(tx, id) };
}
