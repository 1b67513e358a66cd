import type { Transaction } from '@lizhu/db';
import { Problem } from '@lizhu/http';
import { type Job, readJob } from '@lizhu/jobs';
import type { Import, ImportState } from '../contract.ts';
import { faultTitle } from '../imports/fault-titles.ts';
import { remedyOf } from '../imports/import-failure.ts';
import { type KeptReport, readStoredImport, type StoredImport } from '../store/imports.ts';

/** While a job works on it. Where it stands when that job ends without having said so, because it failed or was cancelled. */
const running: Readonly<Partial<Record<ImportState, { failed: ImportState; cancelled: ImportState }>>> = {
  uploaded: { failed: 'failed', cancelled: 'discarded' },
  checking: { failed: 'failed', cancelled: 'proposed' },
  committing: { failed: 'failed', cancelled: 'checked' },
  undoing: { failed: 'committed', cancelled: 'committed' },
};

/** A commit whose report no longer holds leads back to the mapping, where the dry run is begun anew. */
const STALE = 'land.import-stale';

export function isRunning(state: ImportState): boolean {
  return running[state] !== undefined;
}

/** An import as the scope may see it. @throws Problem `land.import-not-found` */
export async function readImport(tx: Transaction, id: string): Promise<Import> {
  const entry = await readStoredImport(tx, id);
  if (entry === null) throw new Problem('land.import-not-found');
  return viewImport(tx, entry);
}

/** What is kept of an import together with how its job stands. */
export async function viewImport(tx: Transaction, entry: StoredImport): Promise<Import> {
  const job = isRunning(entry.state) && entry.jobId !== null ? await readJob(tx, entry.jobId) : null;
  const state = stateNow(entry, job);
  return {
    id: entry.id,
    revision: entry.revision,
    state,
    fileName: entry.fileName,
    fileBytes: entry.fileBytes,
    target: entry.target,
    createdAt: entry.createdAt.toISOString(),
    createdBy: entry.createdByName,
    progress: isRunning(state) ? (job?.progress ?? 0) : 1,
    message: isRunning(state) ? (job?.message ?? null) : null,
    proposal: entry.proposal,
    mapping: entry.mapping,
    report: entry.report === null ? null : titled(entry.report),
    problem: problemNow(entry, job),
  };
}

function titled(report: KeptReport): Import['report'] {
  return { ...report, faults: report.faults.map((kind) => ({ ...kind, title: faultTitle(kind.code) })) };
}

/** The state that counts: a job that ended without a word leaves its mark in its own row only. */
export function stateNow(entry: StoredImport, job: Job | null): ImportState {
  const ends = running[entry.state];
  if (ends === undefined) return entry.state;
  const isOver = job?.state === 'failed' || job?.state === 'cancelled';
  // A file that was looked at anew without an end is still what it seemed to be.
  if (isOver && entry.state === 'uploaded' && entry.wasProposed) return 'proposed';
  if (job?.state === 'failed') return job.error?.code === STALE ? 'proposed' : ends.failed;
  if (job?.state === 'cancelled') return ends.cancelled;
  return entry.state;
}

function problemNow(entry: StoredImport, job: Job | null): Import['problem'] {
  if (job?.state !== 'failed' || job.error === null) return entry.problem;
  const { code, detail } = job.error;
  return {
    code,
    message: detail ?? { zh: '任务没有完成', en: 'The job did not end well' },
    remedy: remedyOf(code),
  };
}
