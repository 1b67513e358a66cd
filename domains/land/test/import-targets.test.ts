import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWriter, type FormatId, resolveCrs, type WriteOptions } from '@lizhu/geodata';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BaseBoundary, Layer } from '../contract.ts';
import type { Browser } from './browser.ts';
import { geojson, type ImportWorld, makeImportWorld } from './import-world.ts';
import { rectangle } from './plane-world.ts';

let world: ImportWorld;
let officer: Browser;
let folder: string;
beforeAll(async () => {
  world = await makeImportWorld();
  officer = await world.as('officer');
  folder = await mkdtemp(join(tmpdir(), 'lizhu-land-files-'));
});
afterAll(async () => {
  await world.drop();
  await rm(folder, { recursive: true, force: true });
});

const layers = async (kind: string): Promise<Layer[]> =>
  (await officer.get('/api/v1/land/layers')).json().rows.filter((layer: Layer) => layer.kind === kind);
const boundaries = async (baseId: string): Promise<BaseBoundary[]> =>
  (await officer.get(`/api/v1/land/boundaries?base=${baseId}`)).json().rows;

describe('a planning layer', () => {
  test('comes in as its next version, and goes again', async () => {
    const features = [
      { properties: { GZQLXDM: '1010', MC: '允许建设区', XH: 7 }, geometry: rectangle([0, 0], 900, 500) },
      { properties: { GZQLXDM: '1020', MC: '有条件建设区' }, geometry: rectangle([0, 500], 900, 500) },
      { properties: { GZQLXDM: '' }, geometry: rectangle([900, 0], 50, 50) },
    ];
    const proposed = await world.propose(officer, '土规 管制分区.geojson', geojson(features));
    expect(proposed).toMatchObject({
      target: 'land-plan',
      proposal: { mapping: { classCode: 'GZQLXDM', name: 'MC' } },
    });
    const checked = await world.check(officer, proposed, { documentNumber: '东府〔2021〕9号' });
    expect(checked.report!.faults).toMatchObject([{ code: 'class-missing', severity: 'quarantine' }]);
    const committed = await world.commit(officer, checked);
    const [layer] = await layers('land-plan');
    expect(layer).toMatchObject({
      version: 1,
      features: 2,
      inForce: true,
      source: '2021 年地籍调查',
      documentNumber: '东府〔2021〕9号',
      classes: [{ code: '1010' }, { code: '1020' }],
    });
    expect(layer!.areaSqm).toBeCloseTo(900_000, -3);
    const again = await world.check(officer, await world.propose(officer, '土规.geojson', geojson(features)));
    await world.commit(officer, again);
    expect((await layers('land-plan')).map(({ version, inForce }) => [version, inForce])).toEqual([
      [2, true],
      [1, false],
    ]);
    await world.undo(officer, committed);
    expect((await layers('land-plan')).map(({ version }) => version)).toEqual([2]);
  });
});

