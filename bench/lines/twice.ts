import type { Adjacency } from '@lizhu/fabric';
import type { BenchCity } from '../city/bench-city.ts';

type Facts = Pick<BenchCity, 'useOf' | 'areaSqm'>;

/** The city beside a copy of itself: twice the parcels and twice the links, nothing joined between them. */
export function twice(city: Facts, builtSqm: Float64Array, farmlandSqm: Float64Array, adjacency: Adjacency) {
  const doubled = <T extends Float64Array | Float32Array | Int32Array | Uint8Array>(
    column: T,
    shift = 0,
  ): T => {
    const both = new (column.constructor as new (length: number) => T)(2 * column.length);
    both.set(column);
    for (let i = 0; i < column.length; i++) both[column.length + i] = column[i]! + shift;
    return both;
  };
  const { count, start, neighbour, sharedM, gapM } = adjacency;
  const starts = new Int32Array(2 * count + 1);
  starts.set(start);
  for (let i = 0; i <= count; i++) starts[count + i] = start[count]! + start[i]!;
  return {
    city: {
      useOf: doubled(city.useOf),
      areaSqm: doubled(city.areaSqm),
    },
    builtSqm: doubled(builtSqm),
    farmlandSqm: doubled(farmlandSqm),
    adjacency: {
      count: 2 * count,
      start: starts,
      neighbour: doubled(neighbour, count),
      sharedM: doubled(sharedM),
      gapM: doubled(gapM),
    },
  };
}
