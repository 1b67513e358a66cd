import { type AreaGeometry, geometryOfWkb, partsOf, wkbOfGeometry } from '@lizhu/geodata';
import { expect, test } from 'vitest';
import { joinAreas } from './join-areas.ts';

const square = (x: number): [number, number][] => [
  [x, 0],
  [x + 1, 0],
  [x + 1, 1],
  [x, 0],
];

test('polygons and multipolygons become one, part by part', () => {
  const one = wkbOfGeometry({ type: 'Polygon', coordinates: [square(0)] });
  const two = wkbOfGeometry({ type: 'MultiPolygon', coordinates: [[square(2)], [square(4)]] });
  const joined = geometryOfWkb(joinAreas([one, two])) as AreaGeometry;
  expect(partsOf(joined)).toEqual([[square(0)], [square(2)], [square(4)]]);
  expect(joinAreas([one])).toBe(one);
});

test('what is no area is refused', () => {
  const point = wkbOfGeometry({ type: 'Point', coordinates: [0, 0] });
  expect(() => joinAreas([point, point])).toThrow(RangeError);
});
