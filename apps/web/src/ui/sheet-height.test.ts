import { expect, test } from 'vitest';
import { nearestHeight, nextHeight, sheetPx } from './sheet-height.ts';

test('a released sheet settles at the nearest of its three heights', () => {
  expect(nearestHeight(90, 800)).toBe('low');
  expect(nearestHeight(300, 800)).toBe('middle');
  expect(nearestHeight(700, 800)).toBe('high');
  expect(sheetPx('high', 800)).toBe(792);
});

test('keys go up and down, a tap goes around', () => {
  expect(nextHeight('low', 'up')).toBe('middle');
  expect(nextHeight('high', 'up')).toBe('high');
  expect(nextHeight('low', 'down')).toBe('low');
  expect(nextHeight('high', 'around')).toBe('low');
});
