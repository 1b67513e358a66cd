import { exit, stderr, stdout } from 'node:process';
import { banner } from './banner.ts';
import { settingsOf } from './settings.ts';
import { startServer } from './start-server.ts';

const say = (line: string): void => void stdout.write(`${line}\n`);

try {
  const started = performance.now();
  const server = await startServer(settingsOf(process.env), say);
  say(banner(server, (performance.now() - started) / 1000));
  stopOnSignal(server.close);
} catch (error) {
  stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  exit(1);
}

/** The first signal stops in order; a second one, when that takes too long, stops at once. */
function stopOnSignal(close: () => Promise<void>): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) exit(1);
    stopping = true;
    say('\nStopping …');
    close().then(
      () => exit(0),
      (error: Error) => {
        stderr.write(`${error.message}\n`);
        exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}
