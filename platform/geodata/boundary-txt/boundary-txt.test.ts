import { join } from 'node:path';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { resolveCrs } from '../crs/resolve-crs.ts';
import type { Field } from '../geo-feature.ts';
import { partsOf } from '../geometry.ts';
import { inspectGeodata } from '../open-geodata.ts';
import { randomArea, seeded } from '../test/random-areas.ts';
import { fileOf, readChecked, refusal, sourceOf, verdicts } from '../test/read-checked.ts';
import { farthestDeg, readFeatures, temporaryFolder } from '../test/round-trip.ts';
import { boundaryTxt } from './boundary-txt.ts';

const folder = temporaryFolder();

function header(changes: Readonly<Record<string, string | null>> = {}): string {
  const keys: Record<string, string | null> = {
    格式版本号: '1.01版本',
    数据产生单位: '自然资源部',
    数据产生日期: '2025-12-16',
    坐标系: '2000国家大地坐标系',
    几度分带: '3',
    投影类型: '高斯克吕格',
    计量单位: '米',
    带号: '38',
    精度: '0.01',
    转换参数: '0,0,0,0,0,0,0',
    ...changes,
  };
  const lines = Object.entries(keys).flatMap(([key, value]) => (value === null ? [] : [`${key}=${value}`]));
  return `[属性描述]\n${lines.join('\n')}\n[地块坐标]\n`;
}

const NORTH = 2546851.533;
const EAST = 38474557.733;

interface Square {
  readonly north?: number;
  readonly east?: number;
  readonly sizeM?: number;
  readonly ring?: number;
  readonly first?: number;
  readonly closed?: boolean;
}

/** Points of a square of 100 m, north first. */
function points({
  north = 0,
  east = 0,
  sizeM = 100,
  ring = 1,
  first = 1,
  closed = true,
}: Square = {}): string {
  const corners = [
    [0, 0],
    [sizeM, 0],
    [sizeM, sizeM],
    [0, sizeM],
  ].map(
    ([n, e], i) =>
      `J${first + i},${ring},${(NORTH + north + n!).toFixed(3)},${(EAST + east + e!).toFixed(3)}`,
  );
  const closing = corners[0]!;
  return `${[...corners, ...(closed ? [closing] : [])].join('\n')}\n`;
}

const parcel = (id: string, area = '1.0000', count = 4): string =>
  `${count},${area},${id},一号地块,面,F49G001,工业用地,0601,@\n`;

const read = async (text: string, crs?: string) => await readChecked(fileOf('地块.txt', text), { crs });

