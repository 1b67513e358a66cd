import type { ReadinessLine } from '@lizhu/land/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beginEdit, edited, redone, sameLines, undone } from './edit-history.ts';

const table = (version: number): ReadinessLine[] => [
  { class: 'other', title: { zh: `${version}`, en: '' }, cells: [] },
];

test('changes at one place fold into one step, at another place they do not', () => {
  let history = beginEdit(table(0));
  history = edited(history, table(1), 'a');
  history = edited(history, table(2), 'a');
  history = edited(history, table(3), 'b');
  expect(history.past).toHaveLength(2);
  expect(undone(history).now).toEqual(table(2));
  expect(undone(undone(history)).now).toEqual(table(0));
});

test('a change after undo forgets what was taken back; nothing to undo is no change', () => {
  const start = beginEdit(table(0));
  expect(undone(start)).toBe(start);
  expect(redone(start)).toBe(start);
  const history = edited(undone(edited(start, table(1), '')), table(2), '');
  expect(history.future).toEqual([]);
  expect(sameLines(redone(history).now, table(2))).toBe(true);
});

test('property (seed 10): undoing all gives the beginning, redoing all the end', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 50 }), (versions) => {
      const start = beginEdit(table(-1));
      const end = versions.reduce((history, version) => edited(history, table(version), ''), start);
      let history = end;
      for (const _ of versions) history = undone(history);
      expect(history.now).toEqual(table(-1));
      for (const _ of versions) history = redone(history);
      expect(history.now).toEqual(end.now);
    }),
    { seed: 10 },
  );
});
