import { buildAdjacency } from '@lizhu/fabric';
import { loadParcels } from '../city/bench-city.ts';
import type { Answer } from '../line.ts';

export function memoryWork(cityFolder: string): Answer {
  const before = settledBytes();
  const parcels = loadParcels(cityFolder);
  const adjacency = buildAdjacency(parcels, { minSharedM: 1 });
  const after = settledBytes();
  const bytes = (columns: readonly ArrayBufferView[]): number =>
    columns.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return {
    timings: {},
    figures: {
      parcels: parcels.count,
      polygonBytes: bytes([parcels.ringStart, parcels.pointStart, parcels.xs, parcels.ys]),
      adjacencyBytes: bytes([adjacency.start, adjacency.neighbour, adjacency.sharedM, adjacency.gapM]),
      processBytes: after - before,
    },
    columns: {},
  };
}

/** What the process holds in heap and buffers once everything unused is given back. */
function settledBytes(): number {
  const { gc } = globalThis as { gc?: () => void };
  gc?.();
  gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
