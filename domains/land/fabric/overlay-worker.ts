import { parentPort } from 'node:worker_threads';
import { buildOverlayIndex, overlayByClass } from '@lizhu/fabric';
import type { OverlayTask } from './overlay-meter.ts';

/** The thread in which overlays are measured: columns come in shared memory, figures go back without a copy. */
parentPort?.on('message', ({ parcels, layer, classOf }: OverlayTask) => {
  const measured = overlayByClass(buildOverlayIndex(layer, classOf), parcels);
  const { start, classIndex, areaSqm } = measured;
  parentPort?.postMessage(measured, [
    start.buffer as ArrayBuffer,
    classIndex.buffer as ArrayBuffer,
    areaSqm.buffer as ArrayBuffer,
  ]);
});
