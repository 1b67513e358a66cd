import { writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import yazl from 'yazl';
import { resolveCrs } from '../crs/resolve-crs.ts';
import type { OutFeature } from '../format.ts';
import type { Field } from '../geo-feature.ts';
import { GeodataError } from '../geodata-error.ts';
import { readLimits } from '../limits.ts';
import { writeWkt } from '../simple-features/write-wkt.ts';
import { gdal, gdalNote, hasGdal } from '../test/gdal.ts';
import { randomArea, seeded } from '../test/random-areas.ts';
import { farthestDeg, readFeatures, temporaryFolder, writeFeatures } from '../test/round-trip.ts';
import { isDateFormat, isoOfSerial, serialOfIso } from './number-formats.ts';
import { xlsx } from './xlsx.ts';

const folder = temporaryFolder();
const cgcs2000 = resolveCrs('EPSG:4490');
const fields: readonly Field[] = [
  { name: '权利人', type: 'text' },
  { name: '面积', type: 'number' },
  { name: '户数', type: 'integer' },
  { name: '已收储', type: 'boolean' },
  { name: '登记日期', type: 'date' },
];

function someFeatures(seed: number, count: number): OutFeature[] {
  const random = seeded(seed);
  const texts = [
    '=1+1',
    '-5 米',
    "'=y",
    '<甲> & "乙"',
    '两行\n字',
    '回车\r字',
    ' 空白 ',
    '007',
    '12',
    '_x000D_',
    '\u0001',
  ];
  return Array.from({ length: count }, (_, i) => ({
    id: `DK${i + 1}`,
    properties: {
      权利人: texts[i % texts.length]!,
      面积: random() * 1e6 - 5e5,
      户数: Math.floor(random() * 100) - 50,
      已收储: random() < 0.5,
      登记日期: i === 4 ? null : '2024-02-29',
    },
    geometry: i === 2 ? null : randomArea(random),
  }));
}

let files = 0;
/** Writes a workbook with exceljs, the other software. */
async function workbook(fill: (book: ExcelJS.Workbook) => void): Promise<string> {
  const book = new ExcelJS.Workbook();
  fill(book);
  const path = join(folder, `${++files}.xlsx`);
  await book.xlsx.writeFile(path);
  return path;
}

/** An archive of the parts that are given. */
async function archive(parts: Readonly<Record<string, string>>): Promise<string> {
  const zip = new yazl.ZipFile();
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  const path = join(folder, `${++files}.xlsx`);
  writeFileSync(path, Buffer.concat(pieces));
  return path;
}

const bare = (sheet: string): Record<string, string> => ({
  'xl/workbook.xml':
    '<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="a" Type="t/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
  'xl/worksheets/sheet1.xml': sheet,
});

const square = [
  [113, 23],
  [113.001, 23],
  [113.001, 23.001],
  [113, 23.001],
] as const;

describe('XLSX round trip', () => {
  for (const [seed, code] of [
    [101, 'EPSG:4490'],
    [102, 'EPSG:4526'],
    [103, 'EPSG:4547+yx'],
    [104, 'GCJ-02'],
  ] as const) {
    it(`keeps 60 random areas with holes and their attributes in ${code} (seed ${seed})`, async () => {
      const path = join(folder, `trip-${seed}.xlsx`);
      const features = someFeatures(seed, 60);
      await writeFeatures(xlsx, path, resolveCrs(code), fields, features);
      const back = await readFeatures(xlsx, path);
      expect(back.map(({ id }) => id)).toEqual(features.map(({ id }) => id));
      expect(back.map(({ properties: { 地块编号, ...others } }) => others)).toEqual(
        features.map(({ properties }) => properties),
      );
      const farthest = back.map(({ geometry }, i) => farthestDeg(features[i]!.geometry, geometry));
      expect(Math.max(...farthest)).toBeLessThan(2e-9);
      expect(back.flatMap(({ faults }) => faults.map((each) => each.code))).toEqual(['geometry-null']);
    });
  }

  it('is read by exceljs: points as numbers, text that is no formula, dates as dates', async () => {
    const path = join(folder, 'to-exceljs.xlsx');
    await writeFeatures(xlsx, path, resolveCrs('EPSG:4526'), fields, someFeatures(105, 11));
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(path);
    const sheet = book.getWorksheet('界址点')!;
    expect((sheet.getRow(1).values as unknown[]).slice(1, 9)).toEqual([
      '地块序号',
      '地块编号',
      '部分号',
      '圈号',
      '点号',
      'X北坐标(米)',
      'Y东坐标(米)',
      '坐标系',
    ]);
    const row = sheet.getRow(2);
    expect(row.getCell(6).value).toBeGreaterThan(2e6);
    expect(row.getCell(6).numFmt).toBe('0.0000');
    expect(row.getCell(9).value).toBe('=1+1');
    expect(row.getCell(9).type).toBe(ExcelJS.ValueType.String);
    expect((row.getCell(13).value as Date).toISOString()).toBe('2024-02-29T00:00:00.000Z');
  });

  it('refuses a text and a number of rows that a sheet cannot hold, and leaves nothing behind', async () => {
    const own = temporaryFolder();
    const options = { crs: cgcs2000, layerName: 'x', fields };
    const [first] = someFeatures(106, 1);
    const long = await xlsx.create(join(own, 'long.xlsx'), options);
    const text = { ...first!, properties: { ...first!.properties, 权利人: '长'.repeat(40_000) } };
    await expect(long.write(text)).rejects.toMatchObject({ code: 'write-refused' });
    await long.discard();
    const many = await xlsx.create(join(own, 'many.xlsx'), options);
    const ring = Array.from({ length: 1_048_576 }, (_, i) => [113 + i * 1e-9, 23] as [number, number]);
    await expect(
      many.write({ ...first!, geometry: { type: 'Polygon', coordinates: [ring] } }),
    ).rejects.toMatchObject({ code: 'write-refused' });
    await many.discard();
    expect(await readdir(own)).toEqual([]);
  });
});

describe('XLSX of other software', () => {
  it('reads titles, merged codes, formulas, rich text, dates and error values', async () => {
    const path = await workbook((book) => {
      const sheet = book.addWorksheet('成果表');
      sheet.addRow(['某项目界址点成果表']);
      sheet.mergeCells('A1:H1');
      sheet.addRow(['地块编号', '圈号', '点号', 'X北', 'Y东', '坐落', '日期', '备注']);
      square.forEach(([lon, lat], i) => {
        sheet.addRow([
          i === 0 ? 'A1' : null,
          1,
          `J${i + 1}`,
          { formula: `${lat}+0`, result: lat },
          i === 1 ? String(lon) : lon,
          { richText: [{ text: '松山' }, { font: { bold: true }, text: '湖' }] },
          new Date('2024-02-29T00:00:00Z'),
          i === 0 ? { error: '#N/A' } : null,
        ]);
      });
      sheet.mergeCells('A3:A6');
      sheet.getColumn(7).numFmt = 'yyyy"年"m"月"d"日"';
    });
    const [only, ...others] = await readFeatures(xlsx, path, cgcs2000);
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      id: 'A1',
      properties: { 地块编号: 'A1', 坐落: '松山湖', 日期: '2024-02-29', 备注: '#N/A' },
      faults: [],
      place: { feature: 1, line: 3 },
    });
    expect(only!.geometry).toEqual({
      type: 'Polygon',
      coordinates: [[...square, square[0]].map(([lon, lat]) => [lon, lat])],
    });
  });

  it('takes the sheets with coordinates as layers, and one row a feature in WKT', async () => {
    const random = seeded(107);
    const areas = Array.from({ length: 6 }, () => randomArea(random));
    const path = await workbook((book) => {
      book.addWorksheet('说明').addRow(['本表由测绘单位提供']);
      book.addWorksheet('空表');
      for (const name of ['一', '二']) {
        const sheet = book.addWorksheet(name);
        sheet.addRow(['宗地代码', '几何']);
        areas.forEach((area, i) => {
          sheet.addRow([`${name}${i}`, writeWkt(area, 12)]);
        });
      }
    });
    const reader = await xlsx.open({ path, fileName: 'x.xlsx' }, readLimits);
    expect(reader.layers.map(({ name }) => name)).toEqual(['一', '二']);
    await expect(reader.describe({ encoding: null, layer: null })).rejects.toMatchObject({
      code: 'layer-needed',
    });
    await expect(reader.describe({ encoding: null, layer: '三' })).rejects.toMatchObject({
      code: 'layer-unknown',
    });
    const { features, columns } = await reader.describe({ encoding: 'UTF-8', layer: '二' });
    expect(features).toBe(6);
    expect(columns!.evidence.zh).toContain('“几何”为图形（WKT）');
    await reader.close();
    const back = await readFeatures(xlsx, path, cgcs2000, { layer: '二' });
    expect(back.map(({ id }) => id)).toEqual(areas.map((_, i) => `二${i}`));
    back.forEach(({ geometry }, i) => {
      expect(farthestDeg(areas[i]!, geometry)).toBeLessThan(1e-11);
    });
  });

  it('names the row of a coordinate that is an error value, or a formula without its value', async () => {
    const path = await workbook((book) => {
      const sheet = book.addWorksheet('S');
      sheet.addRow(['parcel', 'point', 'lon', 'lat']);
      sheet.addRow(['A', 1, 113, 23]);
      sheet.addRow(['A', 2, { error: '#REF!' }, 23]);
      sheet.addRow(['A', 3, { formula: 'B2*2' }, 23]);
      sheet.addRow(['A', 4, 113, 23.1]);
    });
    const [only] = await readFeatures(xlsx, path, cgcs2000);
    expect(only!.faults.map(({ code, place, message }) => [code, place.line, message.en])).toEqual([
      ['point-unreadable', 3, 'a boundary point cannot be read: "2, #REF!, 23"'],
      ['point-unreadable', 4, 'a boundary point cannot be read: "3, =B2*2, 23"'],
    ]);
  });

  it('knows dates by their formats, also of 1904 and before March 1900', () => {
    expect([14, 22, 31, 58].map((id) => isDateFormat(id, undefined))).toEqual([true, true, true, true]);
    expect([0, 2, 49].map((id) => isDateFormat(id, undefined))).toEqual([false, false, false]);
    expect(isDateFormat(164, 'yyyy"年"m"月"')).toBe(true);
    expect(isDateFormat(164, '[$-804]General')).toBe(false);
    expect(isDateFormat(164, '#,##0.00 "days"')).toBe(false);
    expect(isDateFormat(164, '[h]:mm')).toBe(true);
    expect(isDateFormat(164, '[Red]0.0')).toBe(false);
    expect(isoOfSerial(45_351, false)).toBe('2024-02-29');
    expect(isoOfSerial(45_351.5, false)).toBe('2024-02-29T12:00:00');
    expect(isoOfSerial(1, false)).toBe('1900-01-01');
    expect(isoOfSerial(0.25, false)).toBe('06:00:00');
    expect(isoOfSerial(0, true)).toBe('1904-01-01T00:00:00');
    expect(isoOfSerial(43_889, true)).toBe('2024-02-29');
    expect(serialOfIso('2024-02-29')).toBe(45_351);
    expect([serialOfIso('2023-02-29'), serialOfIso('1900-01-01'), serialOfIso('x')]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

async function refusal(path: string): Promise<GeodataError> {
  const error = await readFeatures(xlsx, path, cgcs2000).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(GeodataError);
  return error as GeodataError;
}

describe('XLSX with faults', () => {
  const row = '<row r="1"><c t="str"><v>lon</v></c><c t="str"><v>lat</v></c></row>';
  const sheet = (inner: string): string => `<worksheet><sheetData>${row}${inner}</sheetData></worksheet>`;

  it('does not fill in a merged range of all columns and rows', async () => {
    const merged = '<mergeCells count="1"><mergeCell ref="A2:XFD1048576"/></mergeCells>';
    const path = await archive(
      bare(
        `<worksheet><sheetData>${row}<row r="2"><c><v>113</v></c><c><v>23</v></c></row></sheetData>${merged}</worksheet>`,
      ),
    );
    expect(await readFeatures(xlsx, path, cgcs2000)).toHaveLength(1);
  });

  it.each([
    ['a document type', '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>', 'archive-refused', /DOCTYPE/],
    [
      'an entity',
      sheet('<row><c t="str"><v>&bomb;</v></c></row>'),
      'format-damaged',
      /unknown entity &bomb;/,
    ],
    ['tags that do not match', '<worksheet><sheetData></worksheet>', 'format-damaged', /tags do not match/],
    ['an end in the middle', sheet('').slice(0, 60), 'format-damaged', /ends too early/],
    ['nesting', '<a>'.repeat(300), 'format-damaged', /nested too deep/],
    ['a column beyond the limit', sheet('<row><c r="XFD2"><v>1</v></c></row>'), 'limit-passed', /columns/],
    ['a row beyond the limit', sheet('<row r="1048577"><c><v>1</v></c></row>'), 'limit-passed', /rows/],
    [
      'a tag without end',
      `${sheet('').slice(0, -30)}<c r="${'A'.repeat(1 << 21)}`,
      'format-damaged',
      /too long/,
    ],
    ['no rows', '<worksheet><sheetData/></worksheet>', 'file-empty', /empty/],
  ])('refuses %s', async (_, xml, code, message) => {
    const error = await refusal(await archive(bare(xml)));
    expect(error.code).toBe(code);
    expect(error.text.en).toMatch(message);
    expect(error.text.zh).not.toBe('');
  });

  it('refuses what is no workbook, a binary one, one cut short and a bomb', async () => {
    expect((await refusal(await archive({ 'a.txt': 'x' }))).code).toBe('format-not-as-stated');
    expect((await refusal(await archive({ 'xl/workbook.bin': 'x' }))).text.en).toContain('.xlsb');
    const cut = join(folder, 'cut.xlsx');
    writeFileSync(cut, Buffer.from('PK\x03\x04 and no more'));
    expect((await refusal(cut)).code).toBe('archive-refused');
    const bomb = await archive(bare(sheet(' '.repeat(50 << 20))));
    expect((await refusal(bomb)).text.en).toContain('bomb');
  });

  it('removes what it unpacked', async () => {
    const path = await archive(bare(sheet('<row><c><v>113</v></c><c><v>23</v></c></row>')));
    const broken = await archive(bare('<a'));
    const own = temporaryFolder();
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = own;
    try {
      await readFeatures(xlsx, path, cgcs2000);
      await refusal(broken);
      expect(await readdir(own)).toEqual([]);
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    }
  });

  it('is told by the entries of its archive', async () => {
    const head = Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(26), Buffer.from('xl/workbook.xml')]);
    expect(xlsx.recognise(head, 'x.zip')?.confidence).toBe('certain');
    const other = Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(26), Buffer.from('a.shp')]);
    expect(xlsx.recognise(other, 'x.zip')).toBeNull();
    expect(xlsx.recognise(other, 'x.xlsx')?.confidence).toBe('likely');
    expect(xlsx.recognise(Buffer.from('lon,lat'), 'x.xlsx')).toBeNull();
  });
});

describe.runIf(hasGdal)(`XLSX with GDAL${gdalNote}`, () => {
  it('reads the sheet that GDAL writes, and GDAL reads ours', async () => {
    const source = join(folder, 'points.csv');
    writeFileSync(
      source,
      `parcel,point,lon,lat\n${square.map(([lon, lat], i) => `A,${i},${lon},${lat}`).join('\n')}`,
    );
    const path = join(folder, 'from-gdal.xlsx');
    gdal('ogr2ogr', '-f', 'XLSX', path, source, '-oo', 'AUTODETECT_TYPE=YES');
    const [only] = await readFeatures(xlsx, path, cgcs2000);
    expect(only!.geometry).toMatchObject({ type: 'Polygon' });
    const own = join(folder, 'to-gdal.xlsx');
    await writeFeatures(xlsx, own, cgcs2000, fields, someFeatures(108, 5));
    const summary = gdal('ogrinfo', '-so', '-al', own);
    expect(summary).toContain('Layer name: 界址点');
    expect(summary).toContain('经度: Real');
    expect(summary).toContain('登记日期: Date');
  });
});
