import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  exactArea,
  fileSize,
  hectares,
  metres,
  mu,
  percent,
  SQM_PER_MU,
  squareKilometres,
  squareMetres,
} from './measure.ts';

test('the programme total of 59.6 km² is 89,400 亩', () => {
  expect(squareKilometres(59.6e6, 'zh-CN')).toMatchObject({ value: '59.6', unit: 'km²' });
  expect(mu(59.6e6, 'zh-CN')).toMatchObject({ value: '89,400', unit: '亩' });
  expect(mu(59.6e6, 'en').unit).toBe('mu');
  expect(hectares(59.6e6, 'zh-CN')).toMatchObject({ value: '5,960', unit: '公顷' });
});

test('the tooltip says the same area in every unit', () => {
  expect(exactArea(1609 * SQM_PER_MU, 'zh-CN')).toBe(
    '1,072,666.67 m² = 1,609.0000 亩 = 107.266667 公顷 = 1.072667 km²',
  );
});

test('small areas keep decimals, nothing is rounded to zero unless it is zero', () => {
  expect(mu(50 * SQM_PER_MU, 'zh-CN').value).toBe('50.0');
  expect(mu(1.234 * SQM_PER_MU, 'zh-CN').value).toBe('1.23');
  expect(mu(0, 'zh-CN').value).toBe('0');
  expect(squareMetres(12.345, 'en').value).toBe('12.35');
  expect(percent(0.0004)).toBe('< 0.1 %');
  expect(percent(0)).toBe('0.0 %');
  expect(percent(1)).toBe('100 %');
  expect(percent(0.1234)).toBe('12.3 %');
});

test('lengths change from m to km at a thousand', () => {
  expect(metres(843.2)).toEqual({ value: '843', unit: 'm', exact: '843.20 m' });
  expect(metres(12_345.6)).toEqual({ value: '12.35', unit: 'km', exact: '12,345.60 m' });
});

test('sizes of files', () => {
  expect(fileSize(512)).toBe('512 B');
  expect(fileSize(5 * 1024 ** 2)).toBe('5.0 MB');
});

test('property (seed 1): the exact text carries the area to the hundredth of a square metre', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (areaSqm) => {
      const read = Number(exactArea(areaSqm, 'en').split(' ')[0]!.replaceAll(',', ''));
      expect(Math.abs(read - areaSqm)).toBeLessThanOrEqual(0.005 + 1e-6);
    }),
    { seed: 1 },
  );
});
