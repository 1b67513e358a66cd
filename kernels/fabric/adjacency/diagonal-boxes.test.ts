import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Polygons } from '../polygons/polygons.ts';
import { diagonalBoxes, diagonalGap } from './diagonal-boxes.ts';

const INT32_MAX = 2 ** 31 - 1;
const REACH_MAX = 20_000;
const far = fc.integer({ min: -INT32_MAX + REACH_MAX, max: INT32_MAX - REACH_MAX });
const point = fc.tuple(far, far);

test('adjacency.3: what is within reach is never told to be apart along a diagonal (seed 89)', () => {
  fc.assert(
    fc.property(
      fc.array(point, { minLength: 3, maxLength: 6 }),
      fc.array(point, { minLength: 2, maxLength: 6 }),
      fc.nat(REACH_MAX),
      fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
      (a, others, reach, angle) => {
        const [x, y] = a[0]!;
        // Towards zero, so that the way between the two is not longer than the reach.
        const near = [
          x + Math.trunc(reach * Math.cos(angle)),
          y + Math.trunc(reach * Math.sin(angle)),
        ] as const;
        const boxes = diagonalBoxes(rings(a, [near, ...others]));
        expect(diagonalGap(boxes, 0, 1)).toBeLessThanOrEqual(reach);
        expect(diagonalGap(boxes, 1, 0)).toBeLessThanOrEqual(reach);
      },
    ),
    { seed: 89, numRuns: 2000 },
  );
});

test('adjacency.3: what lies aslant is told apart where plain boxes meet', () => {
  const boxes = diagonalBoxes(
    rings(
      [
        [0, 0],
        [10_000, 10_000],
        [9_900, 10_100],
      ],
      [
        [5_000, 0],
        [10_000, 5_000],
        [9_900, 5_100],
      ],
    ),
  );
  expect(diagonalGap(boxes, 0, 1)).toBeGreaterThan(3_000);
  expect(diagonalGap(boxes, 0, 1)).toBeLessThan(3_600);
});

function rings(...polygons: (readonly (readonly [number, number])[])[]): Polygons {
  const points = polygons.flat();
  const pointStart = [0];
  for (const ring of polygons) pointStart.push(pointStart.at(-1)! + ring.length);
  return {
    count: polygons.length,
    originX: 0,
    originY: 0,
    resolutionM: 0.001,
    ringStart: Int32Array.from([...polygons.keys(), polygons.length]),
    pointStart: Int32Array.from(pointStart),
    xs: Int32Array.from(points, ([x]) => x),
    ys: Int32Array.from(points, ([, y]) => y),
  };
}