describe('variants of boundary-point TXT', () => {
  it('has north first, and its zone from the header', async () => {
    const source = fileOf('a.txt', header() + parcel('DK001') + points());
    const found = await inspectGeodata(source);
    expect(found.format).toMatchObject({ value: 'boundary-txt', confidence: 'certain' });
    expect(found.crs).toMatchObject({ value: 'EPSG:4526', confidence: 'certain' });
    const [only] = await readChecked(source);
    expect(only).toMatchObject({ status: 'valid', faults: [] });
    expect(only!.feature).toMatchObject({ id: 'DK001', properties: { 地块面积: 1, 地块用途: '工业用地' } });
    // The last corner of the file, 100 m east of the control point: the ring was turned.
    const [lon, lat] = partsOf(only!.geometry!)[0]![0]![0]!;
    expect([lon, lat].map((each) => each!.toFixed(4))).toEqual(['113.7528', '23.0207']);
    expect(only!.areaSqm).toBeCloseTo(10_000, 0);
  });

  it('tells by the coordinates that eastings carry no zone', async () => {
    const text = (header() + parcel('DK001') + points()).replaceAll(',38474', ',474');
    expect((await inspectGeodata(fileOf('a.txt', text))).crs).toMatchObject({
      value: 'EPSG:4547',
      confidence: 'certain',
    });
  });

  for (const [variant, change] of [
    ['UTF-8 with a byte-order mark', (text) => Buffer.from(`\uFEFF${text}`)],
    ['GBK', (text) => iconv.encode(text, 'GBK')],
    ['CRLF line ends', (text) => Buffer.from(text.replaceAll('\n', '\r\n'))],
    ['a full-width point in the version', (text) => Buffer.from(text.replace('1.01版本', '1．01版本'))],
    [
      'full-width digits, points and commas',
      (text) =>
        Buffer.from(
          text.replace(/^J.*$/gm, (line) =>
            line.replace(/[0-9.,]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)),
          ),
        ),
    ],
    [
      'keys in another order, and unknown ones',
      (text) =>
        Buffer.from(
          text
            .replace('[属性描述]\n', '[项目信息]\n项目名称=某,项目\n\n[属性描述]\n带号=38\n未知=1\n')
            .replace('\n带号=38\n精度', '\n精度'),
        ),
    ],
    ['blanks round everything', (text) => Buffer.from(text.replace(/,/g, ' , ').replace(/@/g, '@  '))],
    ['points that are not closed', (text) => Buffer.from(text.replace(/\n[^\n]*\n$/, '\n'))],
  ] as [string, (text: string) => Uint8Array][]) {
    it(`reads ${variant}`, async () => {
      const [only] = await readChecked(fileOf('a.txt', change(header() + parcel('DK001') + points())));
      expect(only!.status).toBe(variant.includes('not closed') ? 'repaired' : 'valid');
      expect(only!.feature.id).toBe('DK001');
      expect(only!.areaSqm).toBeCloseTo(10_000, 0);
    });
  }

  for (const [count, line] of [
    [8, '4,1.0000,DK1,名称,面,图幅,用途,0601,@'],
    [8, '4,1.0000,DK1,名称,面,,,,@'],
    [9, '4,1.0000,DK1,名称,面,图幅,用途,0601,图斑,@'],
    [12, '4,1.0000,DK1,名称,面,图幅,用途,0601,图斑,地类,5,6,@'],
    [13, '4,1.0000,DK1,名称，二,面,图幅,用途,0601,图斑,地类,5,6,备注,@'],
    [13, '4,1.0000,DK1,名称,面,图幅,用途,0601,图斑,地类,5,6,备注@'],
  ] as const) {
    it(`reads a parcel line of ${count} fields: ${line}`, async () => {
      const [only] = await read(`${header()}${line}\n${points()}`);
      expect(only!.status).toBe('valid');
      expect(Object.keys(only!.feature.properties)).toHaveLength(count);
      expect(only!.feature.properties['地块名称']).toBe(line.includes('二') ? '名称，二' : '名称');
    });
  }

  it('reads holes by ring number, with point numbers that go on or begin again', async () => {
    const hole = { north: 40, east: 40, sizeM: 20, ring: 2 };
    for (const first of [5, 1]) {
      const [only] = await read(
        header() + parcel('DK001', '0.9600', 8) + points() + points({ ...hole, first }),
      );
      expect(partsOf(only!.geometry!)[0]).toHaveLength(2);
      expect(only!.areaSqm).toBeCloseTo(9_600, 0);
    }
  });

  it('reads holes that all have ring number 1 and begin again with J1', async () => {
    const hole = points({ north: 40, east: 40, sizeM: 20, ring: 1 });
    const [only] = await read(header() + parcel('DK001', '0.9600', 8) + points() + hole);
    expect(only!.areaSqm).toBeCloseTo(9_600, 0);
  });

  it('takes a ring outside the first one for a part of its own, and says so', async () => {
    const apart = points({ east: 300, ring: 2, first: 5 });
    const [only] = await read(header() + parcel('DK001', '2.0000', 8) + points() + apart);
    expect(verdicts([only!])).toEqual(['repaired: ring-role']);
    expect(only!.areaSqm).toBeCloseTo(20_000, 0);
  });

  it('reads several parcels, and several files put behind each other', async () => {
    const one = header() + parcel('DK001') + points() + parcel('DK002') + points({ north: 200 });
    const two = header() + parcel('DK003') + points({ north: 400 });
    expect((await read(one + two)).map(({ feature }) => feature.id)).toEqual(['DK001', 'DK002', 'DK003']);
    const [, , other] = await read(one + two.replace('带号=38', '带号=39'));
    expect(verdicts([other!])).toEqual(['quarantined: record-damaged']);
    expect(other!.faults[0]!.message.zh).toContain('请拆分为两个文件');
  });
});

