import type { JobContext } from '@lizhu/jobs';
import type { ImportState, ImportStatement } from '../contract.ts';
import { lockImport, type StoredImport } from '../store/imports.ts';

/**
 * An import goes on after its server was killed, also when that happens many times. What a file can do to a server is limited
 * elsewhere: it is read in a child.
 */
export const IMPORT_ATTEMPTS_MAX = 25;

/** What a job of an import is told. */
export interface ImportJob {
  readonly importId: string;
  /** What is stated of the file, for a job that looks at it anew. */
  readonly statement?: ImportStatement;
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
