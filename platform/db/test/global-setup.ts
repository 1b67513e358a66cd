import { dropStale, useTestServer } from '@lizhu/db/testing';

/** Holds the shared test server up for a whole run: without it, the last test file of a moment would stop it. */
export default async function setup(): Promise<() => Promise<void>> {
  const server = await useTestServer();
  await dropStale(server.database);
  return server.release;
}
