import { expect, test } from 'vitest';
import { columnsText, saysPlace, withRole } from './table-roles.ts';

test('columns are stated by their numbers', () => {
  expect(columnsText(2, { y: 1, x: 2, parcel: 0 })).toBe('header=2;x=#3;y=#2;parcel=#1');
  expect(columnsText(0, { wkt: 4 })).toBe('header=0;wkt=#5');
});

test('a column plays one role, and the two coordinates change places', () => {
  expect(withRole({ x: 1, y: 2 }, 'x', 2)).toEqual({ x: 2, y: 1 });
  expect(withRole({ x: 1, y: 2, point: 0 }, 'parcel', 0)).toEqual({ x: 1, y: 2, parcel: 0 });
  expect(withRole({ x: 1, y: 2, point: 0 }, 'point', undefined)).toEqual({ x: 1, y: 2 });
});

test('a place is two columns, or one geometry', () => {
  expect(saysPlace({ x: 1 })).toBe(false);
  expect(saysPlace({ x: 1, y: 2 })).toBe(true);
  expect(saysPlace({ wkt: 0 })).toBe(true);
});
