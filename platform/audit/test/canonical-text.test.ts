import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalText } from '../canonical-text.ts';

describe('the examples of RFC 8785', () => {
  test('§3.2.2: numbers and texts', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalText(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test('§3.2.3: keys are in the order of their UTF-16 code units', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(Object.values(JSON.parse(canonicalText(value)) as object)).toEqual([
      // JavaScript puts keys that are array indexes first; the text itself is checked below.
      'One',
      'Carriage Return',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
    expect(canonicalText(value)).toMatch(/^\{"\\r":"Carriage Return","1":"One",/);
  });

  test.each([
    [0, '0'],
    [-0, '0'],
    [5e-324, '5e-324'],
    [-1.7976931348623157e308, '-1.7976931348623157e+308'],
    [9007199254740992, '9007199254740992'],
    [295147905179352830000, '295147905179352830000'],
    [9.999999999999997e22, '9.999999999999997e+22'],
    [1e21, '1e+21'],
    [0.000001, '0.000001'],
    [1e-7, '1e-7'],
    [333333333.3333332, '333333333.3333332'],
  ])('appendix B: %f', (value, text) => {
    expect(canonicalText(value)).toBe(text);
  });
});

describe('what is ours', () => {
  test('a bigint is its digits, a date its instant, and undefined properties are left out', () => {
    const at = new Date(Date.UTC(2024, 1, 29));
    expect(canonicalText({ fen: 12_345_678_901_234_567_890n, at, gone: undefined })).toBe(
      '{"at":"2024-02-29T00:00:00.000Z","fen":"12345678901234567890"}',
    );
  });

  const circle: { self?: unknown } = {};
  circle.self = circle;
  test.each<[string, unknown, string]>([
    ['NaN', { area: [Number.NaN] }, '$.area[0]'],
    ['infinity', { area: Number.POSITIVE_INFINITY }, '$.area'],
    ['a lone surrogate', { name: 'a\ud800' }, '$.name'],
    ['a lone surrogate in a key', { 'a\udc00': 1 }, '$'],
    ['a circle', circle, '$.self'],
    ['a function', { f: () => 1 }, '$.f'],
    ['bytes', { geometry: new Uint8Array(3) }, '$.geometry'],
    ['undefined in a list', [undefined], '$[0]'],
    ['an invalid date', { at: new Date(Number.NaN) }, '$.at'],
  ])('%s is refused with its place', (_what, value, place) => {
    expect(() => canonicalText(value)).toThrow(`Cannot write ${place} canonically`);
  });

  test('equal values have one text, whatever the order of their keys (seed 8785)', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = canonicalText(value);
        expect(canonicalText(JSON.parse(text))).toBe(text);
        expect(canonicalText(reversed(value))).toBe(text);
      }),
      { seed: 8785, numRuns: 500 },
    );
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}
