import { expect, test } from 'vitest';
import { crsChoices, isSwapped, withOrder } from './crs-choices.ts';

test('the zones of Dongguan are where EPSG has them', () => {
  expect(crsChoices.find(({ id }) => id === 'EPSG:4547')?.name.zh).toContain('114°E');
  expect(crsChoices.find(({ id }) => id === 'EPSG:4526')?.name.zh).toContain('第 38 带');
  expect(new Set(crsChoices.map(({ id }) => id)).size).toBe(crsChoices.length);
});

test('the order of coordinates is part of the declaration', () => {
  expect(withOrder('EPSG:4547', true)).toBe('EPSG:4547+yx');
  expect(withOrder('EPSG:4547+yx', false)).toBe('EPSG:4547');
  expect(withOrder('EPSG:4547+yx', true)).toBe('EPSG:4547+yx');
  expect(isSwapped('EPSG:4547')).toBe(false);
});
