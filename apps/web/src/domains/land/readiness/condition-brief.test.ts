import { expect, test } from 'vitest';
import { conditionBrief } from './condition-brief.ts';

const zh = ({ zh: text }: { zh: string }) => text;

test('codes go without names, numbers with units', () => {
  expect(conditionBrief({ fact: 'cityPlanUse', operator: 'in', value: ['M*', 'W*'] }, zh)).toBe('∈ M*, W*');
  expect(conditionBrief({ fact: 'useCode', operator: 'not in', value: [] }, zh)).toBe('∉ ?');
  expect(conditionBrief({ fact: 'builtShare', operator: '<', value: 0.1 }, zh)).toBe('< 10 %');
  expect(conditionBrief({ fact: 'control', operator: 'in', value: ['state'] }, zh)).toBe('属于 国有');
});
