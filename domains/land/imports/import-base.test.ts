import { COMMON_GROUND, type Scope, WHOLE_PROGRAMME } from '@lizhu/db';
import { expect, test } from 'vitest';
import { importBase } from './import-base.ts';

const over = (...baseIds: string[]) => ({ baseIds: [...baseIds, COMMON_GROUND] }) as unknown as Scope;
const needed = { code: 'land.import-base-needed' };

test('a post over one base imports for that, one over the programme for all of it', () => {
  expect(importBase(over('a'), undefined)).toBe('a');
  expect(importBase(over('a', 'b', WHOLE_PROGRAMME), undefined)).toBe(WHOLE_PROGRAMME);
  expect(importBase(over('a', 'b', WHOLE_PROGRAMME), 'b')).toBe('b');
});

test('a post over several names one of its own', () => {
  expect(importBase(over('a', 'b'), 'b')).toBe('b');
  expect(() => importBase(over('a', 'b'), undefined)).toThrow(expect.objectContaining(needed));
  expect(() => importBase(over('a', 'b'), 'c')).toThrow(expect.objectContaining(needed));
  expect(() => importBase(over('a', 'b'), COMMON_GROUND)).toThrow(expect.objectContaining(needed));
});
