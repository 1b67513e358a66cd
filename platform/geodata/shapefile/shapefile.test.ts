import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { resolveCrs } from '../crs/resolve-crs.ts';
import type { OutFeature } from '../format.ts';
import type { Field } from '../geo-feature.ts';
import { type AreaGeometry, areaGeometry, type Position, partsOf } from '../geometry.ts';
import { inspectGeodata } from '../open-geodata.ts';
import { gdal, gdalFeatures, gdalNote, hasGdal } from '../test/gdal.ts';
import { randomArea, seeded } from '../test/random-areas.ts';
import { readChecked, refusal, sourceOf, verdicts } from '../test/read-checked.ts';
import { farthestDeg, readFeatures, temporaryFolder, writeFeatures } from '../test/round-trip.ts';
import { type Parts, partsOfZip, zipOf } from '../test/zip-parts.ts';
import { shapefile } from './shapefile.ts';

const folder = temporaryFolder();
const zone38 = resolveCrs('EPSG:4526');
const fields: readonly Field[] = [
  { name: 'ZDDM', type: 'text' },
  { name: '权利人名称和地址', type: 'text' },
  { name: '权利人名称', type: 'text' },
  { name: '面积', type: 'number' },
  { name: 'HS', type: 'integer' },
  { name: 'YSC', type: 'boolean' },
  { name: 'RQ', type: 'date' },
];
const shortFields = ['ZDDM', '权利人', '权利_1', '面积', 'HS', 'YSC', 'RQ'];

function someFeatures(seed: number, count: number): OutFeature[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, i) => ({
    id: null,
    properties: {
      ZDDM: i === 1 ? null : `4419${String(i).padStart(8, '0')}`,
      权利人名称和地址: `东莞市第${i}村"民'小组`,
      权利人名称: '某公司',
      面积: Math.round(random() * 1e8) / 100 - 1000,
      HS: Math.floor(random() * 100) - 50,
      YSC: random() < 0.5,
      RQ: '2024-02-29',
    },
    geometry: i === 2 ? null : randomArea(random),
  }));
}

async function written(features: readonly OutFeature[], encoding = 'UTF-8', crs = zone38): Promise<Parts> {
  const path = join(folder, `${Math.random()}.zip`);
  const writer = await shapefile.create(path, { crs, layerName: '宗地', fields, encoding });
  for (const feature of features) await writer.write(feature);
  await writer.finish();
  return await partsOfZip(path);
}

const source = async (parts: Readonly<Parts>) => sourceOf(await zipOf(parts));
const part = (parts: Readonly<Parts>, suffix: string): Buffer => Buffer.from(parts[`宗地${suffix}`]!);

function without(parts: Readonly<Parts>, ...suffixes: string[]): Parts {
  return Object.fromEntries(
    Object.entries(parts).filter(([name]) => !suffixes.some((suffix) => name.endsWith(suffix))),
  );
}

