import { expect, test } from 'vitest';
import { basesToChoose } from './bases-to-choose.ts';

const bases = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];

test('only a post over several bases has to say which', () => {
  expect(basesToChoose({ baseIds: null }, bases)).toEqual([]);
  expect(basesToChoose({ baseIds: ['b'] }, bases)).toEqual([]);
  expect(basesToChoose({ baseIds: ['c', 'a'] }, bases)).toEqual([{ id: 'a' }, { id: 'c' }]);
  expect(basesToChoose(null, bases)).toEqual([]);
});
