import type { AnyJobDefinition } from '@lizhu/jobs';
import type { LandContext } from '../routes/land-context.ts';
import { commitImportJob } from './commit-import.ts';
import { dryRunImportJob } from './dry-run-import.ts';
import { inspectImportJob } from './inspect-import.ts';
import { undoImportJob } from './undo-import.ts';

/** The work that imports leave to jobs. */
export function importJobs(context: LandContext): readonly AnyJobDefinition[] {
  return [
    inspectImportJob(context),
    dryRunImportJob(context),
    commitImportJob(context),
    undoImportJob(context),
  ];
}
