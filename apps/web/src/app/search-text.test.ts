import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSearch, stringifySearch } from './search-text.ts';

test('addresses stay readable', () => {
  expect(stringifySearch({ at: '22.9,113.8,11', next: '/land/map', empty: '', absent: undefined })).toBe(
    '?at=22.9,113.8,11&next=/land/map',
  );
});

test('property (seed 3): what was written is read again', () => {
  const key = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => text !== '__proto__');
  const value = fc.string({ minLength: 1, unit: 'grapheme' });
  fc.assert(
    fc.property(fc.dictionary(key, value), (search) => {
      const { __proto__: _, ...plain } = search;
      expect(parseSearch(stringifySearch(plain))).toEqual({ ...plain });
    }),
    { seed: 3 },
  );
});
