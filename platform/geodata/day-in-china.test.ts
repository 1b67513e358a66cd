import { expect, test } from 'vitest';
import { dayInChina } from './day-in-china.ts';

test('the day begins at 16:00 of universal time', () => {
  expect(dayInChina(new Date('2026-11-26T15:59:59Z'))).toBe('2026-11-26');
  expect(dayInChina(new Date('2026-11-26T16:00:00Z'))).toBe('2026-11-27');
});