describe('what a boundary-point TXT says against what it holds', () => {
  it('names an area that differs, by more than the digits of the header explain', async () => {
    const [wrong] = await read(header() + parcel('DK001', '1.5000') + points());
    expect(wrong!.faults.map(({ code }) => code)).toContain('stated-area-differs');
    expect(wrong!.faults[0]!.message.en).toBe('the header states 1.5000 ha, the coordinates give 1.0000 ha');
    expect(wrong!.status).toBe('valid');
    for (const area of ['1.0000', '1.0001', '1.00', '1', '']) {
      const [right] = await read(header() + parcel('DK001', area) + points());
      expect(right!.faults.map(({ code }) => code)).toEqual([]);
    }
  });

  it('names a number of points that differs, the closing point counted or not', async () => {
    for (const count of [4, 5]) {
      const [right] = await read(header() + parcel('DK001', '1.0000', count) + points());
      expect(right!.faults.map(({ code }) => code)).toEqual([]);
    }
    const [wrong] = await read(header() + parcel('DK001', '1.0000', 7) + points());
    expect(wrong!.faults[0]!.message.en).toBe('the header states 7 boundary points, 4 were found');
  });

  it('names the line of a point that cannot be read', async () => {
    const text = header() + parcel('DK001') + points().replace(/38474657\.733/, '');
    const [only] = await read(text);
    const line = text.split('\n').findIndex((each) => each.startsWith('J3')) + 1;
    expect(only).toMatchObject({
      status: 'quarantined',
      faults: [{ code: 'point-unreadable', place: { line } }],
    });
  });

  it('quarantines a parcel number that occurs twice, and points without a parcel', async () => {
    const twice = await read(
      header() + parcel('DK001') + points() + parcel('DK001') + points({ north: 200 }),
    );
    expect(verdicts(twice)[1]).toContain('id-repeated');
    expect(twice[1]!.faults[0]!.message.zh).toBe('编号“DK001”与第 1 个要素重复');
    const [stray] = await read(header() + points());
    expect(verdicts([stray!])).toEqual(['quarantined: record-damaged']);
  });

  it('takes points, lines and empty parcels for what they are', async () => {
    const as = (kind: string): string => header() + parcel('DK001').replace(',面,', `,${kind},`) + points();
    expect(verdicts(await read(as('点')))).toEqual(['quarantined: not-a-polygon']);
    expect(verdicts(await read(as('线')))).toEqual(['quarantined: not-a-polygon']);
    expect(verdicts(await read(as('')))).toEqual(['valid']);
    const both = await read(header() + parcel('DK001') + parcel('DK002') + points());
    expect(verdicts(both)[0]).toBe('quarantined: point-count-differs, geometry-empty');
  });

  it('does not believe a zone that the coordinates contradict, nor columns that are swapped', async () => {
    const zone = await refusal(read(header({ 带号: '39' }) + parcel('DK001') + points()));
    expect(zone.code).toBe('crs-needed');
    expect(zone.text.en).toContain('带号=39');
    expect(zone.candidates.map(({ value }) => value)).toEqual(['EPSG:4526']);
    const swapped = points().replace(/^(J\d+,\d+),([\d.]+),([\d.]+)$/gm, '$1,$3,$2');
    const axes = await refusal(read(header() + parcel('DK001') + swapped));
    expect(axes.candidates.map(({ value }) => value)).toEqual(['EPSG:4526+yx']);
    expect(axes.candidates[0]!.note.zh).toContain('坐标轴对调');
    const [only] = await read(header() + parcel('DK001') + swapped, 'EPSG:4526+yx');
    expect(only!.areaSqm).toBeCloseTo(10_000, 0);
  });

  for (const [what, changes, words] of [
    ["Xi'an 1980", { 坐标系: '80国家大地坐标系', 带号: '40' }, '80国家大地坐标系'],
    ['no zone', { 带号: null }, 'states no zone'],
    ['a zone that does not exist', { 带号: '99' }, 'does not exist'],
    ['nothing', { 坐标系: null }, 'does not state its coordinate system'],
  ] as const) {
    it(`asks for the system where the header states ${what}`, async () => {
      const { code, text } = await refusal(read(header(changes) + parcel('DK001') + points()));
      expect(code).toBe('crs-needed');
      expect(text.en).toContain(words);
    });
  }

  it('refuses the wrong encoding in words', async () => {
    const gbk = fileOf('a.txt', iconv.encode(header() + parcel('DK001') + points(), 'GBK'));
    expect((await inspectGeodata(gbk)).encoding.value).toBe('GBK');
    expect((await refusal(readChecked(gbk, { encoding: 'UTF-8' }))).code).toBe('encoding-wrong');
  });
});

