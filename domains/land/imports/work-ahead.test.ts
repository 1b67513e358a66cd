import { expect, test } from 'vitest';
import { workAhead } from './work-ahead.ts';

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

test('pieces are done in their order, one at a time, and at most so many wait', async () => {
  const done: number[] = [];
  let busy = 0;
  let ahead = 0;
  const line = workAhead<number>(async (piece) => {
    expect(++busy).toBe(1);
    await pause();
    done.push(piece);
    busy--;
  }, 3);
  for (let piece = 0; piece < 40; piece++) {
    await line.push(piece);
    ahead = Math.max(ahead, piece + 1 - done.length);
  }
  await line.finish();
  expect(done).toEqual(Array.from({ length: 40 }, (_, piece) => piece));
  expect(ahead).toBe(3);
});

test('the first failure ends the work and reaches whoever brings the next piece', async () => {
  const tried: number[] = [];
  const line = workAhead<number>(async (piece) => {
    tried.push(piece);
    await pause();
    if (piece === 2) throw new Error('two');
  }, 2);
  await expect(
    (async () => {
      for (let piece = 0; piece < 20; piece++) await line.push(piece);
    })(),
  ).rejects.toThrow('two');
  await expect(line.finish()).rejects.toThrow('two');
  expect(tried).toEqual([0, 1, 2]);
});
