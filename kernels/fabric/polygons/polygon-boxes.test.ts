import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundsOf, polygonBoxes } from './polygon-boxes.ts';

const INT32_MAX = 2 ** 31 - 1;
const whole = fc.integer({ min: -INT32_MAX - 1, max: INT32_MAX });
const ring = fc.array(fc.tuple(whole, whole), { maxLength: 8 });

test('the box of each polygon holds the least and the greatest of its points, to the ends of the grid (seed 90)', () => {
  fc.assert(
    fc.property(fc.array(ring, { maxLength: 6 }), (rings) => {
      const points = rings.flat();
      const pointStart = [0];
      for (const own of rings) pointStart.push(pointStart.at(-1)! + own.length);
      const boxes = polygonBoxes({
        count: rings.length,
        originX: 0,
        originY: 0,
        resolutionM: 0.001,
        ringStart: Int32Array.from([...rings.keys(), rings.length]),
        pointStart: Int32Array.from(pointStart),
        xs: Int32Array.from(points, ([x]) => x),
        ys: Int32Array.from(points, ([, y]) => y),
      });
      for (const [i, own] of rings.entries()) {
        const box = [...boxes.subarray(4 * i, 4 * i + 4)];
        const xs = own.map(([x]) => x);
        const ys = own.map(([, y]) => y);
        if (own.length > 0)
          expect(box).toEqual([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]);
        else expect(box).toEqual([INT32_MAX, INT32_MAX, -INT32_MAX, -INT32_MAX]);
      }
      if (points.length > 0) expect(boundsOf(boxes)[0]).toBe(Math.min(...points.map(([x]) => x)));
    }),
    { seed: 90, numRuns: 500 },
  );
});
