import { expect, test } from 'vitest';
import { FaultKinds } from './fault-kinds.ts';

function kinds(...messages: string[]): string {
  const found = new FaultKinds();
  for (const en of messages) found.add({ code: 'x', severity: 'note', message: { zh: `“${en}”`, en } });
  const [kind] = found.list();
  expect(kind!.count).toBe(messages.length);
  return kind!.message.en;
}

test('one message stands for itself, equal ones too', () => {
  expect(kinds('The code is empty')).toBe('The code is empty');
  expect(kinds('The code is empty', 'The code is empty')).toBe('The code is empty');
});

test('different ones are told by what they have in common', () => {
  expect(kinds('The code "A1" is taken', 'The code "A2" is taken')).toBe('The code "…" is taken');
  expect(kinds('overlaps feature 12 by 3.00 m²', 'overlaps feature 13 by 13.00 m²')).toBe(
    'overlaps feature … m²',
  );
  expect(kinds('"a" is taken', '"b" is taken', 'b')).toBe('…');
});

test('a character of two halves is not cut in two', () => {
  expect(kinds('owner 😀 x', 'owner 😁 x')).toBe('owner … x');
});

test('what keeps features out comes first, the frequent before the rare', () => {
  const found = new FaultKinds();
  const add = (severity: string, code: string) =>
    found.add({ severity, code, message: { zh: code, en: code } });
  for (const code of ['a', 'b', 'b']) add('note', code);
  add('repaired', 'c');
  add('quarantine', 'd');
  expect(found.list().map(({ code }) => code)).toEqual(['d', 'c', 'b', 'a']);
});
