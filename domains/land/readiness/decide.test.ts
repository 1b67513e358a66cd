import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReadinessLine } from '../contract.ts';
import { decideAll, explain, faultsOfTable, NO_LINE } from './decide.ts';
import { defaultTable } from './default-table.ts';
import { CodeColumnBuilder, type FactColumns, type Facts } from './fact-columns.ts';

const ready: Facts = {
  baseShare: 1,
  farmlandSqm: 0,
  ecologicalSqm: 0,
  growthShare: 1,
  landPlanZone: '1010',
  cityPlanUse: 'M1',
  builtShare: 0,
  renewalShare: 0,
  control: 'state',
  useCode: '1201',
  villageIndustry: false,
  areaSqm: 5000,
};

describe('the default table', () => {
  const cases: [string, Partial<Facts>, string][] = [
    ['fits both plans, empty, state-owned', {}, 'usable-now'],
    ['new industrial land M0', { cityPlanUse: 'M0' }, 'usable-now'],
    ['warehouse', { cityPlanUse: 'W1', control: 'acquired' }, 'usable-now'],
    ['half of it outside', { baseShare: 0.499 }, 'outside'],
    ['exactly half inside', { baseShare: 0.5 }, 'usable-now'],
    ['farmland within the tolerance', { farmlandSqm: 10 }, 'usable-now'],
    ['farmland past the tolerance', { farmlandSqm: 10.01 }, 'blocked'],
    ['ecological line', { ecologicalSqm: 300 }, 'blocked'],
    ['collective land, not acquired', { control: 'collective' }, 'after-plan'],
    ['conditional zone', { landPlanZone: '1020' }, 'after-plan'],
    ['planned as housing', { cityPlanUse: 'R2' }, 'after-plan'],
    ['a river', { useCode: '1101', cityPlanUse: 'E1' }, 'other'],
    ['built factory', { builtShare: 0.4, useCode: '0601' }, 'existing-space'],
    ['built factory on the renewal list', { builtShare: 0.4, useCode: '0601', renewalShare: 0.9 }, 'renewal'],
    ['village industry', { builtShare: 0.4, useCode: '0601', villageIndustry: true }, 'renewal'],
    ['homestead', { builtShare: 0.4, useCode: '0702' }, 'other'],
  ];
  test.each(cases)('%s', (_, change, expected) => {
    const facts = { ...ready, ...change };
    const decided = decideAll(defaultTable, columns([facts]))[0]!;
    expect(defaultTable[decided]!.class).toBe(expected);
  });

  test('a fact that was not measured holds no cell', () => {
    const facts = { ...ready, builtShare: Number.NaN, baseShare: Number.NaN };
    expect(defaultTable[decideAll(defaultTable, columns([facts]))[0]!]!.class).toBe('other');
  });
});

test('a table without a last line leaves parcels undecided', () => {
  expect(decideAll([], columns([ready]))[0]).toBe(NO_LINE);
});

test('columns and explanation agree on random facts and tables (seed 20210618)', () => {
  const fact = fc.record({
    baseShare: fc.constantFrom(0, 0.5, 1, Number.NaN),
    farmlandSqm: fc.constantFrom(0, 10, 11),
    ecologicalSqm: fc.constantFrom(0, 10.5),
    growthShare: fc.double({ min: 0, max: 1, noNaN: true }),
    landPlanZone: fc.constantFrom('1010', '1020', ''),
    cityPlanUse: fc.constantFrom('M1', 'M0', 'R2', ''),
    builtShare: fc.constantFrom(0, 0.0999, 0.1, 0.7),
    renewalShare: fc.constantFrom(0, 0.5),
    control: fc.constantFrom('state', 'acquired', 'collective'),
    useCode: fc.constantFrom('0601', '1101', '0702', '0101'),
    villageIndustry: fc.boolean(),
    areaSqm: fc.constant(100),
  });
  const cell = fc.oneof(
    fc.record({
      fact: fc.constantFrom('builtShare' as const, 'baseShare' as const),
      operator: fc.constantFrom('<' as const, '<=' as const, '>=' as const, '>' as const),
      value: fc.constantFrom(0, 0.1, 0.5, 1),
    }),
    fc.record({
      fact: fc.constantFrom('cityPlanUse' as const, 'useCode' as const),
      operator: fc.constantFrom('in' as const, 'not in' as const),
      value: fc.subarray(['M*', 'R2', '06*', '']),
    }),
    fc.record({
      fact: fc.constant('villageIndustry' as const),
      operator: fc.constant('is' as const),
      value: fc.boolean(),
    }),
  );
  const line = fc.record({
    class: fc.constantFrom('other' as const, 'blocked' as const),
    title: fc.constant({ zh: '', en: '' }),
    cells: fc.array(cell, { maxLength: 4 }),
  });
  fc.assert(
    fc.property(
      fc.array(fact, { minLength: 1, maxLength: 8 }),
      fc.array(line, { maxLength: 5 }),
      (rows, lines) => {
        const decided = decideAll(lines as ReadinessLine[], columns(rows as Facts[]));
        rows.forEach((facts, row) => {
          const first = explain(lines as ReadinessLine[], facts as Facts).findIndex((line) => line.held);
          expect(decided[row]).toBe(first === -1 ? NO_LINE : first);
        });
      },
    ),
    { seed: 20210618, numRuns: 500 },
  );
});

test('a cell whose operator or value does not fit its fact is named by its place', () => {
  const lines: ReadinessLine[] = [
    {
      class: 'other',
      title: { zh: '', en: '' },
      cells: [{ fact: 'builtShare', operator: 'in', value: ['x'] }],
    },
    {
      class: 'other',
      title: { zh: '', en: '' },
      cells: [
        { fact: 'useCode', operator: 'in', value: [] },
        { fact: 'villageIndustry', operator: 'is', value: 1 },
      ],
    },
  ];
  expect(faultsOfTable(lines)).toEqual([
    { line: 1, cell: 1, fault: 'operator' },
    { line: 2, cell: 1, fault: 'value' },
    { line: 2, cell: 2, fault: 'value' },
  ]);
  expect(faultsOfTable(defaultTable)).toEqual([]);
});

function columns(rows: readonly Facts[]): FactColumns {
  const numbers = (name: keyof Facts) => Float64Array.from(rows, (row) => row[name] as number);
  const codes = (name: keyof Facts) => {
    const builder = new CodeColumnBuilder();
    for (const row of rows) builder.add(row[name] as string);
    return builder.finish();
  };
  return {
    count: rows.length,
    numbers: {
      baseShare: numbers('baseShare'),
      farmlandSqm: numbers('farmlandSqm'),
      ecologicalSqm: numbers('ecologicalSqm'),
      growthShare: numbers('growthShare'),
      builtShare: numbers('builtShare'),
      renewalShare: numbers('renewalShare'),
      areaSqm: numbers('areaSqm'),
    },
    codes: {
      landPlanZone: codes('landPlanZone'),
      cityPlanUse: codes('cityPlanUse'),
      control: codes('control'),
      useCode: codes('useCode'),
    },
    booleans: { villageIndustry: Uint8Array.from(rows, (row) => (row.villageIndustry ? 1 : 0)) },
  };
}
