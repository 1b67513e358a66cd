import { expect, test } from 'vitest';
import { settingsOf } from './settings.ts';

test('nothing set: this machine only, the embedded database, the demonstration', () => {
  expect(settingsOf({})).toMatchObject({
    host: '127.0.0.1',
    port: 8080,
    baseUrl: 'http://127.0.0.1:8080',
    databaseUrl: null,
    demonstration: true,
    trustProxy: [],
    baseMap: null,
    reviewNumber: null,
  });
});

test('an empty variable counts as not set', () => {
  expect(settingsOf({ DATABASE_URL: ' ', LIZHU_PORT: '' })).toMatchObject({ databaseUrl: null, port: 8080 });
});

test('a base map with its owner’s words', () => {
  const { baseMap } = settingsOf({
    LIZHU_BASE_MAP_URL: 'https://t0.tianditu.gov.cn/vec_w/wmts?TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=K',
    LIZHU_BASE_MAP_ATTRIBUTION: '天地图',
    LIZHU_BASE_MAP_TYPE: 'wmts',
  });
  expect(baseMap).toMatchObject({ type: 'wmts', attribution: '天地图', maxZoom: 18 });
});

test('proxies are listed by commas or blanks', () => {
  expect(settingsOf({ LIZHU_TRUST_PROXY: '10.0.0.1, 10.0.0.2' }).trustProxy).toEqual([
    '10.0.0.1',
    '10.0.0.2',
  ]);
});

test.each([
  ['LIZHU_PORT', 'eighty', 'Cannot use LIZHU_PORT="eighty": give a whole number from 0 to 65535'],
  ['LIZHU_DEMO', 'maybe', 'Cannot use LIZHU_DEMO="maybe": give one of on, off'],
  [
    'LIZHU_BASE_MAP_URL',
    'tianditu',
    'Cannot use LIZHU_BASE_MAP_URL "tianditu": give a full address of one host, with {z}, {x} and {y} in it',
  ],
])('%s=%s is refused by name', (name, value, message) => {
  expect(() => settingsOf({ [name]: value })).toThrow(message);
});
