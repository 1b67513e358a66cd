import { recordEvent } from '@lizhu/audit';
import type { Transaction } from '@lizhu/db';
import { Problem } from '@lizhu/http';
import { enqueue, readJob, requestCancel } from '@lizhu/jobs';
import type { Import, ImportMapping, ImportProposal, ImportState, ImportStatement } from '../contract.ts';
import { assertMapping } from '../imports/assert-mapping.ts';
import { cleanJson } from '../imports/clean-text.ts';
import { stateName } from '../imports/state-name.ts';
import { clearFindings } from '../store/import-features.ts';
import { changeImport, lockImport, readStoredImport, type StoredImport } from '../store/imports.ts';
import { isRunning, readImport, stateNow } from './read-import.ts';

/** Has a file looked at anew as an officer states it to be; what depends on that is proposed again. */
export async function startInspection(
  tx: Transaction,
  id: string,
  revision: number,
  said: ImportStatement,
): Promise<Import> {
  const statement = JSON.parse(cleanJson(said)) as ImportStatement;
  const entry = await holdImport(tx, id, ['proposed', 'checked', 'failed'], revision);
  if (entry.proposal === null) throw changed(entry.state);
  await clearFindings(tx, id);
  return start(tx, entry, 'land.inspect-import', { state: 'uploaded', report: null }, { statement });
}

/** Has every feature of a file read and checked, as the officer confirmed it. */
export async function startDryRun(tx: Transaction, id: string, said: ImportMapping): Promise<Import> {
  const stated = JSON.parse(cleanJson(said)) as ImportMapping;
  const entry = await holdImport(tx, id, ['proposed', 'checked', 'failed'], null);
  if (entry.proposal === null) throw changed(entry.state);
  const mapping = { ...settledColumns(entry.proposal), ...stated };
  assertMapping(mapping, entry.proposal, entry.baseId);
  return start(tx, entry, 'land.dry-run-import', {
    state: 'checking',
    target: mapping.target,
    mapping,
    report: null,
  });
}

/** Columns that leave no choice need not be said; those that do are a person's to choose. */
function settledColumns({ columns }: ImportProposal): Pick<ImportMapping, 'columns'> {
  if (columns === undefined || columns.value === null || columns.confidence === 'unknown') return {};
  return { columns: columns.value };
}

/** Has the usable features moved into the ledger. @throws Problem `land.import-nothing-usable` */
export async function startCommit(tx: Transaction, id: string, revision: number): Promise<Import> {
  const entry = await holdImport(tx, id, ['checked'], revision);
  const usable = entry.report === null ? 0 : entry.report.valid + entry.report.repaired;
  if (usable === 0) throw new Problem('land.import-nothing-usable');
  return start(tx, entry, 'land.commit-import', { state: 'committing' });
}

/** Has a committed import taken back. */
export async function startUndo(tx: Transaction, id: string, revision: number): Promise<Import> {
  const entry = await holdImport(tx, id, ['committed'], revision);
  return start(tx, entry, 'land.undo-import', { state: 'undoing' });
}

/**
 * Gives an import up that has not reached the ledger.
 *
 * @returns The import, and the file that nobody needs any more once the transaction has committed.
 */
export async function discardImport(
  tx: Transaction,
  id: string,
  revision: number,
): Promise<{ import: Import; fileId: string }> {
  const entry = await holdImport(tx, id, ['proposed', 'checked', 'failed', 'refused'], revision);
  await clearFindings(tx, id);
  await changeImport(tx, id, { state: 'discarded', problem: null });
  await record(tx, entry, 'import.discard', { state: 'discarded' });
  return { import: await readImport(tx, id), fileId: entry.fileId };
}

/** Stops the job that looks at a file or checks it. */
export async function cancelImport(tx: Transaction, id: string): Promise<Import> {
  const entry = await readStoredImport(tx, id);
  if (entry === null) throw new Problem('land.import-not-found');
  const now = await stateOf(tx, entry);
  if ((now !== 'uploaded' && now !== 'checking') || !(await requestCancel(tx, entry.jobId!)))
    throw changed(now);
  await record(tx, entry, 'import.cancel', { state: now });
  return readImport(tx, id);
}

/**
 * Holds an import that is in one of the states, against every other step.
 *
 * @param revision The one that the asker saw; null where it does not matter.
 * @throws Problem `land.import-not-found`, `land.import-changed`
 */
async function holdImport(
  tx: Transaction,
  id: string,
  states: readonly ImportState[],
  revision: number | null,
): Promise<StoredImport> {
  const seen = await readStoredImport(tx, id);
  if (seen === null) throw new Problem('land.import-not-found');
  const then = await stateOf(tx, seen);
  // A job that works on it holds it until it ends: who asks meanwhile is not made to wait for that.
  if (isRunning(then)) throw changed(then);
  const held = (await lockImport(tx, id))!;
  const now = await stateOf(tx, held);
  if (!states.includes(now) || (revision !== null && revision !== held.revision)) throw changed(now);
  return held;
}

async function start(
  tx: Transaction,
  entry: StoredImport,
  kind: string,
  change: Parameters<typeof changeImport>[2],
  told: { readonly statement?: ImportStatement } = {},
): Promise<Import> {
  const jobId = await enqueue(tx, kind, { importId: entry.id, ...told }, { baseId: entry.baseId });
  await changeImport(tx, entry.id, { problem: null, ...change, jobId });
  const { state, mapping } = change;
  await record(tx, entry, `import.${state}`, { state, mapping, ...told });
  return readImport(tx, entry.id);
}

async function record(tx: Transaction, entry: StoredImport, action: string, after: object): Promise<void> {
  const { id, baseId, fileName, state, revision } = entry;
  await recordEvent(tx, {
    action,
    subject: { kind: 'import', id },
    baseId,
    before: { fileName, state, revision },
    after,
  });
}

async function stateOf(tx: Transaction, entry: StoredImport): Promise<ImportState> {
  const job = isRunning(entry.state) && entry.jobId !== null ? await readJob(tx, entry.jobId) : null;
  return stateNow(entry, job);
}

function changed(state: ImportState): Problem {
  return new Problem('land.import-changed', { state: stateName(state) });
}
