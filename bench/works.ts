import type { Answer } from './line.ts';
import { adjacencyWork } from './lines/adjacency-work.ts';
import { memoryWork } from './lines/memory-work.ts';
import { overlayWork } from './lines/overlay-work.ts';
import { sitesWork } from './lines/sites-work.ts';
import { tilesWork } from './lines/tiles-work.ts';

/** Our side of each line that computes in the kernel. */
export const works: Readonly<Record<string, (cityFolder: string) => Answer>> = {
  overlay: overlayWork,
  adjacency: adjacencyWork,
  sites: sitesWork,
  tiles: tilesWork,
  memory: memoryWork,
};
