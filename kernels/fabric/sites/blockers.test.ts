import { expect, test } from 'vitest';
import { buildAdjacency } from '../adjacency/adjacency.ts';
import { allowedLinks } from '../barriers/allowed-links.ts';
import { planeAreasSqm } from '../polygons/polygons.ts';
import { brickFabric, columnsOf, type Shape } from '../test/brick-fabric.ts';
import { TestRandom } from '../test/random.ts';
import { findBlockers } from './blockers.ts';
import { connectComponents } from './components.ts';

const box = (x0: number, y0: number, x1: number, y1: number): Shape => [
  [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ],
];

/** Passing 0 | blocked 1 | passing 2, 3; blocked 4 above 0; passing 5 beyond 4 is reached by nobody else. */
const row = [
  box(0, 0, 20_000, 20_000),
  box(20_000, 0, 30_000, 20_000),
  box(30_000, 0, 50_000, 20_000),
  box(50_000, 0, 70_000, 20_000),
  box(0, 20_000, 20_000, 25_000),
  box(0, 25_000, 20_000, 30_000),
];

function blockersOf(
  passing: readonly number[],
  site: readonly number[],
  options?: Parameters<typeof findBlockers>[3],
) {
  const polygons = columnsOf(row);
  const fabric = { polygons, areaSqm: planeAreasSqm(polygons), adjacency: buildAdjacency(polygons) };
  const components = connectComponents(fabric.adjacency, fabric.areaSqm, {
    passing: Uint8Array.from(passing),
  });
  return findBlockers(fabric, components, Int32Array.from(site), options);
}

test('blockers.1: a blocker gains its own area and what the site reaches through it', () => {
  expect(blockersOf([1, 0, 1, 1, 0, 1], [0])).toEqual([
    { parcel: 1, gainSqm: 200 + 400 + 400 },
    { parcel: 4, gainSqm: 100 + 100 },
  ]);
});

test('blockers.2: what already hangs together with the site is no gain; what passes is no blocker', () => {
  expect(blockersOf([1, 1, 1, 1, 0, 1], [2, 3])).toEqual([]);
  expect(blockersOf([1, 1, 1, 1, 0, 0], [0, 1])).toEqual([{ parcel: 4, gainSqm: 100 }]);
});

test('blockers.3: only what can be freed, and at most so many', () => {
  expect(blockersOf([1, 0, 1, 1, 0, 1], [0], { blockable: Uint8Array.of(1, 0, 1, 1, 1, 1) })).toEqual([
    { parcel: 4, gainSqm: 200 },
  ]);
  expect(blockersOf([1, 0, 1, 1, 0, 1], [0], { limit: 1 })).toHaveLength(1);
});

test('blockers.1, blockers.2: freeing a parcel makes its component larger by just the gain (seeds 40 to 49)', () => {
  for (let seed = 40; seed < 50; seed++) {
    const random = new TestRandom(seed);
    const polygons = columnsOf(brickFabric(seed, { rows: 7, columns: 7, streetMm: 6_000 }));
    const adjacency = buildAdjacency(polygons, { gapM: 8 });
    const linkAllowed = allowedLinks(adjacency, { gapM: random.chance(0.5) ? 8 : 0 });
    const areaSqm = planeAreasSqm(polygons);
    const passing = Uint8Array.from(areaSqm, () => (random.chance(0.5) ? 1 : 0));
    const components = connectComponents(adjacency, areaSqm, { passing, linkAllowed });
    for (let c = 0; c < components.count; c++) {
      const site = components.parcels.subarray(components.start[c]!, components.start[c + 1]!);
      const found = findBlockers({ polygons, areaSqm, adjacency, linkAllowed }, components, site, {
        limit: 99,
      });
      for (const { parcel, gainSqm } of found) {
        const freed = passing.slice();
        freed[parcel] = 1;
        const after = connectComponents(adjacency, areaSqm, { passing: freed, linkAllowed });
        expect(after.areaSqm[after.of[site[0]!]!]! - components.areaSqm[c]!).toBeCloseTo(gainSqm, 6);
      }
      const gains = found.map(({ gainSqm }) => gainSqm);
      expect(gains).toEqual(gains.toSorted((a, b) => b - a));
    }
  }
});