describe('shapefile round trip', () => {
  for (const [seed, code, encoding] of [
    [51, 'EPSG:4526', 'UTF-8'],
    [52, 'EPSG:4547', 'GBK'],
    [53, 'EPSG:4490', 'GBK'],
    [54, 'EPSG:32650', 'UTF-8'],
    [55, 'EPSG:3857', 'UTF-8'],
  ] as const) {
    it(`keeps 60 random areas and their attributes in ${code} and ${encoding} (seed ${seed})`, async () => {
      const features = someFeatures(seed, 60);
      const file = await source(await written(features, encoding, resolveCrs(code)));
      const found = await inspectGeodata(file);
      expect(found.crs).toMatchObject({ value: code, confidence: 'certain' });
      expect(found.encoding).toMatchObject({ value: encoding, confidence: 'certain' });
      expect(found).toMatchObject({ layer: '宗地', features: 60 });
      const types = ['text', 'text', 'text', 'number', 'integer', 'boolean', 'date'];
      expect(found.fields.map(({ type }) => type)).toEqual(types);
      const back = await readFeatures(shapefile, file.path, undefined, { encoding });
      back.forEach(({ properties, geometry, faults }, i) => {
        expect(Object.values(properties)).toEqual(Object.values(features[i]!.properties));
        expect(farthestDeg(features[i]!.geometry, geometry)).toBeLessThan(1e-10);
        expect(faults.map((each) => each.code)).toEqual(i === 2 ? ['geometry-null'] : []);
      });
    });
  }

  it('shortens names to ten bytes each, once each, and lists what it shortened', async () => {
    const long = '名'.repeat(200);
    const [first] = someFeatures(56, 1);
    const parts = await written([{ ...first!, properties: { ...first!.properties, ZDDM: long } }]);
    const { fields: found } = await inspectGeodata(await source(parts));
    expect(found.map(({ name }) => name)).toEqual(shortFields);
    const notes = Buffer.from(parts['宗地-说明-notes.txt']!).toString();
    expect(notes).toContain('权利人名称和地址 → 权利人');
    expect(notes).toContain(`feature 1, ZDDM (> 254 bytes): ${long}`);
    const [read] = await readChecked(await source(parts));
    expect(read!.feature.properties['ZDDM']).toBe('名'.repeat(84));
  });

  it('refuses what the format or the encoding cannot hold', async () => {
    const path = join(folder, 'refused.zip');
    const writer = await shapefile.create(path, { crs: zone38, layerName: 'x', fields, encoding: 'GBK' });
    const [first] = someFeatures(57, 1);
    await expect(writer.write({ ...first!, properties: { ZDDM: '𠮷' } })).rejects.toMatchObject({
      code: 'write-refused',
    });
    await writer.write(first!);
    await expect(
      writer.write({ ...first!, geometry: { type: 'Point', coordinates: [113, 23] } }),
    ).rejects.toMatchObject({
      code: 'write-refused',
    });
    await writer.discard();
  });

  it('keeps a layer name of quotes, slashes and 1,000 characters as far as files can have it', async () => {
    const path = join(folder, 'name.zip');
    const layerName = `../"宗地'\\`.padEnd(1_000, '图');
    await writeFeatures(shapefile, path, zone38, fields, someFeatures(58, 2), layerName);
    expect((await inspectGeodata(sourceOf(path))).layer).toMatch(/^_宗地'_图+$|^_"?_?宗地/);
  });
});

describe('encodings of a shapefile', () => {
  it('proposes GBK by content where nothing is declared, and reads it so', async () => {
    const parts = without(await written(someFeatures(61, 30), 'GBK'), '.cpg');
    const dbf = Buffer.from(part(parts, '.dbf'));
    dbf[29] = 0;
    const file = await source({ ...parts, '宗地.dbf': dbf });
    expect((await inspectGeodata(file)).encoding).toMatchObject({ value: 'GBK', confidence: 'likely' });
    expect(Object.values((await readChecked(file))[0]!.feature.properties)[2]).toBe('某公司');
  });

  it('does not believe a .cpg that the content contradicts', async () => {
    const parts = await written(someFeatures(62, 30), 'GBK');
    const file = await source({ ...parts, '宗地.cpg': Buffer.from('UTF-8') });
    const { encoding } = await inspectGeodata(file);
    expect(encoding).toMatchObject({ value: 'GBK', confidence: 'likely' });
    expect(encoding.evidence.en).toContain('the .cpg file: UTF-8, but the content is not');
    const utf8 = await written(someFeatures(62, 30), 'UTF-8');
    const other = await source({ ...utf8, '宗地.cpg': Buffer.from('GBK') });
    expect((await inspectGeodata(other)).encoding).toMatchObject({ value: 'UTF-8', confidence: 'likely' });
  });

  it('refuses UTF-8 for a GBK table', async () => {
    const file = await source(without(await written(someFeatures(63, 30), 'GBK'), '.cpg'));
    const { code, candidates } = await refusal(readChecked(file, { encoding: 'UTF-8' }));
    expect(code).toBe('encoding-wrong');
    expect(candidates.map(({ value }) => value)).toContain('GBK');
  });

  it('says which texts were garbled before they came here', async () => {
    const [first] = someFeatures(64, 1);
    const garbled = iconv.decode(Buffer.from('东莞市松山湖'), 'GBK');
    const parts = await written([{ ...first!, properties: { ZDDM: garbled } }]);
    expect(verdicts(await readChecked(await source(parts)))).toEqual(['valid: text-damaged']);
  });

  for (const cpg of ['936', 'ANSI 936', 'gb2312', 'CP936', 'Nonsense', '']) {
    it(`takes a .cpg of "${cpg}" beside GBK text`, async () => {
      const parts = await written(someFeatures(65, 30), 'GBK');
      const file = await source({ ...parts, '宗地.cpg': Buffer.from(cpg) });
      expect((await inspectGeodata(file)).encoding.value).toBe('GBK');
    });
  }
});

describe('damaged shapefiles', () => {
  it('keeps the shapes before the place where the .shp is cut, and the rows behind it', async () => {
    const parts = await written(someFeatures(71, 20));
    const shp = part(parts, '.shp');
    const read = await readChecked(await source({ ...parts, '宗地.shp': shp.subarray(0, shp.length - 100) }));
    expect(read).toHaveLength(20);
    expect(verdicts(read).slice(-2)).toEqual(['valid', 'quarantined: file-truncated']);
    const half = await readChecked(await source({ ...parts, '宗地.shp': shp.subarray(0, shp.length / 2) }));
    expect(half).toHaveLength(20);
    const codes = verdicts(half);
    expect(codes.filter((each) => each === 'quarantined: file-truncated')).toHaveLength(1);
    expect(codes.at(-1)).toBe('quarantined: geometry-missing');
    expect(half.at(-1)!.feature.properties['ZDDM']).toBe('441900000019');
    expect(
      half.find(({ faults }) => faults[0]?.code === 'file-truncated')!.faults[0]!.place.byte,
    ).toBeGreaterThan(100);
  });

  it('says which shapes have no row, and which rows no shape', async () => {
    const parts = await written(someFeatures(72, 10));
    const dbf = part(parts, '.dbf');
    const rowBytes = dbf.readUInt16LE(10);
    const shorter = Buffer.from(dbf.subarray(0, dbf.length - 1 - 3 * rowBytes));
    const read = verdicts(await readChecked(await source({ ...parts, '宗地.dbf': shorter })));
    expect(read.slice(6)).toEqual([
      'valid',
      ...Array.from({ length: 3 }, () => 'quarantined: attributes-missing'),
    ]);
    const told = Buffer.from(dbf);
    told.writeUInt32LE(7, 4);
    expect(verdicts(await readChecked(await source({ ...parts, '宗地.dbf': told })))[7]).toBe(
      'quarantined: attributes-missing',
    );
    const more = await written(someFeatures(72, 12));
    const longer = await readChecked(await source({ ...parts, '宗地.dbf': part(more, '.dbf') }));
    expect(verdicts(longer).slice(10)).toEqual([
      'quarantined: geometry-missing',
      'quarantined: geometry-missing',
    ]);
  });

  it('reads on behind a damaged record by the index, and gives the rest up without one', async () => {
    const parts = await written(someFeatures(73, 10));
    const shp = part(parts, '.shp');
    const third = part(parts, '.shx').readInt32BE(100 + 3 * 8) * 2;
    shp.writeInt32BE(0x7fffff, third + 4);
    const read = await readChecked(await source({ ...parts, '宗地.shp': shp }));
    expect(verdicts(read).slice(2, 6)).toEqual([
      'quarantined: geometry-null',
      expect.stringMatching(/^quarantined: (record-damaged|file-truncated)/),
      'valid',
      'valid',
    ]);
    const lost = await readChecked(await source(without({ ...parts, '宗地.shp': shp }, '.shx')));
    expect(lost).toHaveLength(10);
    expect(verdicts(lost).at(-1)).toBe('quarantined: geometry-missing');
  });

  it('names a record whose numbers do not fit its length', async () => {
    const parts = await written(someFeatures(74, 5));
    const shp = part(parts, '.shp');
    shp.writeInt32LE(1_000_000, 108 + 36 + 4);
    const read = await readChecked(await source({ ...parts, '宗地.shp': shp }));
    expect(verdicts(read)[0]).toBe('quarantined: record-damaged');
    expect(verdicts(read)[1]).toBe('valid');
  });

  it('keeps rows that are marked as deleted, and says so', async () => {
    const parts = await written(someFeatures(75, 3));
    const dbf = part(parts, '.dbf');
    dbf[dbf.readUInt16LE(8)] = 0x2a;
    const read = await readChecked(await source({ ...parts, '宗地.dbf': dbf }));
    expect(verdicts(read)[0]).toBe('valid: attributes-deleted');
  });

  it('reads without .dbf, .shx and .cpg, and asks for the system without .prj', async () => {
    const parts = await written(someFeatures(76, 4));
    const bare = await source(without(parts, '.dbf', '.shx', '.cpg'));
    expect(verdicts(await readChecked(bare))).toEqual([
      'valid',
      'valid',
      'quarantined: geometry-null',
      'valid',
    ]);
    const { code, candidates } = await refusal(readChecked(await source(without(parts, '.prj'))));
    expect(code).toBe('crs-needed');
    expect(candidates.map(({ value }) => value)).toEqual(['EPSG:4526']);
  });

  it('does not believe a .prj of another zone', async () => {
    const parts = await written(someFeatures(77, 4));
    const wrong = { ...parts, '宗地.prj': Buffer.from(resolveCrs('EPSG:4527').wkt!) };
    const { code, text, candidates } = await refusal(readChecked(await source(wrong)));
    expect(code).toBe('crs-needed');
    expect(text.en).toContain('the .prj file: CGCS2000 / 3-degree Gauss-Kruger zone 39, but the coordinates');
    expect(candidates[0]!.note.en).toMatch(/zone 38; would land at .* Dongguan$/);
  });

  for (const suffix of ['.shp', '.dbf']) {
    it(`refuses a ${suffix} that is none`, async () => {
      const parts = await written(someFeatures(78, 2));
      const broken = await source({
        ...parts,
        [`宗地${suffix}`]: Buffer.from('this is no table'.repeat(10)),
      });
      const { code, text } = await refusal(inspectGeodata(broken));
      expect(code).toBe('format-damaged');
      expect(text.en).toContain(`宗地${suffix}`);
    });
  }

  it('survives every byte of a small shapefile being wrong (seed 79)', async () => {
    const random = seeded(79);
    const parts = await written(someFeatures(79, 3));
    for (let round = 0; round < 60; round++) {
      const suffix = ['.shp', '.dbf', '.shx'][round % 3]!;
      const bytes = part(parts, suffix);
      for (let k = 0; k < 4; k++) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      try {
        const read = await readChecked(await source({ ...parts, [`宗地${suffix}`]: bytes }), {
          crs: '4526',
          encoding: 'GB18030',
        });
        expect(read.length).toBeGreaterThanOrEqual(1);
      } catch (error) {
        expect(error, `round ${round}`).toMatchObject({ name: 'GeodataError' });
      }
    }
  });
});

/** A `.shp` of one polygon record with these rings, or of any content. */
function shpOf(type: number, content: Buffer): Buffer {
  const bytes = Buffer.alloc(108 + content.length);
  bytes.writeInt32BE(9994, 0);
  bytes.writeInt32BE(bytes.length / 2, 24);
  bytes.writeInt32LE(1000, 28);
  bytes.writeInt32LE(type, 32);
  bytes.writeInt32BE(1, 100);
  bytes.writeInt32BE(content.length / 2, 104);
  content.copy(bytes, 108);
  return bytes;
}

function polygonContent(type: number, rings: readonly (readonly Position[])[]): Buffer {
  const points = rings.flat();
  const extra = type === 15 ? 2 * (16 + points.length * 8) : type === 25 ? 16 + points.length * 8 : 0;
  const content = Buffer.alloc(44 + rings.length * 4 + points.length * 16 + extra);
  content.writeInt32LE(type, 0);
  content.writeInt32LE(rings.length, 36);
  content.writeInt32LE(points.length, 40);
  let start = 0;
  rings.forEach((ring, r) => {
    content.writeInt32LE(start, 44 + r * 4);
    start += ring.length;
  });
  points.forEach(([x, y], i) => {
    content.writeDoubleLE(x, 44 + rings.length * 4 + i * 16);
    content.writeDoubleLE(y, 52 + rings.length * 4 + i * 16);
  });
  return content;
}

/** Clockwise: an exterior in a shapefile. */
function clockwise(x: number, y: number, size: number): Position[] {
  return [
    [x, y],
    [x, y + size],
    [x + size, y + size],
    [x + size, y],
    [x, y],
  ];
}
const counter = (x: number, y: number, size: number): Position[] => clockwise(x, y, size).reverse();

async function checkedRings(rings: readonly (readonly Position[])[], type = 5) {
  const parts = { 'a.shp': shpOf(type, polygonContent(type, rings)) };
  return (await readChecked(await source(parts), { crs: 'EPSG:4490' }))[0]!;
}

describe('rings of a shapefile', () => {
  const outer = clockwise(113.75, 23.02, 0.01);
  const hole = counter(113.752, 23.022, 0.002);
  const island = clockwise(113.7525, 23.0225, 0.0005);
  const second = clockwise(113.77, 23.02, 0.01);
  const shape = ({ geometry }: Awaited<ReturnType<typeof checkedRings>>): number[] =>
    geometry!.type === 'Polygon'
      ? [geometry!.coordinates.length]
      : geometry!.coordinates.map((each) => each.length);

  for (const [what, rings, expected, verdict] of [
    ['exterior and hole', [outer, hole], [2], 'valid'],
    ['a hole before its exterior', [hole, outer], [2], 'valid'],
    ['two parts with a hole between them in the file', [outer, second, hole], [2, 1], 'valid'],
    ['an island in a hole', [outer, hole, island], [2, 1], 'valid'],
    ['a single ring that runs the wrong way', [[...outer].reverse()], [1], 'valid: ring-turned'],
    ['all rings the wrong way', [[...outer].reverse(), [...hole].reverse()], [2], 'valid: ring-turned'],
    ['a hole that runs like an exterior', [outer, [...hole].reverse()], [2], 'repaired: ring-role'],
    ['a part that runs like a hole', [outer, [...second].reverse()], [1, 1], 'repaired: ring-role'],
  ] as const) {
    it(`are put together by place: ${what}`, async () => {
      const checked = await checkedRings(rings as never);
      expect(verdicts([checked])).toEqual([verdict]);
      expect(shape(checked)).toEqual(expected);
    });
  }

  it('that cross are left to the check', async () => {
    const checked = await checkedRings([outer, clockwise(113.755, 23.025, 0.01)]);
    expect(verdicts([checked])[0]).toMatch(/parts-overlapping/);
  });

  it('lose their heights and measures, and it is said', async () => {
    expect(verdicts([await checkedRings([outer], 15)])).toEqual(['valid: z-dropped']);
    expect(verdicts([await checkedRings([outer], 25)])).toEqual(['valid: m-dropped']);
  });

  it('with NaN are quarantined', async () => {
    const wrong = clockwise(113.75, 23.02, 0.01);
    wrong[1] = [Number.NaN, 23];
    expect(verdicts([await checkedRings([wrong, hole])])[0]).toContain('quarantined: not-finite');
  });

  it('are asked for: points, lines and patches are named', async () => {
    const point = Buffer.alloc(20);
    point.writeInt32LE(1, 0);
    point.writeDoubleLE(113.75, 4);
    point.writeDoubleLE(23.02, 12);
    const read = async (type: number, content: Buffer): Promise<string> =>
      verdicts(await readChecked(await source({ 'a.shp': shpOf(type, content) }), { crs: '4490' }))[0]!;
    expect(await read(1, point)).toBe('quarantined: not-a-polygon');
    const line = polygonContent(3, [outer]);
    expect(await read(3, line)).toBe('quarantined: not-a-polygon');
    const patch = Buffer.alloc(20);
    patch.writeInt32LE(31, 0);
    expect(await read(31, patch)).toBe('quarantined: geometry-unknown');
  });
});

describe('archives', () => {
  it('with several shapefiles have as many layers, of which one must be chosen', async () => {
    const parts = await written(someFeatures(81, 3));
    const twice: Parts = {};
    for (const [name, bytes] of Object.entries(parts)) {
      twice[`一/${name}`] = bytes;
      twice[`二/${name.toUpperCase()}`] = bytes;
      twice[`__MACOSX/._${name}`] = Buffer.from('x');
    }
    const file = await source(twice);
    expect((await inspectGeodata(file)).layers).toEqual([
      { name: '一/宗地', features: 3 },
      { name: '二/宗地', features: 3 },
    ]);
    const { code, candidates } = await refusal(readChecked(file));
    expect(code).toBe('layer-needed');
    expect(candidates).toHaveLength(2);
    expect(await readChecked(file, { layer: '二/宗地' })).toHaveLength(3);
    expect((await refusal(readChecked(file, { layer: 'x' }))).code).toBe('layer-unknown');
  });

  for (const [name, words] of [
    ['a.geojson', 'unpack it and submit the file itself'],
    ['a.gdb/a00000001.gdbtable', 'File Geodatabase'],
    ['photo.jpg', 'the archive holds no .shp (it holds photo.jpg)'],
  ] as const) {
    it(`without a shapefile but ${name} say so`, async () => {
      const { code, text } = await refusal(inspectGeodata(await source({ [name]: Buffer.from('x') })));
      expect(code).toBe('format-unsupported');
      expect(text.en).toContain(words);
    });
  }

  it('that are bombs are refused', async () => {
    const { code, text } = await refusal(inspectGeodata(await source({ 'a.shp': Buffer.alloc(64 << 20) })));
    expect(code).toBe('archive-refused');
    expect(text.en).toContain('it looks like a bomb');
    expect(text.zh).toContain('压缩炸弹');
  });

  it('that are cut short are refused', async () => {
    const parts = await written(someFeatures(82, 3));
    const path = await zipOf(parts);
    const { readFileSync } = await import('node:fs');
    const cut = join(folder, 'cut.zip');
    const bytes = readFileSync(path);
    writeFileSync(cut, bytes.subarray(0, bytes.length - 50));
    expect((await refusal(inspectGeodata(sourceOf(cut)))).code).toBe('archive-refused');
  });
});

/** GDAL hands the rings out as the file has them: exteriors clockwise. */
function rewound(geometry: AreaGeometry): AreaGeometry {
  return areaGeometry(partsOf(geometry).map((each) => each.map((ring) => [...ring].reverse())));
}

describe.runIf(hasGdal)(`shapefile with GDAL${gdalNote}`, () => {
  it('is read by GDAL as it was written, in both encodings', async () => {
    for (const encoding of ['UTF-8', 'GBK']) {
      const features = someFeatures(91, 40).filter(({ geometry }) => geometry !== null);
      const path = await zipOf(await written(features, encoding));
      const read = gdalFeatures(`/vsizip/${path}`, '-t_srs', 'EPSG:4490');
      expect(read).toHaveLength(39);
      read.forEach(({ geometry, properties }, i) => {
        expect(farthestDeg(features[i]!.geometry, rewound(geometry as never))).toBeLessThan(1e-9);
        expect(properties['ZDDM']).toBe(features[i]!.properties['ZDDM']);
        expect(Object.values(properties)[3]).toBe(features[i]!.properties['面积']);
        expect(Object.values(properties)[1]).toBe(features[i]!.properties['权利人名称和地址']);
      });
      expect(gdal('ogrinfo', '-so', '-al', `/vsizip/${path}`)).toContain('CGCS2000');
    }
  });

  it('reads what GDAL writes, in GBK and UTF-8, beside each other in a folder', async () => {
    const random = seeded(92);
    const geometries = Array.from({ length: 30 }, () => randomArea(random));
    const from = join(folder, 'from.geojson');
    const text = geometries.map((geometry, i) =>
      JSON.stringify({ type: 'Feature', properties: { 名称: `东莞市第${i}宗地`, 数: i / 4 }, geometry }),
    );
    writeFileSync(from, `{"type":"FeatureCollection","features":[${text.join(',')}]}`);
    for (const encoding of ['GBK', 'UTF-8']) {
      const own = join(folder, `gdal-${encoding}`);
      mkdirSync(own);
      gdal(
        'ogr2ogr',
        '-f',
        'ESRI Shapefile',
        join(own, 'a.shp'),
        from,
        '-t_srs',
        'EPSG:4547',
        '-lco',
        `ENCODING=${encoding}`,
      );
      const file = sourceOf(join(own, 'a.shp'));
      const found = await inspectGeodata(file);
      expect(found.crs).toMatchObject({ value: 'EPSG:4547', confidence: 'certain' });
      expect(found.encoding).toMatchObject({ value: encoding, confidence: 'certain' });
      const read = await readChecked(file);
      expect(verdicts(read)).toEqual(geometries.map(() => 'valid'));
      read.forEach(({ feature, geometry }, i) => {
        expect(feature.properties).toEqual({ 名称: `东莞市第${i}宗地`, 数: i / 4 });
        expect(farthestDeg(geometries[i]!, geometry)).toBeLessThan(1e-9);
      });
    }
  });
});
