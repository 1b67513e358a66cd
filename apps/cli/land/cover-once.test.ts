import { overlayAreas, type Polygons, PolygonsBuilder, planeAreasSqm } from '@lizhu/fabric';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coverOnce } from './cover-once.ts';

type Box = readonly [number, number, number, number];

function boxes(list: readonly Box[]): Polygons {
  const builder = new PolygonsBuilder({ originX: 0, originY: 0, resolutionM: 0.0001 });
  for (const [west, south, east, north] of list) {
    builder.beginPolygon();
    builder.ring([west, south, east, south, east, north, west, north], false);
  }
  return builder.finish();
}

test('polygons that overlap are united, others stay', () => {
  const { polygons, overlapping } = coverOnce(
    boxes([
      [0, 0, 10, 10],
      [5, 5, 15, 15],
      [20, 0, 30, 10],
      [30, 0, 40, 10],
    ]),
  );
  expect(overlapping).toBe(2);
  expect([...planeAreasSqm(polygons)].sort((a, b) => a - b)).toEqual([100, 100, 175]);
});

test('the same polygon drawn twice counts once', () => {
  const { polygons } = coverOnce(
    boxes([
      [0, 0, 10, 10],
      [0, 0, 10, 10],
      [2, 2, 8, 8],
    ]),
  );
  expect(planeAreasSqm(polygons).reduce((a, b) => a + b)).toBeCloseTo(100, 6);
});

test('a parcel is covered as a raster counts it (seed 20210618)', () => {
  const side = fc.integer({ min: 0, max: 11 });
  const box = fc.tuple(side, side, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }));
  fc.assert(
    fc.property(fc.array(box, { minLength: 1, maxLength: 9 }), (drawn) => {
      const list = drawn.map(([x, y, w, h]): Box => [x, y, x + w, y + h]);
      const { polygons } = coverOnce(boxes(list));
      const covered = overlayAreas(boxes([[3, 3, 13, 13]]), polygons)[0]!;
      let cells = 0;
      for (let x = 3; x < 13; x++) {
        for (let y = 3; y < 13; y++) {
          if (list.some(([west, south, east, north]) => x >= west && x < east && y >= south && y < north))
            cells++;
        }
      }
      expect(covered).toBeCloseTo(cells, 3);
    }),
    { seed: 20210618, numRuns: 300 },
  );
});