describe('base boundaries', () => {
  const file = geojson([
    { properties: { 基地: 'A' }, geometry: rectangle([0, 0], 1_000, 900) },
    { properties: { 基地: '松山湖基地' }, geometry: rectangle([3_000, 0], 100, 100) },
    { properties: { 基地: 'base b' }, geometry: rectangle([1_000, 0], 1_000, 1_000) },
    { properties: { 基地: 'A' }, geometry: rectangle([900, 800], 200, 200) },
    { properties: { 基地: '没有的' }, geometry: rectangle([5_000, 0], 100, 100) },
  ]);

  test('come in as the next version of each base that the file names, in force from a day on', async () => {
    const proposed = await world.propose(officer, '基地红线.geojson', file);
    expect(proposed).toMatchObject({ target: 'boundaries', proposal: { mapping: { baseCode: '基地' } } });
    const checked = await world.check(officer, proposed, {
      documentNumber: '东府〔2026〕3号',
      effectiveFrom: '2026-01-01',
    });
    expect(checked.report).toMatchObject({ features: 5, valid: 3, quarantined: 2 });
    expect(checked.report!.faults.map(({ code }) => code).sort()).toEqual([
      'base-unknown',
      'boundary-overlaps',
      'overlaps-feature',
    ]);
    const committed = await world.commit(officer, checked);
    const [newest, before] = await boundaries(world.baseA);
    expect(newest).toMatchObject({
      version: 2,
      documentNumber: '东府〔2026〕3号',
      effectiveFrom: '2026-01-01',
      effectiveTo: null,
      inForce: true,
    });
    expect(newest!.areaSqm).toBeCloseTo(910_000, -3);
    expect(before).toMatchObject({ version: 1, inForce: false });
    expect((await boundaries(world.baseB))[0]!.version).toBe(2);

    await world.undo(officer, committed);
    expect((await boundaries(world.baseA)).map(({ version, inForce }) => [version, inForce])).toEqual([
      [1, true],
    ]);
  });

  test('of a later day wait for it', async () => {
    const proposed = await world.propose(officer, '基地红线.geojson', file);
    const said = { documentNumber: '东府〔2099〕1号', effectiveFrom: '2099-01-01' };
    await world.commit(officer, await world.check(officer, proposed, said));
    expect((await boundaries(world.baseA)).map(({ inForce }) => inForce)).toEqual([false, true]);
  });
});

describe('files as they come', () => {
  async function fileOf(format: FormatId, name: string, options: Partial<WriteOptions>): Promise<Buffer> {
    const path = join(folder, name);
    const writer = await createWriter(path, format, {
      crs: resolveCrs('EPSG:4526'),
      layerName: '宗地',
      fields: [
        { name: 'ZDDM', type: 'text' },
        { name: 'QLR', type: 'text' },
      ],
      ...options,
    });
    for (let i = 0; i < 3; i++) {
      await writer.write({
        id: null,
        properties: { ZDDM: `${format}-${i}`, QLR: '东莞市谢岗镇股份经济联合社' },
        geometry: rectangle([i * 60, 700], 50, 50),
      });
    }
    await writer.finish();
    return readFile(path);
  }

  test.each<[FormatId, string, Partial<WriteOptions>]>([
    ['shapefile', '宗地GBK.zip', { encoding: 'GBK' }],
    ['geopackage', '宗地.gpkg', {}],
    ['flatgeobuf', '宗地.fgb', {}],
    ['boundary-txt', '地块.txt', { encoding: 'GBK' }],
    ['csv', '地块.csv', { encoding: 'GBK' }],
    ['xlsx', '地块.xlsx', {}],
  ])('%s in zone 38: text and place come through', async (format, name, options) => {
    const proposed = await world.propose(officer, name, await fileOf(format, name, options));
    expect(proposed.state, JSON.stringify(proposed.problem)).toBe('proposed');
    expect(proposed.proposal!.format).toMatchObject({ value: format });
    expect(proposed.proposal!.crs.value, JSON.stringify(proposed.proposal!.crs)).toBe('EPSG:4526');
    if (options.encoding !== undefined) expect(proposed.proposal!.encoding.value).toMatch(/GB/);
    const { mapping } = proposed.proposal!;
    const { owner } = mapping;
    const checked = await world.check(officer, proposed, {
      target: 'parcels',
      onExisting: 'replace',
    });
    expect(checked.report, JSON.stringify(checked)).toMatchObject({ features: 3, quarantined: 0 });
    expect(checked.report!.areaSqm).toBeCloseTo(7_500, -1);
    await world.commit(officer, checked);
    if (owner === undefined) return;
    const { rows } = (await officer.get(`/api/v1/land/parcels?q=${format}`)).json();
    expect(rows).toHaveLength(3);
    expect(rows[0].owner).toBe('东莞市谢岗镇股份经济联合社');
  });
});
