import Type from 'typebox';
import { expect, test } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.ts';

test('cursors come back as they were, and others are refused', async () => {
  const Key = Type.Tuple([Type.String(), Type.Integer()]);
  const cursor = encodeCursor(['东莞 440000"', 7]);
  expect(cursor).toMatch(/^[\w-]+$/);
  expect(decodeCursor(Key, cursor)).toEqual(['东莞 440000"', 7]);
  for (const wrong of [
    '',
    'x',
    encodeCursor(['a', 'b']),
    encodeCursor({}),
    `${cursor}!`.slice(5),
    'A'.repeat(5_000),
  ]) {
    expect(() => decodeCursor(Key, wrong)).toThrow(expect.objectContaining({ code: 'http.bad-cursor' }));
  }
});