describe('written boundary-point TXT', () => {
  const fields: readonly Field[] = [
    { name: 'ZDDM', type: 'text' },
    { name: '地块名称', type: 'text' },
    { name: 'DLBM', type: 'text' },
  ];

  for (const [seed, code, encoding, more] of [
    [61, 'EPSG:4526', 'UTF-8', []],
    [62, 'EPSG:4547', 'GBK', ['备注']],
    [63, 'EPSG:4509', 'UTF-8', []],
  ] as const) {
    it(`keeps 30 random areas in ${code} and ${encoding} (seed ${seed})`, async () => {
      const random = seeded(seed);
      const features = Array.from({ length: 30 }, (_, i) => ({
        id: `uuid-${i}`,
        properties: { ZDDM: `DK${i}`, 地块名称: `名,称@\n${i}`, DLBM: '0601', 备注: 'x' },
        geometry: randomArea(random),
      }));
      const path = join(folder, `${seed}.txt`);
      const all = [...fields, ...more.map((name) => ({ name, type: 'text' as const }))];
      const writer = await boundaryTxt.create(path, {
        crs: resolveCrs(code),
        layerName: 'x',
        fields: all,
        encoding,
      });
      for (const feature of features) await writer.write(feature);
      await writer.finish();
      const found = await inspectGeodata(sourceOf(path));
      expect(found.crs).toMatchObject({
        value: code === 'EPSG:4509' ? 'EPSG:4509' : code,
        confidence: 'certain',
      });
      expect(found.encoding.value).toBe(encoding);
      const back = await readFeatures(boundaryTxt, path, undefined, { encoding });
      back.forEach(({ id, properties, geometry, faults }, i) => {
        expect(id).toBe(`DK${i}`);
        expect(properties).toMatchObject({ 地块名称: `名，称＠ ${i}`, 地类编码: '0601' });
        expect(Object.keys(properties)).toHaveLength(more.length > 0 ? 13 : 8);
        expect(faults.filter((each) => each.code !== 'ring-role')).toEqual([]);
        expect(farthestDeg(features[i]!.geometry, geometry)).toBeLessThan(1e-9);
      });
      const checked = await readChecked(sourceOf(path));
      expect(checked.every(({ status }) => status !== 'quarantined')).toBe(true);
    });
  }

  it('is refused for systems and geometries that the format does not have', async () => {
    const open = (code: string) =>
      boundaryTxt.create(join(folder, 'no.txt'), { crs: resolveCrs(code), layerName: 'x', fields });
    for (const code of ['EPSG:4490', 'GCJ-02', 'EPSG:3857']) {
      await expect(open(code)).rejects.toMatchObject({ code: 'write-refused' });
    }
    const writer = await open('EPSG:4526');
    const point = { id: null, properties: {}, geometry: { type: 'Point', coordinates: [113, 23] } } as const;
    await expect(writer.write(point as never)).rejects.toMatchObject({ code: 'write-refused' });
    await writer.discard();
  });
});

describe('a parcel in another system than the rest', () => {
  for (const [what, change, code] of [
    ['without the zone', (line: string) => line.replace(',38474', ',474'), 'out-of-range'],
    ['with another zone', (line: string) => line.replace(',38474', ',39474'), 'out-of-range'],
    [
      'with its columns swapped',
      (line: string) => line.replace(/,([\d.]+),([\d.]+)$/, ',$2,$1'),
      'out-of-range',
    ],
    ['in degrees', (line: string) => line.replace(/,([\d.]+),([\d.]+)$/, ',23.02,113.75'), 'not-finite'],
  ] as const) {
    it(`is quarantined with its place: ${what}`, async () => {
      const strange = points({ north: 400 }).split('\n').map(change).join('\n');
      const text =
        header() +
        parcel('DK1') +
        points() +
        parcel('DK2') +
        points({ north: 200 }) +
        parcel('DK3') +
        strange;
      const read3 = await read(text);
      expect(verdicts(read3).slice(0, 2)).toEqual(['valid', 'valid']);
      expect(read3[2]).toMatchObject({ status: 'quarantined' });
      expect(read3[2]!.faults.at(-1)).toMatchObject({ code, place: { feature: 3, ring: 1, vertex: 1 } });
    });
  }
});
