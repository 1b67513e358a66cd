// A worker process that works on slow jobs until it is killed.
import { defineJob, startJobs } from '@lizhu/jobs';
import pg from 'pg';

const [ownerUrl, appUrl] = process.argv.slice(2);
const pool = (connectionString) => {
  const opened = new pg.Pool({ connectionString, max: 8 });
  opened.on('connect', (client) => client.on('error', () => undefined));
  opened.on('error', () => undefined);
  return opened;
};
const database = { ownerUrl, appUrl, owner: pool(ownerUrl), app: pool(appUrl) };
const slow = defineJob({
  kind: 'shelf.slow',
  maxAttempts: 20,
  run: async ({ tx, jobId, reportProgress }, { steps }) => {
    for (let step = 0; step < steps; step++) {
      await tx.query('insert into shelf.effect (programme_id, job_id, step) values ($1, $2, $3)', [
        tx.scope.programmeId,
        jobId,
        step,
      ]);
      reportProgress((step + 1) / steps);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    return { steps };
  },
});
await startJobs(database, [slow], { concurrency: 2, log: () => undefined });
process.send?.('ready');
