import { recordEvent } from '@lizhu/audit';
import { newId, type Transaction, WHOLE_PROGRAMME } from '@lizhu/db';
import { Problem } from '@lizhu/http';
import type { Static } from 'typebox';
import type { ReadinessLine, ReadinessTable, SaveReadiness } from '../contract.ts';
import { faultsOfTable } from '../readiness/decide.ts';
import { lockReadinessTable } from '../store/locks.ts';
import { addReadinessTable, readReadinessTable } from '../store/readiness-tables.ts';
import type { Editor } from './edit-site.ts';
import { requestBuild } from './request-build.ts';

/** Saves the next version of the table and has every parcel decided anew. */
export async function saveReadiness(
  tx: Transaction,
  change: Static<typeof SaveReadiness>,
  editor: Editor,
): Promise<ReadinessTable> {
  assertTable(change.lines);
  await lockReadinessTable(tx);
  const before = await readReadinessTable(tx);
  if (before.version !== change.fromVersion) {
    throw new Problem('land.table-changed', { by: before.savedBy, version: before.version });
  }
  const version = before.version + 1;
  await addReadinessTable(tx, {
    version,
    lines: change.lines,
    note: change.note,
    savedByName: editor.name,
    savedAt: editor.at,
  });
  await recordEvent(tx, {
    action: 'readiness.save',
    subject: { kind: 'readiness-table', id: newId() },
    baseId: WHOLE_PROGRAMME,
    before: { version: before.version, lines: before.lines },
    after: { version, lines: change.lines, note: change.note },
  });
  await requestBuild(tx);
  return readReadinessTable(tx);
}

/** @throws Problem `land.table-faulty` at the first cell whose operator or value does not fit its fact. */
export function assertTable(lines: readonly ReadinessLine[]): void {
  const [fault] = faultsOfTable(lines);
  if (fault !== undefined) throw new Problem('land.table-faulty', { ...fault });
}
