import { expect, test } from 'vitest';
import { labelThatFits, layOutBars } from './stacked-bars-layout.ts';

test('bars share one scale, and parts follow each other without gaps', () => {
  const bars = layOutBars(
    [
      {
        key: 'all',
        label: '',
        parts: [
          { key: 'a', value: 30 },
          { key: 'b', value: 0 },
          { key: 'c', value: 10 },
        ],
      },
      { key: 'one', label: '', parts: [{ key: 'a', value: 20 }] },
    ],
    400,
  );
  expect(bars[0]!.parts).toEqual([
    { key: 'a', value: 30, x: 0, partPx: 300 },
    { key: 'c', value: 10, x: 300, partPx: 100 },
  ]);
  expect(bars[1]).toMatchObject({ total: 20, parts: [{ partPx: 200 }] });
});

test('nothing measured is nothing drawn', () => {
  expect(layOutBars([{ key: 'all', label: '', parts: [] }], 400)[0]).toMatchObject({ total: 0, parts: [] });
  expect(layOutBars([], 400)).toEqual([]);
});

test('a label is as full as its room allows, and never wider', () => {
  const labels = ['近期规划调整 9,000 亩', '9,000 亩'];
  expect(labelThatFits(labels, 140)).toBe(labels[0]);
  expect(labelThatFits(labels, 118)).toBe(labels[1]);
  expect(labelThatFits(labels, 40)).toBe('');
});
