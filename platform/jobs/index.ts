export {
  type AnyJobDefinition,
  defineJob,
  type JobContext,
  type JobDefinition,
  JobFailure,
} from './define-job.ts';
export { type EnqueueOptions, enqueue, requestCancel } from './enqueue.ts';
export { type Job, type JobMessage, type JobQuery, type JobState, listJobs, readJob } from './job.ts';
export { type JobFeed, openJobFeed } from './job-feed.ts';
export { jobsMigrations } from './migrations.ts';
export type { RecheckScope } from './run-job.ts';
export { type JobOptions, type RunningJobs, startJobs } from './start-jobs.ts';
