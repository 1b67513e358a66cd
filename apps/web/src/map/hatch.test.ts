import { expect, test } from 'vitest';
import { hatchName, hatchOf } from './hatch.ts';

test('a hatch is seamless: each row is the row above moved by one', () => {
  const { width, height, data } = hatchOf(hatchName('#b2182b', 8, 1))!;
  expect([width, height]).toEqual([16, 16]);
  const alpha = (x: number, y: number) => data[((y % height) * width + ((x + width) % width)) * 4 + 3];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) expect(alpha(x, y + 1)).toBe(alpha(x + 1, y));
  }
  expect([...data.slice(0, 3)]).toEqual([0xb2, 0x18, 0x2b]);
});

test('the two leans are mirror images, and other names are not hatches', () => {
  const right = hatchOf('hatch:#000000:4:1')!;
  const left = hatchOf('hatch:#000000:4:-1')!;
  for (let y = 0; y < 8; y++) {
    for (let x = 0; x < 8; x++) {
      expect(left.data[(y * 8 + x) * 4 + 3]).toBe(right.data[(y * 8 + ((8 - x) % 8)) * 4 + 3]);
    }
  }
  expect(hatchOf('marker')).toBeNull();
});
