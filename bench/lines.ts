import type { Line } from './line.ts';
import { adjacency } from './lines/adjacency.ts';
import { memory } from './lines/memory.ts';
import { overlay } from './lines/overlay.ts';
import { sites } from './lines/sites.ts';
import { tiles } from './lines/tiles.ts';

/** All lines, in the order of the table. */
export const lines: readonly Line[] = [overlay, adjacency, sites, tiles, memory];
