import { expect, test } from 'vitest';
import { framedPages, openPages, pageAt } from './pages.ts';

test('an address names its page, and a fixed address comes before one with a part that varies', () => {
  expect(pageAt(framedPages, '/land/map')).toBe(framedPages['/land/map']);
  expect(pageAt(framedPages, '/land/map/')).toBe(framedPages['/land/map']);
  expect(pageAt(framedPages, '/land/sites/find')).toBe(framedPages['/land/sites/find']);
  expect(pageAt(framedPages, '/land/sites/0190')).toBe(framedPages['/land/sites/$id']);
  for (const path of ['/', '/land/sites/0190/more', '/land', '/sign-in'])
    expect(pageAt(framedPages, path)).toBeUndefined();
  expect(pageAt(openPages, '/sign-in')).toBe(openPages['/sign-in']);
});
