import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crs84, epsgUri, type ServedCrs } from './crs.ts';
import { BadQuery, LIMIT_DEFAULT, LIMIT_MAX, parseItemsQuery } from './query.ts';

/** Kilometres east and north of 114°E 23°N, northing first. */
const grid: ServedCrs = {
  uri: epsgUri(4547),
  fromLonLat: (lon, lat) => [(lon - 114) * 100, (lat - 23) * 100],
  toLonLat: (x, y) => [114 + x / 100, 23 + y / 100],
  order: 'yx',
};
const properties = {
  kind: { type: 'string', title: '', queryable: true },
  height: { type: 'number', title: '', queryable: true },
  old: { type: 'boolean', title: '', queryable: true },
  secret: { type: 'string', title: '' },
} as const;
const parse = (raw: Record<string, string>) => parseItemsQuery(raw, properties, [crs84, grid]);
const wrong = (raw: Record<string, string>): string => {
  try {
    parse(raw);
  } catch (error) {
    if (error instanceof BadQuery) return error.parameter;
    throw error;
  }
  return 'nothing';
};

describe('a parameter that is wrong is named', () => {
  test.each([
    ['kidn', { kidn: 'fig' }],
    ['secret', { secret: 'x' }],
    ['height', { height: 'tall' }],
    ['old', { old: 'yes' }],
    ['f', { f: 'html' }],
    ['crs', { crs: 'EPSG:4547' }],
    ['bbox-crs', { 'bbox-crs': epsgUri(9999) }],
    ['bbox', { bbox: '1,2,3' }],
    ['bbox', { bbox: '1,2,,4' }],
    ['bbox', { bbox: '3,2,1,4' }],
    ['bbox', { bbox: '1e308,0,1e308,1' }],
    ['datetime', { datetime: 'yesterday' }],
    ['datetime', { datetime: '2021-13-01' }],
    ['datetime', { datetime: '2021-06-18/2020-01-01' }],
    ['datetime', { datetime: '..' }],
    ['datetime', { datetime: '2021-01-01/2022-01-01/2023-01-01' }],
    ['limit', { limit: '0' }],
    ['limit', { limit: '-5' }],
    ['limit', { limit: 'ten' }],
  ])('%s in %o', (parameter, raw) => {
    expect(wrong(raw as Record<string, string>)).toBe(parameter);
  });
});

test('nothing asked: the first hundred in CRS84', () => {
  expect(parse({})).toMatchObject({
    bbox: null,
    datetime: null,
    limit: LIMIT_DEFAULT,
    after: null,
    crs: crs84,
  });
  expect(parse({ limit: '1000000' }).limit).toBe(LIMIT_MAX);
});

test('days and instants, open and closed', () => {
  const of = (datetime: string) => parse({ datetime }).datetime;
  expect(of('2021-06-18')).toEqual({ from: '2021-06-18T00:00:00Z', to: '2021-06-18T23:59:59.999Z' });
  expect(of('2021-06-18T08:00:00+08:00')).toEqual({
    from: '2021-06-18T08:00:00+08:00',
    to: '2021-06-18T08:00:00+08:00',
  });
  expect(of('../2021-06-18')).toEqual({ from: null, to: '2021-06-18T23:59:59.999Z' });
  expect(of('2021-06-18/')).toEqual({ from: '2021-06-18T00:00:00Z', to: null });
});

test('a box comes in the order of its system, with heights passed over', () => {
  expect(parse({ bbox: '114,22,115,23' }).bbox).toEqual([114, 22, 115, 23]);
  expect(parse({ bbox: '114,22,-5,115,23,90' }).bbox).toEqual([114, 22, 115, 23]);
  expect(parse({ bbox: '10,20,30,40', 'bbox-crs': grid.uri }).bbox).toEqual([114.2, 23.1, 114.4, 23.3]);
});

test('property (seed 4490): whatever is asked, the answer is a query or a 400 that names a parameter', () => {
  const name = fc.constantFrom(
    'bbox',
    'crs',
    'datetime',
    'limit',
    'after',
    'kind',
    'height',
    'old',
    'bbox-crs',
    'x',
  );
  fc.assert(
    fc.property(fc.dictionary(name, fc.string({ maxLength: 12 })), (raw) => {
      const parameter = wrong(raw);
      expect(parameter === 'nothing' || parameter in raw).toBe(true);
    }),
    { seed: 4490, numRuns: 2_000 },
  );
});
