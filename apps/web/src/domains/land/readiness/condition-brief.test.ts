import { expect, test } from 'vitest';
import { conditionBrief } from './condition-brief.ts';

const zh = ({ zh: text }: { zh: string }) => text;

test('codes go without names, numbers with units', () => {
  expect(conditionBrief({ fact: 'cityPlanUse', operator: 'in', value: ['M*', 'W*'] }, zh)).toBe(
    '∈\u00a0M*, W*',
  );
  expect(conditionBrief({ fact: 'useCode', operator: 'not in', value: [] }, zh)).toBe('∉\u00a0?');
  expect(conditionBrief({ fact: 'builtShare', operator: '<', value: 0.1 }, zh)).toBe('<\u00a010\u00a0%');
  expect(conditionBrief({ fact: 'control', operator: 'in', value: ['state', 'acquired'] }, zh)).toBe(
    '∈\u00a0国有, 已收储',
  );
});
