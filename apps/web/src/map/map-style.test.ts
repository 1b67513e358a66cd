import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
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
  parcels: ['in', ['get', 'class'], ['literal', ['usable-now']]] as never,
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
    'bases',
    'layer-river',
    'layer-road',
    'parcels',
    'sites',
  ]);
  expect(JSON.stringify(mapStyle(plain))).not.toMatch(/https?:/);
  expect(JSON.stringify(mapStyle(everything).sources['base-map'])).toContain('{z}/{y}/{x}');
});

test('the first layer of the list lies uppermost', () => {
  const ids = mapStyle(plain).layers.map(({ id }) => id);
  expect(ids[0]).toBe('ground');
  expect(ids.indexOf('parcels-fill')).toBeLessThan(ids.indexOf('river-fill'));
  expect(ids.indexOf('river-fill')).toBeLessThan(ids.indexOf('bases-line'));
});
