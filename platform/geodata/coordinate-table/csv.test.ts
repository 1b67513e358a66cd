import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { proposeCrs } from '../crs/propose-crs.ts';
import { resolveCrs } from '../crs/resolve-crs.ts';
import type { LayerDescription, OutFeature } from '../format.ts';
import type { Field, GeoFeature } from '../geo-feature.ts';
import { readLimits } from '../limits.ts';
import { inspectGeodata } from '../open-geodata.ts';
import { writeWkt } from '../simple-features/write-wkt.ts';
import { gdal, gdalFeatures, gdalNote, hasGdal } from '../test/gdal.ts';
import { randomArea, seeded } from '../test/random-areas.ts';
import { farthestDeg, readFeatures, temporaryFolder, writeFeatures } from '../test/round-trip.ts';
import { csv } from './csv.ts';

const folder = temporaryFolder();
const cgcs2000 = resolveCrs('EPSG:4490');
const zone38 = resolveCrs('EPSG:4526');
const fields: readonly Field[] = [
  { name: '权利人', type: 'text' },
  { name: '面积', type: 'number' },
  { name: '户数', type: 'integer' },
  { name: '已收储', type: 'boolean' },
  { name: '登记日期', type: 'date' },
  { name: '圈号', type: 'text' },
];

function someFeatures(seed: number, count: number): OutFeature[] {
  const random = seeded(seed);
  const texts = [
    '=1+1',
    '-5 米',
    '@x',
    "'=y",
    '+86',
    '"引号"',
    '逗号, 分号;',
    '两行\n字',
    ' 空白 ',
    '＝全角',
    '007',
  ];
  return Array.from({ length: count }, (_, i) => ({
    id: `DK${i + 1}`,
    properties: {
      权利人: texts[i % texts.length]!,
      面积: random() * 1e6 - 5e5,
      户数: Math.floor(random() * 100) - 50,
      已收储: random() < 0.5,
      登记日期: '2024-02-29',
      圈号: i === 3 ? null : `甲${i}`,
    },
    geometry: i === 2 ? null : randomArea(random),
  }));
}

let files = 0;
async function opened(content: string | Uint8Array, name = `${++files}.csv`) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return { path, reader: await csv.open({ path, fileName: name }, readLimits) };
}

async function described(
  content: string | Uint8Array,
  columns: string | null = null,
): Promise<LayerDescription> {
  const { reader } = await opened(content);
  const encoding = (await reader.encoding()).value;
  return await reader.describe({ encoding, layer: null, columns }).finally(() => reader.close());
}

async function read(
  content: string | Uint8Array,
  crs = cgcs2000,
  columns: string | null = null,
): Promise<GeoFeature[]> {
  const { path, reader } = await opened(content);
  const encoding = (await reader.encoding()).value;
  await reader.close();
  return await readFeatures(csv, path, crs, { encoding, columns });
}

