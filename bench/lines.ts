import type { Line } from './line.ts';
import { overlay } from './lines/overlay.ts';
import { tiles } from './lines/tiles.ts';

/** All lines, in the order of the table. */
export const lines: readonly Line[] = [overlay, tiles];
