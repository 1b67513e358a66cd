import { EventEmitter } from 'node:events';
import { type Runner, type RunnerOptions, run, type WorkerEvents } from 'graphile-worker';

/** Workers that can be stopped. */
export interface AttentiveWorkers {
  stop(): Promise<void>;
}

const LOOK_AGAIN_MS = 1_000;
/** So many failed looks before the first that succeeds, and the workers are started anew. */
const FAILURES_MAX = 3;

/**
 * Runs graphile-worker, and runs it anew while it has not heard from the queue at all. It (0.17.3) keeps the outcome of its first
 * look at the kinds of jobs for good, a failure too: one connection lost at that moment, and every later job would wait for
 * ever.
 *
 * @param name What the queue notes on each job that it hands out.
 * @throws What the first start throws; later ones are tried until they succeed.
 */
export async function runAttentively(
  options: Omit<RunnerOptions, 'events' | 'pollInterval' | 'noHandleSignals'>,
  name: string,
  log: (message: string) => void,
): Promise<AttentiveWorkers> {
  let isStopping = false;
  let restarting: Promise<void> = Promise.resolve();
  let runner = await runOnce();

  async function runOnce(): Promise<Runner> {
    const events: WorkerEvents = new EventEmitter();
    let isHeard = false;
    let failures = 0;
    const hear = (): void => {
      isHeard = true;
    };
    events.on('pool:create', ({ workerPool }) => {
      workerPool.id = name;
    });
    events.on('worker:getJob:empty', hear);
    events.on('job:start', hear);
    events.on('worker:getJob:error', ({ error }) => {
      if (isHeard || isStopping || ++failures !== FAILURES_MAX) return;
      log(`Jobs cannot be read, starting their workers anew: ${String(error)}`);
      restarting = restart();
    });
    return await run({ ...options, events, noHandleSignals: true, pollInterval: LOOK_AGAIN_MS });
  }

  async function restart(): Promise<void> {
    await runner.stop().catch(() => undefined);
    while (!isStopping) {
      try {
        runner = await runOnce();
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
      }
    }
  }

  return {
    stop: async () => {
      isStopping = true;
      await restarting;
      await runner.stop().catch((error: Error) => log(`Cannot stop jobs cleanly: ${error.message}`));
    },
  };
}
