import { featureFilter } from '@maplibre/maplibre-gl-style-spec';
import { expect, test } from 'vitest';
import { readMapState } from './map-state.ts';
import { parcelExpression } from './parcel-expression.ts';

const parcel = {
  class: 'usable-now',
  base: 'b1',
  tenure: 'state',
  use: '0601',
  code: '441900GB1',
  owner: '东莞市土储',
};
const passes = (search: Record<string, string>, properties: Record<string, unknown> = parcel): boolean => {
  const filter = featureFilter(parcelExpression(readMapState(search)) as never, 'layers[0].filter');
  return filter.filter({ zoom: 12 }, { type: 3, properties } as never);
};

test('no filter shows all', () => {
  expect(parcelExpression(readMapState({}))).toBeNull();
});

test('each filter of the table holds on the map', () => {
  expect(passes({ class: 'usable-now,blocked' })).toBe(true);
  expect(passes({ class: 'blocked' })).toBe(false);
  expect(passes({ base: 'b2' })).toBe(false);
  expect(passes({ tenure: 'collective' })).toBe(false);
  expect(passes({ use: '06' })).toBe(true);
  expect(passes({ use: '07' })).toBe(false);
  expect(passes({ q: '441900g' })).toBe(true);
  expect(passes({ q: '土储' })).toBe(true);
  expect(passes({ q: '4420' })).toBe(false);
});

test('areas hold where the tile knows them', () => {
  expect(passes({ min: '50' }, { ...parcel, area: 20_000 })).toBe(false);
  expect(passes({ min: '50' }, { ...parcel, area: 40_000 })).toBe(true);
  expect(passes({ max: '50' }, { ...parcel, area: 40_000 })).toBe(false);
  expect(passes({ min: '50', max: '60' })).toBe(true);
});
