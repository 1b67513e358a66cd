import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatBbox, formatView, parseBbox, parseView, unionBbox } from './view.ts';

test('a view is written latitude first and read again', () => {
  expect(formatView({ lon: 113.8, lat: 22.912341, zoom: 12.254 })).toBe('22.91234,113.8,12.25');
  expect(parseView('22.91234,113.8,12.25')).toEqual({ lon: 113.8, lat: 22.91234, zoom: 12.25 });
});

test('what is no view or box is none', () => {
  for (const text of [undefined, '', '1,2', '1,2,x', '1,,3', '91,0,3', '0,0,99'])
    expect(parseView(text)).toBeNull();
  for (const text of [undefined, '1,2,3', '2,1,1,2', 'a,b,c,d']) expect(parseBbox(text)).toBeNull();
});

test('the box around boxes', () => {
  expect(unionBbox([])).toBeNull();
  expect(
    unionBbox([
      [1, 2, 3, 4],
      [0, 3, 2, 9],
    ]),
  ).toEqual([0, 2, 3, 9]);
});

test('property (seed 4): a box survives the address to 1e-6 degrees', () => {
  const degrees = (from: number, to: number) => fc.double({ min: from, max: to, noNaN: true });
  fc.assert(
    fc.property(degrees(-180, 0), degrees(-85, 0), degrees(0, 180), degrees(0, 85), (...box) => {
      const again = parseBbox(formatBbox(box))!;
      for (const side of [0, 1, 2, 3]) expect(Math.abs(again[side]! - box[side]!)).toBeLessThan(1e-6);
    }),
    { seed: 4 },
  );
});
