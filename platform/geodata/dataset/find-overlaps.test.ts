import { expect, it } from 'vitest';
import type { AreaGeometry } from '../geometry.ts';
import { seeded } from '../test/random-areas.ts';
import { squareAt } from '../test/square-file.ts';
import { OverlapFinder } from './find-overlaps.ts';

const square = (x: number, y: number, side: number): AreaGeometry => ({
  type: 'Polygon',
  coordinates: [squareAt(x, y, side)],
});

function found(squares: readonly (readonly [number, number, number])[]) {
  const finder = new OverlapFinder();
  squares.forEach((each, i) => {
    finder.add(i + 1, `S${i + 1}`, square(...each), { feature: i + 1 });
  });
  return finder.find().pairs;
}

it('agrees with a comparison of all pairs (seed 7)', () => {
  const random = seeded(7);
  const squares = Array.from({ length: 300 }, () => [random() * 100, random() * 100, random() * 5] as const);
  const expected: string[] = [];
  let degrees = 0;
  squares.forEach(([x, y, side], i) => {
    for (let j = 0; j < i; j++) {
      const [ox, oy, other] = squares[j]!;
      const width = Math.min(x + side, ox + other) - Math.max(x, ox);
      const height = Math.min(y + side, oy + other) - Math.max(y, oy);
      if (width <= 0 || height <= 0 || width * height * 11_000 < 1) continue;
      expected.push(`${i + 1} ${j + 1}`);
      degrees += width * height;
    }
  });
  const overlaps = found(squares);
  expect(
    overlaps
      .filter(({ sqm }) => sqm >= 1)
      .map(({ index, other }) => `${index} ${other}`)
      .sort(),
  ).toEqual(expect.arrayContaining(expected.sort()));
  const sqm = overlaps.reduce((sum, each) => sum + each.sqm, 0);
  expect(sqm / degrees / 11_350).toBeCloseTo(1, 1);
});

it('says nothing of neighbours that share an edge, however it is divided', () => {
  expect(
    found([
      [0, 0, 10],
      [10, 0, 10],
      [0, 10, 5],
      [5, 10, 5],
      [20, 3.333, 3.333],
    ]),
  ).toEqual([]);
});

it('names both in words, the largest first', () => {
  const overlaps = found([
    [0, 0, 10],
    [9, 0, 10],
    [0, 0, 5],
  ]);
  expect(overlaps.map(({ index, other }) => [index, other])).toEqual([
    [3, 1],
    [2, 1],
  ]);
  expect(overlaps[0]!.fault.message.en).toMatch(/^overlaps feature 1 \(S1\) by 28\d{4}\.\d\d m²$/);
  expect(overlaps[0]!.fault.place.feature).toBe(3);
});

it('passes over what lies on the other side of the world, and finds nothing in nothing', () => {
  const finder = new OverlapFinder();
  expect(finder.find()).toEqual({ pairs: [], count: 0, complete: true });
  finder.add(1, null, square(0, 0, 10), { feature: 1 });
  finder.add(
    2,
    null,
    {
      type: 'Polygon',
      coordinates: [
        [
          [-60, -30],
          [-59, -30],
          [-59, -29],
          [-60, -30],
        ],
      ],
    },
    { feature: 2 },
  );
  finder.add(3, null, square(0, 0, 10), { feature: 3 });
  expect(finder.find().pairs.map(({ index, other }) => [index, other])).toEqual([[3, 1]]);
});

it('stops where the same land comes again and again, or where there is too much of it, and says so', () => {
  const many = new OverlapFinder({ pairsMax: 1_000, listedMax: 10 });
  for (let i = 1; i <= 500; i++) many.add(i, null, square(0, 0, 10), { feature: i });
  const { pairs, count, complete } = many.find();
  expect(pairs).toHaveLength(10);
  expect(count).toBe(1_000);
  expect(complete).toBe(false);
  const large = new OverlapFinder({ verticesMax: 12 });
  for (let i = 1; i <= 3; i++) large.add(i, null, square(0, 0, 10), { feature: i });
  expect(large.find()).toEqual({ pairs: [], count: 0, complete: false });
});
