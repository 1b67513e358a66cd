import { type Adjacency, buildAdjacency, type Polygons } from '@lizhu/fabric';
import { loadParcels } from '../city/bench-city.ts';
import type { Answer } from '../line.ts';
import { time } from '../timing.ts';

/** What both sides call neighbours. */
export const MIN_SHARED_M = 1;
export const GAP_M = 10;
/** Parcels for which the peer's slowest way is measured. */
export const PART = 50_000;

export function adjacencyWork(cityFolder: string): Answer {
  const parcels = loadParcels(cityFolder);
  const exact = time(3, () => buildAdjacency(parcels, { toleranceM: 0, minSharedM: MIN_SHARED_M }));
  const part = time(9, () =>
    buildAdjacency(firstOf(parcels, PART), { toleranceM: 0, minSharedM: MIN_SHARED_M }),
  );
  const tolerant = time(3, () => buildAdjacency(parcels, { minSharedM: MIN_SHARED_M }));
  const gap = time(3, () =>
    buildAdjacency(parcels, { toleranceM: 0, gapM: GAP_M, minSharedM: MIN_SHARED_M }),
  );
  return {
    timings: { exact: exact.timing, part: part.timing, tolerant: tolerant.timing, gap: gap.timing },
    figures: {
      part: Math.min(PART, parcels.count),
      tolerantPairs: tolerant.result.neighbour.length / 2,
    },
    columns: {
      exactPairs: pairsOf(exact.result),
      partPairs: pairsOf(part.result),
      gapPairs: pairsOf(gap.result),
      gapM: ofPairs(gap.result, gap.result.gapM),
    },
  };
}

function firstOf(polygons: Polygons, wanted: number): Polygons {
  const count = Math.min(wanted, polygons.count);
  const rings = polygons.ringStart[count]!;
  const points = polygons.pointStart[rings]!;
  return {
    ...polygons,
    count,
    ringStart: polygons.ringStart.subarray(0, count + 1),
    pointStart: polygons.pointStart.subarray(0, rings + 1),
    xs: polygons.xs.subarray(0, points),
    ys: polygons.ys.subarray(0, points),
  };
}

/** a, b of each pair once, a < b, ascending. */
function pairsOf({ count, start, neighbour }: Adjacency): Int32Array {
  const pairs = new Int32Array(neighbour.length);
  let top = 0;
  for (let a = 0; a < count; a++) {
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      if (neighbour[k]! < a) continue;
      pairs[top++] = a;
      pairs[top++] = neighbour[k]!;
    }
  }
  return pairs;
}

/** A column of links, once a pair, in the same order. */
function ofPairs({ count, start, neighbour }: Adjacency, column: Float32Array): Float32Array {
  const values = new Float32Array(neighbour.length / 2);
  let top = 0;
  for (let a = 0; a < count; a++) {
    for (let k = start[a]!; k < start[a + 1]!; k++) if (neighbour[k]! > a) values[top++] = column[k]!;
  }
  return values;
}
