import { parcelSorts, readinessClasses } from '@lizhu/land/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSearch, stringifySearch } from '../../../app/search-text.ts';
import { defaultLayers } from '../../../map/layer-state.ts';
import { SQM_PER_MU } from '../../../ui/measure.ts';
import { filterCount, filterOf, type MapState, readMapState, writeMapState } from './map-state.ts';

const usual = readMapState({});

test('the map as it opens has an empty address', () => {
  expect(writeMapState(usual)).toEqual({});
  expect(filterOf(usual, null)).toEqual({});
  expect(filterCount(usual)).toBe(0);
});

test('a shared address says the same to another reader', () => {
  const search =
    'at=22.9,113.8,12&class=usable-now,blocked&base=b1,b2&tenure=state&min=50&parcel=p&table=1&follow=1&sort=area:desc';
  const state = readMapState(parseSearch(search));
  expect(state).toMatchObject({
    view: { lat: 22.9, lon: 113.8, zoom: 12 },
    classes: ['usable-now', 'blocked'],
    baseIds: ['b1', 'b2'],
    sorting: { by: 'area', order: 'desc' },
  });
  expect(filterOf(state, [1, 2, 3, 4])).toEqual({
    bbox: '1,2,3,4',
    base: 'b1,b2',
    class: 'usable-now,blocked',
    tenure: 'state',
    minAreaSqm: 50 * SQM_PER_MU,
  });
  expect(filterCount(state)).toBe(3);
});

test('nonsense in an address is as if it were not there', () => {
  expect(readMapState({ at: 'x', fit: '1', tenure: 'x', min: '-3', sort: 'drop:asc' })).toEqual(usual);
  expect(readMapState({ class: 'none' }).classes).toBeNull();
});

test('property (seed 7): a state survives the address', () => {
  const word = fc.string({ unit: 'grapheme', minLength: 1 });
  const id = fc.uuid();
  const mu = fc.option(fc.integer({ min: 1, max: 10_000 }));
  const states: fc.Arbitrary<MapState> = fc.record({
    view: fc.option(fc.constant({ lon: 113.81234, lat: 22.9, zoom: 12.25 })),
    fit: fc.constant(null),
    layers: fc.shuffledSubarray([...defaultLayers], { minLength: defaultLayers.length }),
    classes: fc.option(fc.subarray([...readinessClasses], { minLength: 1 })),
    baseIds: fc.array(id),
    tenure: fc.option(fc.constantFrom('state' as const, 'collective' as const)),
    use: fc.constantFrom('', '06', '0601'),
    text: fc.oneof(fc.constant(''), word),
    minMu: mu,
    maxMu: mu,
    parcel: fc.option(id),
    table: fc.boolean(),
    follow: fc.boolean(),
    sorting: fc.record({
      by: fc.constantFrom(...parcelSorts),
      order: fc.constantFrom('asc' as const, 'desc' as const),
    }),
  });
  fc.assert(
    fc.property(states, (state) => {
      expect(readMapState(parseSearch(stringifySearch(writeMapState(state))))).toEqual(state);
    }),
    { seed: 7 },
  );
});
