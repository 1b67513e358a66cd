import { defineJob, type JobDefinition } from '@lizhu/jobs';
import { endingOnFullDisk } from '../imports/import-failure.ts';
import type { LandContext } from '../routes/land-context.ts';
import { undoImport } from '../usecases/undo-import.ts';
import { IMPORT_ATTEMPTS_MAX, type ImportJob, takeImport } from './import-job.ts';

/** Takes a committed import back: one transaction, together with the mark that the job is done. */
export function undoImportJob({ now }: LandContext): JobDefinition<ImportJob, object | null> {
  return defineJob({
    kind: 'land.undo-import',
    maxAttempts: IMPORT_ATTEMPTS_MAX,
    run: async (job, payload) => {
      const entry = await takeImport(job, payload, 'undoing');
      if (entry === null) return null;
      return endingOnFullDisk(() => undoImport(job.tx, entry, now()));
    },
  });
}
