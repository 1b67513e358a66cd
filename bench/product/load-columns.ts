import { setImmediate } from 'node:timers/promises';
import { COMMON_GROUND, openDatabase, type Scope, WHOLE_PROGRAMME } from '@lizhu/db';
import { FabricCache } from '@lizhu/land';

/**
 * `node load-columns.js DATA-FOLDER RUNS PROGRAMME BASES`: times how long columns take from the database, in a fresh cache each
 * time, for a post over the whole programme.
 */
const [dataFolder, runs, programmeId, bases] = process.argv.slice(2) as [string, string, string, string];
const database = await openDatabase({ dataFolder });
try {
  const scope: Scope = {
    userId: null,
    postId: null,
    role: 'system',
    programmeId,
    baseIds: [...bases.split(','), COMMON_GROUND, WHOLE_PROGRAMME],
  };
  const runsS: number[] = [];
  let count = 0;
  for (let run = 0; run < Number(runs); run++) {
    const cache = new FabricCache(database);
    const start = performance.now();
    const { snapshot } = await cache.at(scope);
    count = (await snapshot.fabric()).parcels.count;
    runsS.push((performance.now() - start) / 1000);
    // What the product begins to compute in the background by then is not the next run's burden.
    await setImmediate();
    await setImmediate();
    await cache.thread.close();
  }
  process.stdout.write(JSON.stringify({ runsS, count }));
} finally {
  await database.close();
}
// Computing threads of the caches would keep the process.
process.exit(0);
