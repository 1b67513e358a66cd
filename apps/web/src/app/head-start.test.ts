import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { answeredAhead, askAhead } from './head-start.ts';
import { read } from './http.ts';

const asked: string[] = [];
let status = 200;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url);
    return new Response(JSON.stringify({ number: asked.length }), { status });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  asked.length = 0;
  status = 200;
});

test('the first who reads gets what was asked ahead, the next asks anew', async () => {
  void askAhead('/a');
  expect(await read('/a')).toEqual({ number: 1 });
  expect(asked).toEqual(['/a']);
  expect(await read('/a')).toEqual({ number: 2 });
});

test('another address, a refusal and old news are asked for anew', async () => {
  void askAhead('/a');
  expect(await answeredAhead('/b')).toBeNull();
  vi.advanceTimersByTime(10_001);
  expect(await answeredAhead('/a')).toBeNull();
  status = 503;
  expect(await askAhead('/c')).toBeNull();
  status = 200;
  expect(await read('/c')).toEqual({ number: 3 });
});
