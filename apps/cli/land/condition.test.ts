import type { FieldValue } from '@lizhu/geodata';
import { expect, test } from 'vitest';
import { parseCondition } from './condition.ts';

test.each<[string, FieldValue, boolean]>([
  ['a=1', 1, true],
  ['a=1', '1', true],
  ['a=1', '01', true],
  ['a=01', '1', true],
  ['a=x', 'X', false],
  ['a=', null, true],
  ['a=true', true, true],
  ['a=1', true, false],
  ['a!=x', null, true],
  ['a>2', 10, true],
  ['a>2', '10', true],
  ['a>2', null, false],
  ['a<=2', null, false],
  ['a>=2021-06-18', '2021-06-18', true],
  ['a<2021-06-18', '2021-06-17', true],
  ['a in x,y', 'y', true],
  ['a in (x, "y z")', 'y z', true],
  ['a IN 1,2', 2, true],
  ['a in x,y', 'z', false],
  ["a='x=y'", 'x=y', true],
])('%s of %j is %s', (text, value, holds) => {
  const condition = parseCondition(text);
  expect(condition.field).toBe('a');
  expect(condition.holds(value)).toBe(holds);
});

test('field names keep their blanks and their Chinese', () => {
  expect(parseCondition('用地 性质 = 工业').field).toBe('用地 性质');
  expect(parseCondition('"a>b" = 1').field).toBe('"a');
});

test('what is no condition is refused', () => {
  for (const text of ['', 'a', '=1', 'in a,b']) expect(() => parseCondition(text)).toThrow('is no condition');
});
