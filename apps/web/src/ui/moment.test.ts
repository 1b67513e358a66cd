import { expect, test } from 'vitest';
import { ago, day, minute } from './moment.ts';

test('days stay as they are, instants are read in the local zone', () => {
  expect(day('2021-06-18')).toBe('2021-06-18');
  const instant = new Date(2021, 5, 18, 9, 30).toISOString();
  expect(day(instant)).toBe('2021-06-18');
  expect(minute(instant)).toBe('2021-06-18 09:30');
});

test('what happened today is told by how long ago', () => {
  const now = new Date(2021, 5, 18, 12, 0);
  expect(ago(new Date(2021, 5, 18, 11, 57).toISOString(), now, 'zh-CN')).toBe('3分钟前');
  expect(ago(new Date(2021, 5, 18, 9, 0).toISOString(), now, 'en')).toBe('3 hours ago');
  expect(ago(new Date(2021, 5, 10, 9, 0).toISOString(), now, 'en')).toBe('2021-06-10 09:00');
});
