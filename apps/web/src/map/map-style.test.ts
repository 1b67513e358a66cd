import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import type { FilterSpecification } from 'maplibre-gl';
import { expect, test } from 'vitest';
import { defaultLayers } from './layer-state.ts';
import { mapStyle } from './map-style.ts';

const plain = {
  layers: defaultLayers,
  dataVersion: '7',
  bases: [],
  language: 'zh-CN',
  baseMap: null,
} as const;
const everything = {
  ...plain,
  layers: defaultLayers.map((layer) => ({ ...layer, on: true })),
  parcels: ['in', ['get', 'class'], ['literal', ['usable-now']]] as FilterSpecification,
  chosen: { selected: { ids: ['a'], color: '#000000' } },
  baseMap: {
    type: 'wmts',
    url: 'https://maps.example/{TileMatrix}/{TileRow}/{TileCol}',
    attribution: '',
    maxZoom: 18,
  },
} as const;

test('every style is one that MapLibre accepts', () => {
  expect(validateStyleMin(mapStyle(plain))).toEqual([]);
  expect(validateStyleMin(mapStyle(everything))).toEqual([]);
});

test('only what is shown is asked for, and nothing from outside without a base map', () => {
  const { sources } = mapStyle(plain);
  expect(Object.keys(sources).toSorted()).toEqual([
    'base-names',
    'parcels',
    'readiness',
    'sites+bases+layer-river+layer-road',
  ]);
  expect(JSON.stringify(mapStyle(plain))).not.toMatch(/https?:/);
  expect(JSON.stringify(mapStyle(everything).sources['base-map'])).toContain('{z}/{y}/{x}');
});

test('the first layer of the list lies uppermost', () => {
  const ids = mapStyle(plain).layers.map(({ id }) => id);
  expect(ids[0]).toBe('ground');
  expect(ids.indexOf('readiness-fill')).toBeLessThan(ids.indexOf('parcels-fill'));
  expect(ids.indexOf('parcels-fill')).toBeLessThan(ids.indexOf('river-fill'));
  expect(ids.indexOf('river-fill')).toBeLessThan(ids.indexOf('bases-line'));
});

test('from afar parcels are put together by class, unless the filter asks for what is not known of that', () => {
  const zoomsOf = (parcels: FilterSpecification | null) =>
    Object.fromEntries(
      mapStyle({ ...plain, parcels }).layers.map(({ id, minzoom, maxzoom }) => [id, [minzoom, maxzoom]]),
    );
  for (const filter of [null, everything.parcels]) {
    const zooms = zoomsOf(filter);
    expect(zooms['readiness-fill']).toEqual([undefined, 12]);
    expect(zooms['parcels-fill']).toEqual([12, undefined]);
    expect(zooms['parcels-hatch']).toEqual([12, undefined]);
  }
  const zooms = zoomsOf([
    'all',
    everything.parcels,
    ['==', ['get', 'tenure'], 'state'],
  ] as FilterSpecification);
  expect(zooms).not.toHaveProperty('readiness-fill');
  expect(zooms['parcels-fill']).toEqual([undefined, undefined]);
  expect(zooms['parcels-hatch']).toEqual([11, undefined]);
});
