import { setTimeout as delay } from 'node:timers/promises';
import { bringUp, type LaunchOptions, type RunningServer, superuserClient } from './launcher.ts';

const RETRY_MS = 2_000;

/**
 * L10: holds one connection to the server and, whenever that is lost, looks, and brings the server up again where it is
 * down: for as long as it takes, until the signal aborts.
 *
 * @returns When the signal has aborted and the connection is closed.
 */
export async function keepUp(
  server: RunningServer,
  options: LaunchOptions,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await connectionLost(server, options, signal);
    if (signal.aborted) return;
    try {
      const { by, port } = await bringUp(server.placement, { ...options, signal });
      if (by === 'starting') options.log('The database was down and is up again');
      if (port !== server.port) options.log(`The database moved to port ${port}: restart this process`);
    } catch (error) {
      if (signal.aborted) return;
      options.log((error as Error).message);
      await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Connects, and returns when that failed, the connection broke, or the signal aborted. */
async function connectionLost(
  { port }: RunningServer,
  { secrets }: LaunchOptions,
  signal: AbortSignal,
): Promise<void> {
  const client = superuserClient(port, secrets);
  const lost = new Promise<void>((resolve) => {
    client.once('error', () => resolve());
    client.once('end', () => resolve());
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await client.connect().then(
    () => lost,
    () => undefined,
  );
  await client.end().catch(() => undefined);
}
