import { expect, test } from 'vitest';
import { spotName, spotOf } from './spot.ts';

test('a spot has its colour in the middle, a white rim around it and nothing in the corners, alike on all sides', () => {
  const { width, height, data } = spotOf(spotName('#3d4db3'))!;
  expect([width, height]).toEqual([32, 32]);
  const pixel = (x: number, y: number) => [...data.slice((y * width + x) * 4, (y * width + x) * 4 + 4)];
  expect(pixel(16, 16)).toEqual([0x3d, 0x4d, 0xb3, 255]);
  expect(pixel(16, 3)).toEqual([255, 255, 255, 255]);
  expect(pixel(0, 0)[3]).toBe(0);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      expect(pixel(x, y)).toEqual(pixel(width - 1 - x, y));
      expect(pixel(x, y)).toEqual(pixel(y, x));
    }
  }
});

test('other names are not spots', () => {
  expect(spotOf('spot:red')).toBeNull();
  expect(spotOf('hatch:#000000:4:1')).toBeNull();
});
