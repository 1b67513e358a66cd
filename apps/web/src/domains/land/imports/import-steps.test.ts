import { importStates } from '@lizhu/land/contract';
import { expect, test } from 'vitest';
import { importSteps, isRunning, stepOf } from './import-steps.ts';

test('every state belongs to a step, and the steps come in order', () => {
  const order = (['uploaded', 'proposed', 'checking', 'checked', 'committing', 'committed'] as const).map(
    (state) => importSteps.indexOf(stepOf(state)),
  );
  expect(order).toEqual([0, 1, 2, 2, 3, 3]);
  for (const state of importStates) expect(importSteps).toContain(stepOf(state));
});

test('the server works in the states that end in -ing, and after an upload', () => {
  expect(importStates.filter(isRunning)).toEqual(['uploaded', 'checking', 'committing', 'undoing']);
});
