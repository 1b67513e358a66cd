import { createRequire } from 'node:module';
import { type Migrations, sliceMigrations } from '@lizhu/db';
import { runMigrations } from 'graphile-worker';

const { version } = createRequire(import.meta.url)('graphile-worker/package.json') as { version: string };

/** The schema `jobs`, and graphile-worker's own beside it. */
export const jobsMigrations: Migrations = {
  ...sliceMigrations('jobs', import.meta.url),
  library: {
    name: 'graphile-worker',
    version,
    install: (ownerUrl) => runMigrations({ connectionString: ownerUrl }),
  },
};
