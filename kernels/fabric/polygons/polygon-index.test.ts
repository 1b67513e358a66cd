import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildPolygonIndex, polygonAt, searchBox } from './polygon-index.ts';
import { PolygonsBuilder } from './polygons.ts';

const SIDE = 30;

/** Corners of a crooked net, in whole metres. */
const corner = (i: number, j: number): [number, number] => [
  500_000 + i * 10 + ((i * 7 + j * 3) % 5),
  2_500_000 + j * 10 + ((i * 5 + j * 11) % 4),
];

/** A net of quadrangles without gaps, with a hole in the first that the last row fills. */
function net() {
  const builder = new PolygonsBuilder({ originX: 500_000, originY: 2_500_000 });
  const hole = [500_004, 2_500_004, 500_006, 2_500_004, 500_006, 2_500_006, 500_004, 2_500_006];
  for (let j = 0; j < SIDE; j++) {
    for (let i = 0; i < SIDE; i++) {
      builder.beginPolygon();
      builder.ring([corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)].flat(), false);
      if (i === 0 && j === 0) builder.ring(hole, true);
    }
  }
  builder.beginPolygon();
  builder.beginPolygon();
  builder.ring(hole, false);
  return buildPolygonIndex(builder.finish(), { shared: true });
}

test('each point of a net, on corners and edges too, lies in just one of its polygons (seed 90)', () => {
  const index = net();
  const along = fc.oneof(fc.integer({ min: 5, max: 290 }), fc.double({ min: 5, max: 290, noNaN: true }));
  fc.assert(
    fc.property(along, along, (dx, dy) => {
      const [x, y] = [500_000 + dx, 2_500_000 + dy];
      const row = polygonAt(index, x, y);
      expect(row).toBeGreaterThanOrEqual(0);
      const others = [...searchBox(index, x, y, x, y)].filter((other) => other !== row);
      for (const other of others) {
        const { polygons } = index;
        const alone = new PolygonsBuilder({ originX: 500_000, originY: 2_500_000 });
        alone.beginPolygon();
        for (let r = polygons.ringStart[other]!; r < polygons.ringStart[other + 1]!; r++) {
          const ring: number[] = [];
          for (let k = polygons.pointStart[r]!; k < polygons.pointStart[r + 1]!; k++) {
            ring.push(500_000 + polygons.xs[k]! / 1000, 2_500_000 + polygons.ys[k]! / 1000);
          }
          alone.ring(ring, r > polygons.ringStart[other]!);
        }
        expect(polygonAt(buildPolygonIndex(alone.finish()), x, y)).toBe(-1);
      }
    }),
    { seed: 90, numRuns: 2000 },
  );
});

test('holes are outside, what fills them is found, far away there is nothing', () => {
  const index = net();
  expect(polygonAt(index, 500_005, 2_500_005)).toBe(SIDE * SIDE + 1);
  expect(polygonAt(index, 500_003.5, 2_500_003.5)).toBe(0);
  expect(polygonAt(index, 499_000, 2_500_000)).toBe(-1);
  expect(polygonAt(index, Number.NaN, 2_500_000)).toBe(-1);
});

test('a box finds the rows whose boxes it meets, ascending; an empty polygon never', () => {
  const index = net();
  expect(searchBox(index, 0, 0, 1e9, 1e9)).toHaveLength(SIDE * SIDE + 1);
  const { polygons } = index;
  // Half a millimetre off the grid, so that rounding on the way there and back decides nothing.
  const side = fc.integer({ min: -20_000, max: 330_000 }).map((mm) => (mm + 0.5) / 1000);
  fc.assert(
    fc.property(side, side, side, side, (a, b, c, d) => {
      const [x0, x1, y0, y1] = [Math.min(a, b), Math.max(a, b), Math.min(c, d), Math.max(c, d)];
      const expected: number[] = [];
      for (let row = 0; row < polygons.count; row++) {
        const range = [
          polygons.pointStart[polygons.ringStart[row]!]!,
          polygons.pointStart[polygons.ringStart[row + 1]!]!,
        ];
        const xs = [...polygons.xs.subarray(...range)].map((x) => x / 1000);
        const ys = [...polygons.ys.subarray(...range)].map((y) => y / 1000);
        const meets =
          Math.min(...xs) <= x1 && Math.max(...xs) >= x0 && Math.min(...ys) <= y1 && Math.max(...ys) >= y0;
        if (meets) expected.push(row);
      }
      const box = [500_000 + x0, 2_500_000 + y0, 500_000 + x1, 2_500_000 + y1] as const;
      expect([...searchBox(index, ...box)]).toEqual(expected);
    }),
    { seed: 91, numRuns: 50 },
  );
});
