import { expect, test } from 'vitest';
import { address } from './http.ts';

test('an address leaves out what is empty and escapes the rest', () => {
  expect(address('/a', { base: undefined, q: '', class: 'usable-now,other', bbox: null, n: 0 })).toBe(
    '/a?class=usable-now%2Cother&n=0',
  );
  expect(address('/a', { q: '银瓶 &' })).toBe('/a?q=%E9%93%B6%E7%93%B6%20%26');
  expect(address('/a')).toBe('/a');
});
