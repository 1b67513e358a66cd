import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildAdjacency } from '../adjacency/adjacency.ts';
import type { Adjacency } from '../adjacency/links.ts';
import { allowedLinks } from '../barriers/allowed-links.ts';
import { brickFabric, columnsOf, type Shape } from '../test/brick-fabric.ts';
import { connectComponents } from './components.ts';

/** An adjacency with the links told, alike in both directions. */
function adjacencyOf(
  count: number,
  pairs: readonly (readonly [number, number])[],
  gaps: readonly number[] = [],
): Adjacency {
  const rows = Array.from({ length: count }, () => new Map<number, number>());
  for (const [p, [a, b]] of pairs.entries()) {
    if (a === b) continue;
    rows[a]!.set(b, gaps[p] ?? 0);
    rows[b]!.set(a, gaps[p] ?? 0);
  }
  const links = rows.map((row) => [...row].sort((p, q) => p[0] - q[0]));
  const start = Int32Array.from([0, ...links.map((_, i) => links.slice(0, i + 1).flat().length)]);
  return {
    count,
    start,
    neighbour: Int32Array.from(links.flat(), ([other]) => other),
    sharedM: Float32Array.from(links.flat(), () => 10),
    gapM: Float32Array.from(links.flat(), ([, gap]) => gap),
  };
}

/** The model: walk from every parcel as far as it goes. */
function naiveComponents(adjacency: Adjacency, passing: Uint8Array, allowed: Uint8Array): number[][] {
  const seen = new Set<number>();
  const found: number[][] = [];
  for (let first = 0; first < adjacency.count; first++) {
    if (passing[first] !== 1 || seen.has(first)) continue;
    const queue = [first];
    seen.add(first);
    for (const at of queue) {
      for (let k = adjacency.start[at]!; k < adjacency.start[at + 1]!; k++) {
        const other = adjacency.neighbour[k]!;
        if (passing[other] !== 1 || allowed[k] !== 1 || seen.has(other)) continue;
        seen.add(other);
        queue.push(other);
      }
    }
    found.push(queue.sort((a, b) => a - b));
  }
  return found;
}

test('components.1, components.2: are those of a walk from every parcel, with mask and links (seed 41)', () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 40 })
        .chain((count) =>
          fc.tuple(
            fc.constant(count),
            fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 60 }),
            fc.array(fc.boolean(), { minLength: count, maxLength: count }),
            fc.array(fc.constantFrom(0, 5, 12), { minLength: 60, maxLength: 60 }),
          ),
        ),
      ([count, pairs, passes, gaps]) => {
        const adjacency = adjacencyOf(count, pairs, gaps);
        const passing = Uint8Array.from(passes, (pass) => (pass ? 1 : 0));
        const linkAllowed = allowedLinks(adjacency, { gapM: 5 });
        const areaSqm = Float64Array.from({ length: count }, (_, i) => i + 1);
        const components = connectComponents(adjacency, areaSqm, { passing, linkAllowed });
        const expected = naiveComponents(adjacency, passing, linkAllowed);
        const found = Array.from({ length: components.count }, (_, c) => [
          ...components.parcels.subarray(components.start[c]!, components.start[c + 1]!),
        ]);
        expect(found).toEqual(expected);
        expected.forEach((parcels, c) => {
          for (const parcel of parcels) expect(components.of[parcel]).toBe(c);
          expect(components.areaSqm[c]).toBe(parcels.reduce((sum, parcel) => sum + parcel + 1, 0));
        });
        for (let i = 0; i < count; i++) if (passing[i] === 0) expect(components.of[i]).toBe(-1);
      },
    ),
    { seed: 41, numRuns: 1000 },
  );
});

test('components.1: without mask and links all that touches hangs together', () => {
  const adjacency = buildAdjacency(columnsOf(brickFabric(3, { rows: 6, columns: 6 })));
  const components = connectComponents(adjacency, new Float64Array(36).fill(1));
  expect(components.count).toBe(1);
  expect([...components.areaSqm]).toEqual([36]);
  expect(connectComponents(adjacencyOf(0, []), new Float64Array(0)).count).toBe(0);
});

test('components.3: links wider than the gap, marked ones, and those between bases are not allowed', () => {
  const adjacency = adjacencyOf(
    4,
    [
      [0, 1],
      [1, 2],
      [2, 3],
    ],
    [0, 8, 8.5],
  );
  expect([...allowedLinks(adjacency, { gapM: 0 })]).toEqual([1, 1, 0, 0, 0, 0]);
  expect([...allowedLinks(adjacency, { gapM: 8 })]).toEqual([1, 1, 1, 1, 0, 0]);
  expect([...allowedLinks(adjacency, { gapM: 9, crossed: Uint8Array.of(0, 0, 1, 1, 0, 0) })]).toEqual([
    1, 1, 0, 0, 1, 1,
  ]);
  expect([...allowedLinks(adjacency, { gapM: 9, districtCodes: [7, 8, 8, 8] })]).toEqual([0, 0, 1, 1, 1, 1]);
});

const square = (x: number, y: number, side: number): Shape => [
  [
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
  ],
];

test('components.3: a gap of exactly the width that may be bridged is bridged', () => {
  for (const gapMm of [100, 300, 7_100, 20_000]) {
    const polygons = columnsOf([square(0, 0, 50_000), square(50_000 + gapMm, 0, 50_000)]);
    const adjacency = buildAdjacency(polygons, { gapM: gapMm / 1000, toleranceM: 0 });
    expect([...allowedLinks(adjacency, { gapM: gapMm / 1000 })]).toEqual([1, 1]);
  }
});
