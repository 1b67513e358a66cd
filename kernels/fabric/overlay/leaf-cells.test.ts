import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildBoxTree } from '../polygons/box-tree.ts';
import { LeafCellSearch, layLeafCells } from './leaf-cells.ts';

const INT32_MAX = 2 ** 31 - 1;

/** Boxes of a side's length at most, in a square around the origin. */
const boxWithin = (half: number, sideMax: number) =>
  fc
    .tuple(
      fc.integer({ min: -half, max: half }),
      fc.integer({ min: -half, max: half }),
      fc.nat(sideMax),
      fc.nat(sideMax),
    )
    .map(([x, y, width, height]) => [x, y, Math.min(x + width, INT32_MAX), Math.min(y + height, INT32_MAX)]);

test.each([
  { ground: 'a crowded square', half: 1_000, sideMax: 60 },
  { ground: 'boxes as large as the ground', half: 500, sideMax: 1_000 },
  { ground: 'the whole grid', half: INT32_MAX, sideMax: 1_000_000 },
])('overlay.1: finds what a scan finds, and nothing further than a unit off: $ground (seed 88)', (ground) => {
  const box = boxWithin(ground.half, ground.sideMax);
  fc.assert(
    fc.property(
      fc.array(box, { maxLength: 400 }),
      fc.array(box, { minLength: 1, maxLength: 30 }),
      (boxes, asked) => {
        const tree = buildBoxTree(Int32Array.from(boxes.flat()));
        const search = new LeafCellSearch(tree, layLeafCells(tree));
        for (const [minX, minY, maxX, maxY] of [...asked, ...boxes]) {
          const within = (units: number) =>
            boxes.flatMap(([x0, y0, x1, y1], i) =>
              x0! <= maxX! + units && x1! >= minX! - units && y0! <= maxY! + units && y1! >= minY! - units
                ? [i]
                : [],
            );
          const found = search.find(minX!, minY!, maxX!, maxY!);
          const hits = [...search.hits.subarray(0, found)];
          expect(new Set(hits).size).toBe(found);
          expect(hits).toEqual(expect.arrayContaining(within(0)));
          expect(within(1)).toEqual(expect.arrayContaining(hits));
        }
      },
    ),
    { seed: 88, numRuns: 100 },
  );
});

test('overlay.1: far from a layer nothing is found, and nothing in an empty one', () => {
  const tree = buildBoxTree(Int32Array.of(0, 0, 50_000, 50_000, 900_000, 900_000, 950_000, 950_000), {
    shared: true,
  });
  const cells = layLeafCells(tree, { shared: true });
  expect(cells.first.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(cells.last.buffer).toBeInstanceOf(SharedArrayBuffer);
  const search = new LeafCellSearch(tree, cells);
  expect(search.find(400_000, 400_000, 450_000, 450_000)).toBe(0);
  expect(search.find(-9_000_000, 0, -8_000_000, 10)).toBe(0);
  expect(search.find(910_000, 910_000, 920_000, 920_000)).toBe(1);
  expect(search.hits[0]).toBe(1);
  const empty = buildBoxTree(new Int32Array(0));
  expect(new LeafCellSearch(empty, layLeafCells(empty)).find(5_000, 5_000, 6_000, 6_000)).toBe(0);
});
