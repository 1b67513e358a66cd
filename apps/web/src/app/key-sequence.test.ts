import { expect, test } from 'vitest';
import { KeySequence } from './key-sequence.ts';

test('g and a letter goes, in time', () => {
  const keys = new KeySequence();
  expect(keys.press('g', 0)).toBeNull();
  expect(keys.press('m', 500)).toEqual({ kind: 'go', letter: 'm' });
  expect(keys.press('m', 600)).toBeNull();
  keys.press('g', 1000);
  expect(keys.press('m', 5000)).toBeNull();
});

test('single keys', () => {
  const keys = new KeySequence();
  expect(keys.press('/', 0)).toEqual({ kind: 'search' });
  expect(keys.press('?', 0)).toEqual({ kind: 'keys' });
  expect(keys.press('Escape', 0)).toEqual({ kind: 'back' });
  expect(keys.press('x', 0)).toBeNull();
});
