import { ServerProcess } from './server-process.ts';

/** As many as `npm start` has. */
const DEMO_PARCELS = 32_000;

let running: Promise<ServerProcess> | null = null;

/** The server with the demonstration as `npm start` shows it; lines that ask for it share one. */
export function demoServer(): Promise<ServerProcess> {
  running ??= ServerProcess.start(DEMO_PARCELS);
  return running;
}

export async function stopDemoServer(): Promise<void> {
  await (await running)?.stop();
  running = null;
}
