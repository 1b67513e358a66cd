import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { eachDay, untilNextDay } from './each-day.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the next day begins a minute past midnight in China', () => {
  const at = (text: string): string =>
    new Date(Date.parse(text) + untilNextDay(Date.parse(text))).toISOString();
  expect(at('2026-11-26T15:59:00Z')).toBe('2026-11-26T16:01:00.000Z');
  expect(at('2026-11-26T16:00:30Z')).toBe('2026-11-26T16:01:00.000Z');
  expect(at('2026-11-26T16:01:00Z')).toBe('2026-11-27T16:01:00.000Z');
  expect(at('2026-12-31T23:30:00Z')).toBe('2027-01-01T16:01:00.000Z');
});

test('what is done each day is done at once, then once a day, and no more after the end', () => {
  vi.setSystemTime(new Date('2026-11-26T15:00:00Z'));
  const turns: string[] = [];
  const end = eachDay(() => turns.push(new Date().toISOString()));
  vi.advanceTimersByTime(2 * 86_400_000);
  end();
  vi.advanceTimersByTime(2 * 86_400_000);
  expect(turns).toEqual(['2026-11-26T15:00:00.000Z', '2026-11-26T16:01:00.000Z', '2026-11-27T16:01:00.000Z']);
});
