import { describe, expect, test } from 'vitest';
import { proposeMapping } from './propose-mapping.ts';
import { proposeTarget } from './propose-target.ts';

describe('what a file brings', () => {
  test.each([
    ['永久基本农田2021.zip', null, 'farmland'],
    ['YJJBNTTB.shp.zip', null, 'farmland'],
    ['生态保护红线.gpkg', null, 'ecological'],
    ['城镇开发边界.geojson', null, 'growth'],
    ['土规管制分区.zip', null, 'land-plan'],
    ['控规用地.zip', null, 'city-plan'],
    ['城市更新名录.xlsx', null, 'renewal'],
    ['现状建筑.gpkg', null, 'buildings'],
    ['河流水系.zip', null, 'river'],
    ['道路.zip', null, 'road'],
    ['基地红线.geojson', null, 'boundaries'],
    ['parcels.geojson', null, 'parcels'],
    ['导出.gpkg', '宗地', 'parcels'],
    ['parcels.gpkg', 'city_plan', 'city-plan'],
    ['数据.zip', null, null],
  ] as const)('%s, layer %s: %s', (fileName, layer, target) => {
    expect(proposeTarget(fileName, layer)).toBe(target);
  });
});

test('each field takes the column that usually holds it, and no column serves two', () => {
  expect(proposeMapping('parcels', ['QLR', ' ZDDM ', 'DLBM', '无关'])).toEqual({
    code: ' ZDDM ',
    useCode: 'DLBM',
    owner: 'QLR',
  });
  expect(proposeMapping('land-plan', ['name', 'code'])).toEqual({ classCode: 'code', name: 'name' });
});
