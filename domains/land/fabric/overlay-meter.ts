import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { OverlayByClass, Polygons } from '@lizhu/fabric';

export interface OverlayTask {
  readonly parcels: Polygons;
  readonly layer: Polygons;
  /** Class of each polygon of the layer. */
  readonly classOf: Int32Array;
}

/** Measures how much of each parcel each class of a layer covers, in m² of the plane. */
export type MeasureOverlay = (task: OverlayTask) => Promise<OverlayByClass>;

/**
 * Runs `work` with a thread that measures overlays, so that the server goes on answering. The thread ends with `work`.
 *
 * @throws What `work` throws; the reason of `signal` when it aborts.
 */
export async function withOverlayThread<T>(
  signal: AbortSignal,
  work: (measure: MeasureOverlay) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const worker = new Worker(createRequire(import.meta.url).resolve('@lizhu/land/overlay-worker'));
  let failed: (reason: unknown) => void = () => undefined;
  worker.on('error', (error) => failed(error));
  const onAbort = (): void => failed(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const measure: MeasureOverlay = (task) =>
    new Promise((resolve, reject) => {
      failed = reject;
      worker.once('message', resolve);
      worker.postMessage(task);
    });
  try {
    return await work(measure);
  } finally {
    signal.removeEventListener('abort', onAbort);
    await worker.terminate();
  }
}
