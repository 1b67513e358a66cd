import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NumberCodes } from './number-codes.ts';

test('codes are those of a Map, in the order of first meeting (seed 754)', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: -900, max: 900 })), {
        maxLength: 5000,
      }),
      (numbers) => {
        const codes = new NumberCodes();
        const model = new Map<string, number>();
        for (const value of numbers) {
          const key = Object.is(value, -0) ? '-0' : String(value);
          const expected = model.get(key) ?? model.size;
          model.set(key, expected);
          expect(codes.codeOf(value)).toBe(expected);
        }
        expect(codes.count).toBe(model.size);
      },
    ),
    { seed: 754, numRuns: 100 },
  );
});
