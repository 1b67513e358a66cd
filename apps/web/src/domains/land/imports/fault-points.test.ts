import { expect, test } from 'vitest';
import { boundsOfPoints, isOnMap } from './fault-points.ts';

const home: [number, number, number, number] = [113.5, 22.6, 114.3, 23.1];
const rounded = (...given: Parameters<typeof boundsOfPoints>) =>
  boundsOfPoints(...given)?.map((value) => Number(value.toFixed(6)));

test('a box around points is a little wider than they are', () => {
  const points = [
    [114, 22.9],
    [114.1, 22.8],
  ];
  expect(rounded(points, home)).toEqual([113.999, 22.799, 114.101, 22.901]);
});

test('places that are nowhere on a map, and strays far from home, do not widen the box', () => {
  const stray = [
    [114, 22.9],
    [22.9, 114],
    [75.2, 22.9],
  ];
  expect(rounded(stray, home)).toEqual([113.999, 22.899, 114.001, 22.901]);
  expect(rounded([[75.2, 22.9]], home)).toEqual([75.199, 22.899, 75.201, 22.901]);
  expect(boundsOfPoints([[22.9, 114]], home)).toBeNull();
  expect(boundsOfPoints([], null)).toBeNull();
});

test('latitude 114 is nowhere', () => {
  expect(isOnMap(22.9, 114)).toBe(false);
  expect(isOnMap(114, 22.9)).toBe(true);
});
