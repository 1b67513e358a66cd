import { mkdir } from 'node:fs/promises';
import type { Database, DatabaseOptions } from './database.ts';
import { openEmbedded } from './embedded/open-embedded.ts';
import { openGiven } from './open-given.ts';

/**
 * Opens the database: the one at `url`, or the embedded server of the data folder, which is started, or attached to
 * when it is already up. Nothing is migrated.
 *
 * @throws Error with the reason and what to do when there is no server to work with.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  await mkdir(options.dataFolder, { recursive: true });
  const log = options.log ?? (() => undefined);
  if (options.url !== undefined && options.url !== '')
    return await openGiven({ ...options, url: options.url, log });
  return await openEmbedded({ dataFolder: options.dataFolder, durable: true, log });
}
