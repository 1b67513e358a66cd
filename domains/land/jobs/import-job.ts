import type { JobContext } from '@lizhu/jobs';
import type { ImportState } from '../contract.ts';
import { lockImport, type StoredImport } from '../store/imports.ts';

/** What a job of an import is told. */
export interface ImportJob {
  readonly importId: string;
}

/**
 * The import of a job, held until the job's transaction ends; null when there is nothing left to do: it is not in the state
 * that the job works from, or another job has taken over.
 */
export async function takeImport(
  { tx, jobId }: Pick<JobContext, 'tx' | 'jobId'>,
  { importId }: ImportJob,
  state: ImportState,
): Promise<StoredImport | null> {
  const entry = await lockImport(tx, importId);
  return entry?.state === state && entry.jobId === jobId ? entry : null;
}
