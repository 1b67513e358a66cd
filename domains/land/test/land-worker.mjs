// A process that works on the jobs of land, as built, until it is killed.
import { FileStore } from '@lizhu/files';
import { startJobs } from '@lizhu/jobs';
import { FabricCache, landJobs } from '@lizhu/land';
import pg from 'pg';

const [ownerUrl, appUrl, filesFolder] = process.argv.slice(2);
const pool = (connectionString) => {
  const opened = new pg.Pool({ connectionString, max: 8 });
  opened.on('connect', (client) => client.on('error', () => undefined));
  opened.on('error', () => undefined);
  return opened;
};
const database = { ownerUrl, appUrl, owner: pool(ownerUrl), app: pool(appUrl) };
const context = {
  database,
  files: await FileStore.at(filesFolder),
  fabrics: new FabricCache(database),
  now: () => new Date('2026-02-18T08:00:00Z'),
  settings: { baseMap: null, reviewNumber: null },
};
await startJobs(database, landJobs(context), { concurrency: 2, log: () => undefined });
process.send?.('ready');
