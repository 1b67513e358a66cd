import { expect, test } from 'vitest';
import { tableKey } from './table-key.ts';

test('arrows, pages and ends stay inside the table; other keys are not its own', () => {
  expect(tableKey('ArrowDown', 0, 3, 10)).toBe(1);
  expect(tableKey('ArrowDown', 2, 3, 10)).toBe(2);
  expect(tableKey('ArrowUp', 0, 3, 10)).toBe(0);
  expect(tableKey('PageDown', 5, 100, 10)).toBe(15);
  expect(tableKey('PageUp', 5, 100, 10)).toBe(0);
  expect(tableKey('End', 0, 100, 10)).toBe(99);
  expect(tableKey('Home', 50, 100, 10)).toBe(0);
  expect(tableKey('a', 0, 3, 10)).toBeNull();
});
