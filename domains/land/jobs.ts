import type { AnyJobDefinition } from '@lizhu/jobs';
import { buildJob } from './jobs/build-job.ts';
import { importJobs } from './jobs/import-jobs.ts';
import type { LandContext } from './routes/land-context.ts';

/** The long work of the slice. */
export function landJobs(context: LandContext): readonly AnyJobDefinition[] {
  return [buildJob(context.now), ...importJobs(context)];
}
