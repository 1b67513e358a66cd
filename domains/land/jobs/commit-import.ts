import { defineJob, type JobDefinition } from '@lizhu/jobs';
import { endingOnFullDisk } from '../imports/import-failure.ts';
import type { LandContext } from '../routes/land-context.ts';
import { commitImport } from '../usecases/commit-import.ts';
import { IMPORT_ATTEMPTS_MAX, type ImportJob, takeImport } from './import-job.ts';

/** Moves a checked import into the ledger: one transaction, together with the mark that the job is done. */
export function commitImportJob({ now }: LandContext): JobDefinition<ImportJob, object | null> {
  return defineJob({
    kind: 'land.commit-import',
    maxAttempts: IMPORT_ATTEMPTS_MAX,
    run: async (job, payload) => {
      const entry = await takeImport(job, payload, 'committing');
      if (entry === null) return null;
      return endingOnFullDisk(() => commitImport(job.tx, entry, now(), job.reportProgress));
    },
  });
}
