import { expect, test } from 'vitest';
import { en } from './en.ts';
import { zhCN } from './zh-CN.ts';

type Tree = { readonly [key: string]: string | Tree };

const flat = (tree: Tree, path = ''): Record<string, string> =>
  Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) => {
      const at = path === '' ? key : `${path}.${key}`;
      return typeof value === 'string' ? [[at, value]] : Object.entries(flat(value, at));
    }),
  );

const chinese = flat(zhCN);
const english = flat(en);
const slots = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!).toSorted();

/** Keys as the pages' sources name them; a key made of parts counts by its beginning. */
const sources = import.meta.glob<string>('../../**/*.{ts,tsx}', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const pages = Object.entries(sources).filter(([path]) => !/locales|\.test\./.test(path));
const text = pages.map(([, source]) => source).join('\n');
const quoted = [...text.matchAll(/'([a-z]+\.[A-Za-z.-]+)'/g)].map(([, key]) => key!);
const begun = [...text.matchAll(/`([a-z]+\.(?:[A-Za-z]+\.)*[A-Za-z]*)\$\{/g)].map(
  ([, beginning]) => beginning!,
);

test('both languages have the same keys, none of them empty', () => {
  expect(Object.keys(english).toSorted()).toEqual(Object.keys(chinese).toSorted());
  for (const [key, value] of [...Object.entries(chinese), ...Object.entries(english)]) {
    expect(value.trim(), key).not.toBe('');
  }
});

test('both languages fill the same slots', () => {
  for (const [key, value] of Object.entries(chinese)) {
    expect([key, ...slots(english[key]!)]).toEqual([key, ...slots(value)]);
  }
});

test('every string is used by a page', () => {
  expect(pages.length).toBeGreaterThan(50);
  const unused = Object.keys(chinese).filter(
    (key) => !quoted.includes(key) && !begun.some((beginning) => key.startsWith(beginning)),
  );
  expect(unused).toEqual([]);
});
