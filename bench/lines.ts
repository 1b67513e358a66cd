import type { Line } from './line.ts';
import { adjacency } from './lines/adjacency.ts';
import { columnsLine } from './lines/columns.ts';
import { firstPaint } from './lines/first-paint.ts';
import { httpTiles } from './lines/http-tiles.ts';
import { importLine } from './lines/import.ts';
import { memory } from './lines/memory.ts';
import { overlay } from './lines/overlay.ts';
import { sites } from './lines/sites.ts';
import { tiles } from './lines/tiles.ts';
import { rls } from './rls.ts';

/** All lines, in the order of the table. */
export const lines: readonly Line[] = [
  overlay,
  adjacency,
  sites,
  tiles,
  memory,
  columnsLine,
  importLine,
  httpTiles,
  firstPaint,
  rls,
];
