import { parentPort } from 'node:worker_threads';
import { type Computations, computations } from './computations.ts';

/** The thread behind `FabricThread`: one computation after the other. */
parentPort?.on('message', ({ kind, input }: { kind: keyof Computations; input: never }) => {
  try {
    parentPort?.postMessage({ result: computations[kind](input) });
  } catch (error) {
    parentPort?.postMessage({ error });
  }
});
