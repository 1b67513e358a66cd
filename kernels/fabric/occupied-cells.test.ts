import fc from 'fast-check';
import { expect, test } from 'vitest';
import { meetsOccupied, occupyCells } from './occupied-cells.ts';

const box = fc
  .tuple(fc.integer(), fc.integer(), fc.nat(1_000_000), fc.nat(1_000_000))
  .map(
    ([x, y, width, height]) =>
      [x, y, Math.min(x + width, 2 ** 31 - 1), Math.min(y + height, 2 ** 31 - 1)] as const,
  );

test('overlay.1: what meets a box of the layer is never told to meet nothing (seed 88)', () => {
  fc.assert(
    fc.property(
      fc.array(box, { maxLength: 30 }),
      fc.array(box, { minLength: 1, maxLength: 30 }),
      (marked, asked) => {
        const cells = occupyCells(Int32Array.from(marked.flat()));
        for (const [minX, minY, maxX, maxY] of [...asked, ...marked]) {
          const meets = marked.some(
            ([x0, y0, x1, y1]) => x0 <= maxX && minX <= x1 && y0 <= maxY && minY <= y1,
          );
          if (meets) expect(meetsOccupied(cells, minX, minY, maxX, maxY)).toBe(true);
        }
      },
    ),
    { seed: 88, numRuns: 500 },
  );
});

test('overlay.1: far from a small layer nothing is met, and an empty layer is nowhere', () => {
  const cells = occupyCells(Int32Array.of(0, 0, 50_000, 50_000, 900_000, 900_000, 950_000, 950_000), {
    shared: true,
  });
  expect(cells.marks.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(meetsOccupied(cells, 400_000, 400_000, 450_000, 450_000)).toBe(false);
  expect(meetsOccupied(cells, -9_000_000, 0, -8_000_000, 10)).toBe(false);
  expect(meetsOccupied(cells, 910_000, 910_000, 920_000, 920_000)).toBe(true);
  expect(meetsOccupied(occupyCells(new Int32Array(0)), 5_000, 5_000, 6_000, 6_000)).toBe(false);
});
