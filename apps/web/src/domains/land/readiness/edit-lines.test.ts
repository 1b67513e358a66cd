import type { ReadinessLine } from '@lizhu/land/contract';
import { expect, test } from 'vitest';
import { factsInUse, faultsOf, freshCell, freshLine, withCell, withLine } from './edit-lines.ts';

const lines: readonly ReadinessLine[] = [
  {
    class: 'outside',
    title: { zh: '基地外', en: 'Outside' },
    cells: [{ fact: 'baseShare', operator: '<', value: 0.5 }],
  },
  { class: 'other', title: { zh: '其余', en: 'Rest' }, cells: [] },
];

test('columns are the facts in use', () => {
  expect(factsInUse(lines)).toEqual(['baseShare']);
  expect(factsInUse(withCell(lines, 1, 0, freshCell('useCode')))).toEqual(['baseShare', 'useCode']);
});

test('conditions are replaced, added, taken away; the table itself is never changed', () => {
  const before = JSON.stringify(lines);
  expect(withCell(lines, 0, 0, null)[0]!.cells).toEqual([]);
  expect(withCell(lines, 0, 1, freshCell('builtShare'))[0]!.cells).toHaveLength(2);
  expect(withCell(lines, 0, 0, { fact: 'baseShare', operator: '<', value: 0.4 })[0]!.cells[0]!.value).toBe(
    0.4,
  );
  expect(withLine(lines, 1, { class: 'blocked' })[1]!.class).toBe('blocked');
  expect(withCell(lines, 9, 0, null)).toBe(lines);
  expect(JSON.stringify(lines)).toBe(before);
});

test('fresh conditions fit their facts', () => {
  expect(freshCell('villageIndustry')).toMatchObject({ operator: 'is', value: true });
  expect(freshCell('cityPlanUse')).toMatchObject({ operator: 'in', value: [] });
  expect(freshCell('farmlandSqm')).toMatchObject({ operator: '>=', value: 0 });
});

test('faults are told with their line', () => {
  expect(faultsOf(lines)).toEqual([]);
  expect(faultsOf([...lines, freshLine()])).toEqual([
    { line: 2, fault: 'untitled' },
    { line: 2, fault: 'never-reached' },
  ]);
  expect(faultsOf(withCell(lines, 0, 1, freshCell('useCode')))).toEqual([{ line: 0, fault: 'empty-codes' }]);
});
