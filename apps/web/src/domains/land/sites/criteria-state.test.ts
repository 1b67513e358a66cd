import { readinessClasses, type SiteCriteria } from '@lizhu/land/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSearch, stringifySearch } from '../../../app/search-text.ts';
import { barriers, readCriteria, toggled, usualCriteria, writeCriteria } from './criteria-state.ts';

test('the usual criteria have an empty address', () => {
  expect(writeCriteria(usualCriteria)).toEqual({});
  expect(readCriteria({})).toEqual(usualCriteria);
});

test('nonsense is as if it were not there', () => {
  expect(readCriteria({ min: 'x', gap: '1000', compact: '2', area: '1,2;3', class: 'nonsense' })).toEqual(
    usualCriteria,
  );
  expect(readCriteria({ barriers: 'none' }).barriers).toEqual([]);
});

test('a class goes in and out, the last one stays', () => {
  expect(toggled(['usable-now'], 'renewal')).toEqual(['usable-now', 'renewal']);
  expect(toggled(['usable-now', 'renewal'], 'usable-now')).toEqual(['renewal']);
  expect(toggled(['usable-now'], 'usable-now')).toEqual(['usable-now']);
});

test('property (seed 9): criteria survive the address', () => {
  const degrees = (from: number, to: number) =>
    fc.integer({ min: from * 1e6, max: to * 1e6 }).map((value) => value / 1e6);
  const criteria: fc.Arbitrary<SiteCriteria> = fc.record(
    {
      baseIds: fc.array(fc.uuid(), { maxLength: 3 }),
      minMu: fc.integer({ min: 0, max: 3000 }),
      classes: fc.subarray([...readinessClasses], { minLength: 1 }),
      gapM: fc.integer({ min: 0, max: 100 }),
      barriers: fc.subarray([...barriers]),
      limit: fc.constant(usualCriteria.limit),
      area: fc.array(fc.tuple(degrees(113, 114), degrees(22, 23)), { minLength: 3, maxLength: 20 }),
      maxMu: fc.integer({ min: 1, max: 5000 }),
      maxOwners: fc.integer({ min: 1, max: 50 }),
      minCompactness: fc.integer({ min: 1, max: 20 }).map((value) => value / 20),
    },
    { requiredKeys: ['baseIds', 'minMu', 'classes', 'gapM', 'barriers', 'limit'] },
  );
  fc.assert(
    fc.property(criteria, (wanted) => {
      expect(readCriteria(parseSearch(stringifySearch(writeCriteria(wanted))))).toEqual(wanted);
    }),
    { seed: 9 },
  );
});
