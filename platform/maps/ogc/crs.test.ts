import { expect, test } from 'vitest';
import { crs84, epsgUri, type ServedCrs, toCrs } from './crs.ts';

const metres: ServedCrs = {
  uri: epsgUri(4547),
  fromLonLat: (lon, lat) => [500_000 + lon * 0.123_456_7, 2_500_000 + lat * 0.123_456_7],
  toLonLat: (x, y) => [x, y],
  order: 'yx',
};
const degrees: ServedCrs = { ...crs84, uri: epsgUri(4490), order: 'yx' };

test('CRS84 is what is stored', () => {
  const point = { type: 'Point', coordinates: [114, 23] };
  expect(toCrs(point, crs84)).toBe(point);
  expect(toCrs(null, degrees)).toBeNull();
});

test('the authority’s order of axes, at every depth', () => {
  expect(
    toCrs(
      {
        type: 'Polygon',
        coordinates: [
          [
            [114, 23],
            [115, 23],
            [115, 24],
            [114, 23],
          ],
        ],
      },
      degrees,
    ),
  ).toEqual({
    type: 'Polygon',
    coordinates: [
      [
        [23, 114],
        [23, 115],
        [24, 115],
        [23, 114],
      ],
    ],
  });
});

test('metres to a tenth of a millimetre, degrees as they are', () => {
  expect(toCrs({ type: 'Point', coordinates: [1.5, 2.5] }, metres)).toEqual({
    type: 'Point',
    coordinates: [2_500_000.3086, 500_000.1852],
  });
  expect(toCrs({ type: 'Point', coordinates: [114.123_456_789_123, 23.1] }, degrees)).toEqual({
    type: 'Point',
    coordinates: [23.1, 114.123_456_789_123],
  });
});
