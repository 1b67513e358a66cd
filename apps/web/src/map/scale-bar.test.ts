import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scaleBar } from './scale-bar.ts';

test('bars are round lengths', () => {
  expect(scaleBar(100, 40)).toEqual({ lengthM: 2000, widthMm: 20 });
  expect(scaleBar(12.5, 40)).toEqual({ lengthM: 500, widthMm: 40 });
  expect(scaleBar(1, 40)).toEqual({ lengthM: 20, widthMm: 20 });
});

test('property (seed 8): never longer than allowed, never shorter than two fifths of it', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 1e5, noNaN: true }), (metresPerMm) => {
      const { widthMm } = scaleBar(metresPerMm, 40);
      expect(widthMm).toBeLessThanOrEqual(40 + 1e-9);
      expect(widthMm).toBeGreaterThanOrEqual(16 - 1e-9);
    }),
    { seed: 8 },
  );
});
