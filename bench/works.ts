import type { Answer } from './line.ts';
import { overlayWork } from './lines/overlay-work.ts';
import { tilesWork } from './lines/tiles-work.ts';

/** Our side of each line that computes in the kernel. */
export const works: Readonly<Record<string, (cityFolder: string) => Answer>> = {
  overlay: overlayWork,
  tiles: tilesWork,
};
