import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultLayers, formatLayers, type LayerState, parseLayers } from './layer-state.ts';

test('the usual layers leave no trace in the address', () => {
  expect(formatLayers(defaultLayers)).toBe('');
  expect(parseLayers('')).toBe(defaultLayers);
  expect(parseLayers(undefined)).toBe(defaultLayers);
});

test('names that are none are passed over, layers not named follow switched off', () => {
  const layers = parseLayers('parcels*70,nonsense,-farmland,parcels');
  expect(layers.slice(0, 2)).toEqual([
    { key: 'parcels', on: true, opacity: 0.7 },
    { key: 'farmland', on: false, opacity: 1 },
  ]);
  expect(layers).toHaveLength(defaultLayers.length);
  expect(layers.slice(2).every(({ on }) => !on)).toBe(true);
});

test('property (seed 5): order, switches and opacities survive the address', () => {
  const percent = fc.integer({ min: 0, max: 100 });
  const layers = fc
    .tuple(
      fc.shuffledSubarray([...defaultLayers], { minLength: defaultLayers.length }),
      fc.array(fc.tuple(fc.boolean(), percent), { minLength: 12, maxLength: 12 }),
    )
    .map(([order, states]): LayerState[] =>
      order.map(({ key }, index) => ({ key, on: states[index]![0], opacity: states[index]![1] / 100 })),
    );
  fc.assert(
    fc.property(layers, (wanted) => {
      expect(parseLayers(formatLayers(wanted))).toEqual(wanted);
    }),
    { seed: 5 },
  );
});
