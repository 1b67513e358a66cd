import { faultTitles } from '@lizhu/geodata';
import { expect, test } from 'vitest';
import { codeRepeated, codeTaken } from './attribute-fault.ts';
import { faultTitle } from './fault-titles.ts';
import { followsParcel } from './ledger-fault.ts';

test('a kind is named without the values of its first example', () => {
  for (const { code } of [
    codeTaken('ZDDM', 'A1'),
    codeRepeated('ZDDM', 'A1', 7),
    followsParcel('A1', 'split'),
  ]) {
    const { zh, en } = faultTitle(code);
    expect(zh).toMatch(/[一-鿿]/);
    expect(en).toMatch(/^[A-Z][a-z ]+$/);
    expect(zh + en).not.toMatch(/A1|7|[“”"]/);
  }
});

test('titles of reading are short, in both languages, without slots or full stops, and tell kinds apart', () => {
  for (const [code, { zh, en }] of Object.entries(faultTitles)) {
    expect(zh, code).toMatch(/^[^{}。，]{2,14}$/);
    expect(en, code).toMatch(/^[A-Z][^{}.,一-鿿]{3,45}$/);
  }
  const all = Object.values(faultTitles);
  expect(new Set(all.map(({ zh }) => zh)).size).toBe(all.length);
  expect(new Set(all.map(({ en }) => en)).size).toBe(all.length);
});

test('a kind that is no longer known is told by its code', () => {
  expect(faultTitle('gone').en).toBe('gone');
});
