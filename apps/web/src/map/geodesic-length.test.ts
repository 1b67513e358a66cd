import fc from 'fast-check';
import geodesic from 'geographiclib-geodesic';
import { expect, test } from 'vitest';
import { geodesicLengthM, lineLengthM } from './geodesic-length.ts';

const cgcs2000 = new geodesic.Geodesic.Geodesic(6_378_137, 1 / 298.257222101);

test('no distance from a point to itself, and the sum along a line', () => {
  expect(geodesicLengthM([114, 22.8], [114, 22.8])).toBe(0);
  const [a, b, c] = [
    [114, 22.8],
    [114.01, 22.8],
    [114.01, 22.81],
  ] as const;
  expect(lineLengthM([a, b, c])).toBeCloseTo(geodesicLengthM(a, b) + geodesicLengthM(b, c), 9);
  expect(lineLengthM([a])).toBe(0);
});

test('property (seed 2): as GeographicLib says, to a millimetre, up to a thousand kilometres', () => {
  const point = (span: number) =>
    fc.tuple(
      fc.double({ min: 110, max: 110 + span, noNaN: true }),
      fc.double({ min: 20, max: 20 + span, noNaN: true }),
    );
  fc.assert(
    fc.property(fc.oneof({ arbitrary: fc.tuple(point(7), point(7)), weight: 1 }), ([from, to]) => {
      const oracle = cgcs2000.Inverse(from[1], from[0], to[1], to[0]).s12!;
      expect(Math.abs(geodesicLengthM(from, to) - oracle)).toBeLessThan(1e-3);
    }),
    { seed: 2, numRuns: 500 },
  );
});
