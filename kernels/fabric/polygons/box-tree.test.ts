import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BoxSearch, buildBoxTree } from './box-tree.ts';
import { hilbertIndex } from './hilbert-index.ts';

const box = fc
  .tuple(...[0, 1, 2, 3].map(() => fc.integer({ min: -500, max: 500 })))
  .map(([a, b, c, d]) => [Math.min(a!, c!), Math.min(b!, d!), Math.max(a!, c!), Math.max(b!, d!)]);

test('finds what a scan finds, touching boxes included (seed 16)', () => {
  fc.assert(
    fc.property(
      fc.array(box, { maxLength: 700 }),
      fc.array(box, { minLength: 1, maxLength: 20 }),
      (boxes, asked) => {
        const search = new BoxSearch(buildBoxTree(Int32Array.from(boxes.flat())));
        for (const [minX, minY, maxX, maxY] of asked) {
          const found = search.find(minX!, minY!, maxX!, maxY!);
          const hits = [...search.hits.subarray(0, found)].sort((a, b) => a - b);
          const scan = boxes.flatMap(([x0, y0, x1, y1], i) =>
            x0! <= maxX! && x1! >= minX! && y0! <= maxY! && y1! >= minY! ? [i] : [],
          );
          expect(hits).toEqual(scan);
        }
      },
    ),
    { seed: 16, numRuns: 200 },
  );
});

test('boxes at the ends of the grid, and trees of five levels', () => {
  const end = 2_147_483_647;
  const corners = new BoxSearch(
    buildBoxTree(Int32Array.from([-end, -end, -end, -end, end, end, end, end, -end, -end, end, end])),
  );
  expect(corners.find(end, end, end, end)).toBe(2);
  expect(corners.find(0, 0, 0, 0)).toBe(1);
  const many = Int32Array.from({ length: 4 * 70_000 }, (_, i) => Math.floor(i / 4));
  const search = new BoxSearch(buildBoxTree(many));
  expect(search.find(1_000, 0, 20_999, 70_000)).toBe(20_000);
});

test('a tree in shared memory answers alike', () => {
  const boxes = Int32Array.from({ length: 4_000 }, (_, i) => (i * 7_919) % 1_000);
  for (let i = 0; i < boxes.length; i += 4) {
    boxes[i + 2] = boxes[i]! + 10;
    boxes[i + 3] = boxes[i + 1]! + 10;
  }
  const shared = buildBoxTree(boxes, { shared: true });
  expect(shared.boxes.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(new BoxSearch(shared).find(0, 0, 300, 300)).toBe(
    new BoxSearch(buildBoxTree(boxes)).find(0, 0, 300, 300),
  );
});

test('the Hilbert curve goes from cell to neighbouring cell', () => {
  const cells: [number, number][] = [];
  for (let x = 0; x < 32; x++) for (let y = 0; y < 32; y++) cells.push([x, y]);
  cells.sort((a, b) => hilbertIndex(...a) - hilbertIndex(...b));
  for (let i = 1; i < cells.length; i++) {
    expect(Math.abs(cells[i]![0] - cells[i - 1]![0]) + Math.abs(cells[i]![1] - cells[i - 1]![1])).toBe(1);
  }
  expect(hilbertIndex(65_535, 0)).toBe(2 ** 32 - 1);
});
