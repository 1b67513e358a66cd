import { expect, test } from 'vitest';
import { buildAdjacency } from '../adjacency/adjacency.ts';
import { planeAreasSqm } from '../polygons/polygons.ts';
import { brickFabric, columnsOf, quarterTurns, type Shape } from '../test/brick-fabric.ts';
import { linksAcross } from './links-across.ts';

const box = (x0: number, y0: number, x1: number, y1: number): Shape => [
  [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ],
];

/** Two parcels of 50 m on both sides of a gap of 20 m. */
const facing = [box(0, 0, 50_000, 50_000), box(70_000, 0, 120_000, 50_000)];

const cases: [string, Shape, boolean][] = [
  ['a river between them', box(55_000, -500_000, 65_000, 500_000), true],
  ['a ditch of one metre between them', box(60_000, -500_000, 61_000, 500_000), true],
  ['a river that only brushes the strip', box(50_000, -30_000, 70_000, 200), false],
  ['a river behind one of them', box(-30_000, -500_000, -10_000, 500_000), false],
  ['a river that ends before them', box(55_000, 60_000, 65_000, 500_000), false],
];

for (const [name, barrier, crosses] of cases) {
  test(`barriers.1: ${name} ${crosses ? 'cuts' : 'leaves'} the link, in four turns`, () => {
    for (const turn of quarterTurns) {
      const polygons = columnsOf(facing, turn);
      const adjacency = buildAdjacency(polygons, { gapM: 25 });
      expect([...linksAcross(polygons, adjacency, [columnsOf([barrier], turn)])]).toEqual(
        crosses ? [1, 1] : [0, 0],
      );
    }
  });
}

test('barriers.1: parcels that look at each other over a corner are parted by what crosses the shortest way', () => {
  const polygons = columnsOf([box(0, 0, 50_000, 50_000), box(56_000, 58_000, 90_000, 90_000)]);
  const adjacency = buildAdjacency(polygons, { gapM: 12 });
  expect(adjacency.gapM[0]).toBe(10);
  expect([...linksAcross(polygons, adjacency, [columnsOf([box(0, 53_000, 200_000, 55_000)])])]).toEqual([
    1, 1,
  ]);
  expect([...linksAcross(polygons, adjacency, [columnsOf([box(60_000, 0, 70_000, 50_000)])])]).toEqual([
    0, 0,
  ]);
});

test('barriers.2: parcels that touch are not parted, whatever lies over them', () => {
  const polygons = columnsOf([box(0, 0, 50_000, 50_000), box(50_000, 0, 100_000, 50_000)]);
  const adjacency = buildAdjacency(polygons, { gapM: 10 });
  expect([...linksAcross(polygons, adjacency, [columnsOf([box(40_000, -10_000, 60_000, 60_000)])])]).toEqual([
    0, 0,
  ]);
});

test('barriers.1: of several layers each is looked at by itself', () => {
  const polygons = columnsOf(facing);
  const adjacency = buildAdjacency(polygons, { gapM: 25 });
  const river = columnsOf([box(55_000, -500_000, 65_000, 500_000)]);
  const behind = columnsOf([box(-30_000, -500_000, -10_000, 500_000)]);
  const brushing = columnsOf([box(50_000, -30_000, 70_000, 300)]);
  expect([...linksAcross(polygons, adjacency, [])]).toEqual([0, 0]);
  expect([...linksAcross(polygons, adjacency, [behind, brushing, brushing])]).toEqual([0, 0]);
  expect([...linksAcross(polygons, adjacency, [behind, river])]).toEqual([1, 1]);
});

test('barriers.3: wider links, and links between parcels that do not matter, are not looked at', () => {
  const polygons = columnsOf(facing);
  const adjacency = buildAdjacency(polygons, { gapM: 25 });
  const river = columnsOf([box(55_000, -500_000, 65_000, 500_000)]);
  expect([...linksAcross(polygons, adjacency, [river], { gapM: 15 })]).toEqual([0, 0]);
  expect([...linksAcross(polygons, adjacency, [river], { parcels: Uint8Array.of(0, 0) })]).toEqual([0, 0]);
  expect([...linksAcross(polygons, adjacency, [river], { parcels: Uint8Array.of(0, 1) })]).toEqual([1, 1]);
});

test('barriers.1: in a fabric of streets, filling a street cuts all links across it and no other (seed 808)', () => {
  const shapes = brickFabric(808, { rows: 6, columns: 5, noded: false, streetMm: 12_000 });
  const polygons = columnsOf(shapes);
  const adjacency = buildAdjacency(polygons, { gapM: 15 });
  const rowOf = (parcel: number): number => Math.floor(parcel / 5);
  const streetAbove = (row: number): Shape => {
    const lower = shapes.slice(5 * row, 5 * row + 5).flatMap(([ring]) => ring!);
    const upper = shapes.slice(5 * row + 5, 5 * row + 10).flatMap(([ring]) => ring!);
    const edgeOf = (points: typeof lower, pick: (a: number, b: number) => number) => {
      const at = new Map<number, number>();
      for (const [x, y] of points) at.set(x, at.has(x) ? pick(at.get(x)!, y) : y);
      return [...at].sort((p, q) => p[0] - q[0]);
    };
    return [[...edgeOf(lower, Math.max), ...edgeOf(upper, Math.min).reverse()]];
  };
  let cut = 0;
  for (let row = 0; row < 5; row++) {
    const street = columnsOf([streetAbove(row)]);
    const isThere = planeAreasSqm(street)[0]! > 1;
    const marks = linksAcross(polygons, adjacency, [street]);
    for (let a = 0; a < adjacency.count; a++) {
      for (let k = adjacency.start[a]!; k < adjacency.start[a + 1]!; k++) {
        const b = adjacency.neighbour[k]!;
        const across = Math.min(rowOf(a), rowOf(b)) === row && Math.max(rowOf(a), rowOf(b)) === row + 1;
        expect(marks[k], `${a}-${b} over street ${row}`).toBe(isThere && across ? 1 : 0);
        cut += marks[k]!;
      }
    }
  }
  expect(cut).toBeGreaterThan(10);
});