describe('CSV round trip', () => {
  for (const [seed, code] of [
    [81, 'EPSG:4490'],
    [82, 'EPSG:4526'],
    [83, 'EPSG:4547+yx'],
    [84, 'BD-09'],
  ] as const) {
    it(`keeps 60 random areas with holes and their attributes in ${code} (seed ${seed})`, async () => {
      const path = join(folder, `trip-${seed}.csv`);
      const features = someFeatures(seed, 60);
      await writeFeatures(csv, path, resolveCrs(code), fields, features);
      const back = await readFeatures(csv, path);
      expect(back.map(({ id }) => id)).toEqual(features.map(({ id }) => id));
      const known = back.map(({ properties: { 地块编号, 圈号_2, ...others } }) => ({
        ...others,
        圈号: 圈号_2,
      }));
      expect(known).toEqual(features.map(({ properties }) => properties));
      const farthest = back.map(({ geometry }, i) => farthestDeg(features[i]!.geometry, geometry));
      expect(Math.max(...farthest)).toBeLessThan(2e-9);
      expect(back.flatMap(({ faults }) => faults.map((each) => each.code))).toEqual(['geometry-null']);
    });
  }

  it('uses a field for the parcel code where there is one, and keeps parcels of the same code apart', async () => {
    const path = join(folder, 'code.csv');
    const [first, second] = someFeatures(85, 2);
    const code: Field[] = [{ name: '宗地代码', type: 'text' }];
    await writeFeatures(csv, path, cgcs2000, code, [
      { ...first!, id: 'uuid-1', properties: { 宗地代码: '0012' } },
      { ...second!, id: 'uuid-2', properties: { 宗地代码: '0012' } },
    ]);
    const header = readFileSync(path, 'utf8').split('\r\n')[0];
    expect(header).toBe('\ufeff地块序号,部分号,圈号,点号,经度,纬度,坐标系,宗地代码');
    const back = await readFeatures(csv, path);
    expect(back.map(({ id, properties }) => [id, properties])).toEqual([
      ['0012', { 宗地代码: '0012' }],
      ['0012', { 宗地代码: '0012' }],
    ]);
  });

  it('takes no lot number for the code of a parcel', async () => {
    const path = join(folder, 'lot.csv');
    const features = someFeatures(91, 3).map((each) => ({ ...each, id: null, properties: { LOT: '7' } }));
    await writeFeatures(csv, path, cgcs2000, [{ name: 'LOT', type: 'text' }], features);
    const back = await readFeatures(csv, path);
    expect(back.map(({ id, properties }) => [id, properties['LOT']])).toEqual([
      [null, 7],
      [null, 7],
      [null, 7],
    ]);
    const wkt = await read('LOT,WKT\n7,"POLYGON ((1 1, 2 1, 2 2, 1 1))"\n7,POINT EMPTY\n');
    expect(wkt.map(({ id }) => id)).toEqual([null, null]);
    const points = await read('LOT,point,lon,lat\n1,1,1,1\n1,2,2,1\n1,3,2,2\n2,1,1,1\n');
    expect(points.map(({ id }) => id)).toEqual(['1', '2']);
  });

  it('guards text that looks like a formula, not numbers', async () => {
    const path = join(folder, 'guard.csv');
    await writeFeatures(csv, path, zone38, fields, someFeatures(86, 11));
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(",'=1+1,");
    expect(text).toContain(",'＝全角,");
    expect(text).not.toMatch(/(^|[,"\n])[=@＝]/);
    expect(text).not.toMatch(/(^|[,"\n])[+-](?!\d)/);
  });

  it('writes GBK, and refuses what GBK cannot hold', async () => {
    const path = join(folder, 'gbk.csv');
    const [first] = someFeatures(87, 1);
    const options = { crs: cgcs2000, layerName: 'x', fields, encoding: 'GBK' };
    const writer = await csv.create(path, options);
    await writer.write(first!);
    await writer.finish();
    const reader = await csv.open({ path, fileName: 'gbk.csv' }, readLimits);
    expect(await reader.encoding()).toMatchObject({ value: 'GBK' });
    await reader.close();
    expect(await readFeatures(csv, path, undefined, { encoding: 'GBK' })).toHaveLength(1);
    const refusing = await csv.create(path, options);
    await expect(refusing.write({ ...first!, id: '😀' })).rejects.toMatchObject({ code: 'write-refused' });
    await refusing.discard();
  });

  it('refuses what is no area', async () => {
    const writer = await csv.create(join(folder, 'line.csv'), { crs: cgcs2000, layerName: 'x', fields });
    const line = { type: 'Point' as const, coordinates: [113, 23] as [number, number] };
    await expect(writer.write({ id: null, properties: {}, geometry: line })).rejects.toMatchObject({
      code: 'write-refused',
    });
    await writer.discard();
  });
});

describe('CSV columns', () => {
  const square = '0,0 100,0 100,100 0,100'.split(' ').map((pair) => pair.split(',').map(Number));
  const rows = (of: (north: number, east: number, i: number) => string): string =>
    square.map(([n, e], i) => of(2_546_851.533 + n!, 38_474_557.733 + e!, i)).join('\n');
  const area = async (
    text: string,
    code = 'EPSG:4526',
    columns: string | null = null,
  ): Promise<readonly number[]> => {
    const back = await read(text, resolveCrs(code), columns);
    return back.map(({ geometry }) => {
      if (geometry?.type !== 'Polygon') return -1;
      return geometry.coordinates.reduce((sum, ring, r) => sum + (r === 0 ? 1 : -1) * plane(ring), 0);
    });
  };
  const plane = (ring: readonly (readonly [number, number])[]): number => {
    const points = ring.map(([lon, lat]) => zone38.fromLonLat(lon, lat));
    let sum = 0;
    for (let i = 1; i < points.length; i++) {
      sum += points[i - 1]![0] * points[i]![1] - points[i]![0] * points[i - 1]![1];
    }
    return Math.round(Math.abs(sum / 2));
  };

  it.each([
    ['地块编号,圈号,点号,X北坐标,Y东坐标'],
    ['宗地代码,圈号,界址点号,纵坐标X(m),横坐标Y(m)'],
    ['DKBH,环号,拐点编号,X（北）,Y（东）'],
    ['parcel_id,ring,point,Northing,Easting'],
    ['Parcel,Ring No.,Vertex,N,E'],
  ])('takes north and east by their words: %s', async (header) => {
    const text = `${header}\n${rows((n, e, i) => `A1,1,J${i + 1},${n},${e}`)}`;
    expect(await area(text)).toEqual([10_000]);
    const { columns, sample } = await described(text);
    expect(columns!.evidence.en).toContain('northing');
    expect(proposeCrs(null, sample).value).toBe('EPSG:4526');
  });

  it('leaves bare X and Y to the range of the coordinates', async () => {
    const north = `地块编号,圈号,点号,X,Y\n${rows((n, e, i) => `A1,1,J${i + 1},${n},${e}`)}`;
    const east = `地块编号,圈号,点号,X,Y\n${rows((n, e, i) => `A1,1,J${i + 1},${e},${n}`)}`;
    expect(proposeCrs(null, (await described(north)).sample).value).toBe('EPSG:4526+yx');
    expect(proposeCrs(null, (await described(east)).sample).value).toBe('EPSG:4526');
    expect(await area(north, 'EPSG:4526+yx')).toEqual([10_000]);
    expect(await area(east)).toEqual([10_000]);
  });

  it('reads titles above the header, headers of two rows, and codes that merged cells leave empty', async () => {
    const text = `某项目界址点成果表,,,,\n单位：米,,,,\n地块编号,圈号,界址点号,坐标,\n,,,X(北),Y(东)\n${rows(
      (n, e, i) => `${i === 0 ? 'A1,1' : ','},J${i + 1},${n},${e}`,
    )}\n${rows((n, e, i) => `${i === 0 ? 'A2,1' : ','},J${i + 1},${n},${e}`)}\n`;
    const back = await read(text, zone38);
    expect(back.map(({ id, place }) => [id, place.line])).toEqual([
      ['A1', 5],
      ['A2', 9],
    ]);
    expect(await area(text)).toEqual([10_000, 10_000]);
    expect((await described(text)).columns!.evidence.zh).toContain('表头在第 4 行');
  });

  it('tells holes from parts by where they lie, and says so where the numbers disagree', async () => {
    const ring = (number: number, size: number, shift: number): string =>
      [
        [0, 0],
        [size, 0],
        [size, size],
        [0, size],
        [0, 0],
      ]
        .map(([n, e], i) => `A1,${number},J${i + 1},${2_546_000 + shift + n!},${38_474_000 + shift + e!}`)
        .join('\n');
    const header = '地块编号,圈号,点号,北坐标,东坐标\n';
    expect(await area(`${header}${ring(1, 100, 0)}\n${ring(2, 20, 10)}\n`)).toEqual([9_600]);
    const [apart] = await read(`${header}${ring(1, 100, 0)}\n${ring(2, 20, 500)}\n`, zone38);
    expect(apart!.geometry?.type).toBe('MultiPolygon');
    expect(apart!.faults.map(({ code }) => code)).toEqual(['ring-role']);
    const [again] = await read(`${header}${ring(1, 100, 0)}\n${ring(1, 20, 500)}\n`, zone38);
    expect(again!.geometry?.type).toBe('MultiPolygon');
    expect(again!.faults).toEqual([]);
  });

  it('reads one row a feature with WKT, delimited by commas, semicolons or tabs', async () => {
    const random = seeded(88);
    const areas = Array.from({ length: 5 }, () => randomArea(random));
    for (const delimiter of [',', ';', '\t', '|']) {
      const quote = delimiter === ',' ? '"' : '';
      const lines = areas.map((geometry, i) =>
        [`P${i}`, `${quote}${writeWkt(geometry)}${quote}`, i].join(delimiter),
      );
      const text = `${['parcel', 'WKT', 'n'].join(delimiter)}\r\n${lines.join('\r\n')}\r\n`;
      const back = await read(text);
      expect(back.map(({ id, properties }) => [id, properties['n']])).toEqual(
        areas.map((_, i) => [`P${i}`, i]),
      );
      back.forEach(({ geometry }, i) => {
        expect(farthestDeg(areas[i]!, geometry)).toBeLessThan(1e-9);
      });
    }
  });

  it('reads one row a point, also in degrees, minutes and seconds', async () => {
    const text = '名称,经度,纬度\n甲,113°45′06.48″,"23度1分14.52秒"\n乙,113.75,23.02\n丙,,\n丁,东,23\n';
    const back = await read(text);
    const [first, second] = back;
    expect(first!.geometry).toEqual({
      type: 'Point',
      coordinates: [113 + 45 / 60 + 6.48 / 3600, 23 + 1 / 60 + 14.52 / 3600],
    });
    expect(second!.properties).toEqual({ 名称: '乙' });
    expect(back.map(({ faults }) => faults.map(({ code }) => code))).toEqual([
      [],
      [],
      ['geometry-null'],
      ['point-unreadable'],
    ]);
  });

  it('asks which columns hold the coordinates where two pairs could, and takes the answer', async () => {
    const text = `地块编号,点号,X,Y,经度,纬度\n${rows((n, e, i) => `A1,J${i},${n},${e},${113 + n / 1e9},${23 + e / 1e9}`)}`;
    const error = await described(text).catch((reason) => reason);
    expect(error).toMatchObject({ code: 'columns-needed' });
    expect(error.candidates.map(({ value }: { value: string }) => value)).toEqual([
      'parcel=地块编号;point=点号;x=经度;y=纬度',
      'parcel=地块编号;point=点号;x=X;y=Y',
    ]);
    const columns = error.candidates[1].value;
    expect(await area(text, 'EPSG:4526+yx', columns)).toEqual([10_000]);
    expect((await described(text, columns)).fields.map(({ name }) => name)).toEqual([
      '地块编号',
      '经度',
      '纬度',
    ]);
  });

  it('takes the answer through the face of the package', async () => {
    const { path, reader } = await opened(
      '点号,X,Y,经度,纬度\nJ1,2546851,38474557,113,23\nJ2,2546852,38474557,113,24\n',
    );
    await reader.close();
    const source = { path, fileName: 'x.csv' };
    await expect(inspectGeodata(source)).rejects.toMatchObject({ code: 'columns-needed' });
    const { columns, crs } = await inspectGeodata(source, { columns: 'point=点号;x=经度;y=纬度' });
    expect(columns!.value).toBe('point=点号;x=经度;y=纬度');
    expect(crs).toMatchObject({ value: 'EPSG:4490', confidence: 'likely' });
  });

  it('proposes columns of numbers where the words say nothing, and reads a table without header', async () => {
    const text = rows((n, e, i) => `J${i + 1},${n},${e}`);
    const error = await described(text).catch((reason) => reason);
    expect(error).toMatchObject({ code: 'columns-needed' });
    expect(error.candidates[0].value).toBe('header=0;x=#2;y=#3');
    expect(await area(text, 'EPSG:4526+yx', 'header=0;point=#1;x=#2;y=#3')).toEqual([10_000]);
    await expect(described(text, 'x=a;y=b')).rejects.toMatchObject({ code: 'columns-needed' });
    await expect(described(text, 'nonsense')).rejects.toMatchObject({ code: 'columns-needed' });
    await expect(described('a,b\n1,x\n')).rejects.toMatchObject({ code: 'columns-needed', candidates: [] });
  });

  it('tells all columns, and takes back its own statement of them, header and all', async () => {
    const points = rows((n, e, i) => `${i === 0 ? 'A1' : ''},J${i + 1},${n},${e}`);
    const twoRows = await described(`地块,点号,坐标,\n,,X(北),Y(东)\n${points}`);
    expect(twoRows.columns).toMatchObject({ headerLine: 2, roles: { parcel: 0, point: 1, x: 3, y: 2 } });
    expect(twoRows.columns!.header.map(({ name }) => name)).toEqual(['地块', '点号', 'X(北)', 'Y(东)']);
    expect(twoRows.columns!.header[1]!.samples).toEqual(['J1', 'J2', 'J3', 'J4']);
    for (const [text, stated] of [
      [`地块,点号,坐标,\n,,X(北),Y(东)\n${points}`, null],
      [`地块,点号,坐标,\n,,X(北),Y(东)\n${points}`, 'header=2;parcel=#1;point=#2;x=#4;y=#3'],
      [points, 'header=0;parcel=#1;point=#2;x=#4;y=#3'],
    ] as const) {
      const value = (await described(text, stated)).columns!.value!;
      expect((await described(text, value)).columns!.value).toBe(value);
      expect(await area(text, 'EPSG:4526', value)).toEqual([10_000]);
    }
  });

  it('believes a column for the coordinate system, and marks rows that state another', async () => {
    const text = (second: string): string =>
      `地块编号,点号,北坐标,东坐标,坐标系\n${rows((n, e, i) => `A1,J${i},${n},${e},EPSG:4526`)}\n${rows((n, e, i) => `A2,J${i},${n},${e},${second}`)}`;
    expect((await described(text('EPSG:4526'))).declaredCrs?.crs?.id).toBe('EPSG:4526');
    const back = await read(text('EPSG:4547'), zone38);
    expect(back.map(({ faults }) => faults.length > 0)).toEqual([false, true]);
    const vague = `点号,北坐标,东坐标,坐标系\n${rows((n, e, i) => `J${i},${n},${e},2000国家大地坐标系`)}`;
    expect((await described(vague)).declaredCrs).toMatchObject({ crs: null });
  });
});

describe('CSV with faults', () => {
  it('names the row of points that cannot be read, of rows too long and too short', async () => {
    const text =
      '地块编号,点号,经度,纬度,备注\nA,1,113,23,x\nA,2,113.1,?,x\nA,3,113.1,23.1,x\nA,4,113,23.1,x\n' +
      'B,1,114,23,x,多出\nB,2,114.1,23,x\nB,3,114.1,23.1\n';
    const [first, second] = await read(text);
    expect(first!.faults.map(({ code, place }) => [code, place.line])).toEqual([['point-unreadable', 3]]);
    expect(second!.faults.map(({ code, severity, place }) => [code, severity, place.line])).toEqual([
      ['record-damaged', 'quarantine', 6],
      ['record-damaged', 'note', 8],
    ]);
  });

  it('gives up one line for a quotation mark without its other half', async () => {
    const text = 'parcel,lon,lat,note\nA,1,1,x\n"B,2,2,x\nC,3,3,"fine"\nD,4,4,x\n';
    const back = await read(text, cgcs2000, 'x=lon;y=lat');
    expect(back.map(({ faults, place }) => [place.line, faults.map(({ code }) => code)])).toEqual([
      [2, []],
      [3, expect.arrayContaining(['record-damaged'])],
      [4, []],
      [5, []],
    ]);
  });

  it.each([
    ['UTF-8', 'utf8', '', 'UTF-8'],
    ['UTF-8 with mark', 'utf8', '\ufeff', 'UTF-8'],
    ['GBK', 'gbk', '', 'GBK'],
    ['UTF-16LE with mark', 'utf16le', '\ufeff', 'UTF-16LE'],
  ])('is read in %s', async (_, encoding, mark, expected) => {
    const text = `${mark}地块编号,点号,经度,纬度,坐落\n东莞1,J1,113,23,松山湖高新区\n东莞1,J2,113.1,23,松山湖\n东莞1,J3,113.1,23.1,松山湖\n`;
    const bytes = iconv.encode(text, encoding);
    expect(csv.recognise(bytes, 'x.txt')?.confidence).toBe('likely');
    const { reader } = await opened(bytes);
    expect((await reader.encoding()).value).toBe(expected);
    await reader.close();
    const [only] = await read(bytes);
    expect(only).toMatchObject({ id: '东莞1', properties: { 坐落: '松山湖高新区' }, faults: [] });
  });

  it('reads old line ends, quoted line breaks and the delimiter that Excel states', async () => {
    const [first] = await read('sep=;\r\nlon;lat;"a\r\nb"\r113;23;"x\r\ny;""z"""\r\n');
    expect(first!.properties).toEqual({ 'a\r\nb': 'x\r\ny;"z"' });
    expect(first!.place.line).toBe(4);
  });

  it('is told from other text', () => {
    const named = (text: string, name: string) => csv.recognise(Buffer.from(text), name)?.confidence ?? null;
    expect(named('lon,lat\n1,2\n', 'x.dat')).toBe('likely');
    expect(named('{"type":"FeatureCollection"}', 'x.csv')).toBeNull();
    expect(named('<html>', 'x.csv')).toBeNull();
    expect(named('just words', 'x.csv')).toBe('likely');
    expect(named('just words', 'x.txt')).toBeNull();
    expect(csv.recognise(Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), 'x.csv')).toBeNull();
  });

  it('stops at a row or parcel larger than allowed', async () => {
    const { path } = await opened(`lon,lat,a\n1,2,"${'x'.repeat(3_000)}"\n`);
    const limits = { ...readLimits, featureBytesMax: 1_000 };
    await expect(readFeatures(csv, path, cgcs2000, {}, limits)).rejects.toMatchObject({
      code: 'limit-passed',
    });
    const points = Array.from({ length: 50 }, (_, i) => `A,${i},113,23`).join('\n');
    const { path: second } = await opened(`parcel,point,lon,lat\n${points}\n`);
    await expect(
      readFeatures(csv, second, cgcs2000, {}, { ...readLimits, verticesMax: 20 }),
    ).rejects.toMatchObject({ code: 'limit-passed' });
  });
});

describe.runIf(hasGdal)(`CSV with GDAL${gdalNote}`, () => {
  it('reads the WKT that GDAL writes (seed 89)', async () => {
    const features = someFeatures(89, 30).filter(({ geometry }) => geometry !== null);
    const source = join(folder, 'source.geojson');
    const records = features.map(({ properties, geometry }) => ({ type: 'Feature', properties, geometry }));
    writeFileSync(source, JSON.stringify({ type: 'FeatureCollection', features: records }));
    const path = join(folder, 'from-gdal.csv');
    gdal('ogr2ogr', '-f', 'CSV', path, source, '-lco', 'GEOMETRY=AS_WKT', '-lco', 'SEPARATOR=SEMICOLON');
    const back = await readFeatures(csv, path, cgcs2000);
    expect(back).toHaveLength(features.length);
    back.forEach(({ geometry, properties }, i) => {
      expect(farthestDeg(features[i]!.geometry, geometry)).toBeLessThan(1e-9);
      expect(properties['户数']).toBe(features[i]!.properties['户数']);
    });
  });

  it('writes points that GDAL reads in the same number', async () => {
    const path = join(folder, 'to-gdal.csv');
    const features = someFeatures(90, 10);
    await writeFeatures(csv, path, cgcs2000, fields, features);
    const points = gdalFeatures(path, '-oo', 'X_POSSIBLE_NAMES=经度', '-oo', 'Y_POSSIBLE_NAMES=纬度');
    const lines = readFileSync(path, 'utf8').trim().split('\r\n');
    expect(points).toHaveLength(lines.length - 1);
  });
});
