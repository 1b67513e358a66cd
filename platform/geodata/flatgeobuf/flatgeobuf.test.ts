import { readFileSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Builder } from 'flatbuffers';
import { Geometry as FlatGeometry } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry.js';
import { deserialize } from 'flatgeobuf/lib/mjs/geojson.js';
import { describe, expect, it } from 'vitest';
import { resolveCrs } from '../crs/resolve-crs.ts';
import type { OutFeature } from '../format.ts';
import type { Field } from '../geo-feature.ts';
import type { Geometry } from '../geometry.ts';
import { readLimits } from '../limits.ts';
import { gdal, gdalFeatures, gdalNote, hasGdal } from '../test/gdal.ts';
import { randomArea, seeded } from '../test/random-areas.ts';
import { farthestDeg, readFeatures, temporaryFolder, writeFeatures } from '../test/round-trip.ts';
import { parseFlatGeometry } from './flat-geometry.ts';
import { FlatTable } from './flat-table.ts';
import { flatgeobuf } from './flatgeobuf.ts';

const folder = temporaryFolder();
const cgcs2000 = resolveCrs('EPSG:4490');
const fields: readonly Field[] = [
  { name: '宗地代码', type: 'text' },
  { name: '面积', type: 'number' },
  { name: '户数', type: 'integer' },
  { name: '已收储', type: 'boolean' },
  { name: '登记日期', type: 'date' },
];

function someFeatures(seed: number, count: number): OutFeature[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, i) => ({
    id: null,
    properties: {
      宗地代码: i === 1 ? null : `宗地 ${String(i).padStart(4, '0')}`,
      面积: random() * 1e6,
      户数: Math.floor(random() * 100) - 50,
      已收储: random() < 0.5,
      登记日期: '2024-02-29',
    },
    geometry: randomArea(random),
  }));
}

/** The features by a value that is unique among them, since the index puts them in another order. */
const byArea = <T extends { readonly properties: Readonly<Record<string, unknown>> }>(
  features: readonly T[],
): T[] => [...features].sort((a, b) => Number(a.properties['面积']) - Number(b.properties['面积']));

describe('FlatGeobuf round trip', () => {
  for (const [seed, code, count, toleranceDeg] of [
    [51, 'EPSG:4490', 60, 0],
    [52, 'EPSG:4526', 300, 1e-12],
    [53, 'EPSG:4547+yx', 17, 1e-12],
    [54, 'EPSG:3857', 16, 1e-11],
    [55, 'GCJ-02', 1, 1e-9],
    [56, 'EPSG:32650', 2, 1e-11],
  ] as const) {
    it(`keeps ${count} random areas and their attributes in ${code} (seed ${seed})`, async () => {
      const path = join(folder, `trip-${seed}.fgb`);
      const features = byArea(someFeatures(seed, count));
      await writeFeatures(flatgeobuf, path, resolveCrs(code), fields, features);
      const back = byArea(await readFeatures(flatgeobuf, path));
      expect(back.map(({ properties }) => properties)).toEqual(features.map(({ properties }) => properties));
      const farthest = back.map(({ geometry }, i) => farthestDeg(features[i]!.geometry, geometry));
      expect(Math.max(...farthest)).toBeLessThanOrEqual(toleranceDeg);
      expect(back.flatMap(({ faults }) => faults)).toEqual([]);
    });
  }

  it('keeps the order and has no index where a feature has no geometry', async () => {
    const path = join(folder, 'null.fgb');
    const features = someFeatures(57, 20);
    features[3] = { ...features[3]!, geometry: null };
    await writeFeatures(flatgeobuf, path, cgcs2000, fields, features);
    const back = await readFeatures(flatgeobuf, path);
    expect(back.map(({ properties }) => properties)).toEqual(features.map(({ properties }) => properties));
    expect(back[3]!.faults.map(({ code }) => code)).toEqual(['geometry-null']);
  });

  it('keeps every kind of geometry, identifiers, and values that their field was not made for', async () => {
    const path = join(folder, 'kinds.fgb');
    const geometries: Geometry[] = [
      { type: 'Point', coordinates: [113, 23] },
      {
        type: 'MultiPoint',
        coordinates: [
          [113, 23],
          [114, 23],
        ],
      },
      {
        type: 'LineString',
        coordinates: [
          [113, 23],
          [114, 23],
        ],
      },
      {
        type: 'MultiLineString',
        coordinates: [
          [
            [113, 23],
            [114, 23],
          ],
          [
            [113, 22],
            [114, 22],
            [114, 23],
          ],
        ],
      },
      {
        type: 'GeometryCollection',
        geometries: [{ type: 'Point', coordinates: [113, 23] }, randomArea(seeded(58))],
      },
    ];
    const wrong: Field[] = [
      { name: 'whole', type: 'integer' },
      { name: 'mixed', type: 'integer' },
      { name: 'large', type: 'integer' },
      { name: 'flag', type: 'boolean' },
      { name: 'day', type: 'date' },
    ];
    const features = geometries.map((geometry, i) => ({
      id: `f${i}`,
      geometry,
      properties: {
        whole: i === 2 ? 0.5 : i,
        mixed: i === 3 ? 'N/A' : i,
        large: i === 4 ? '9223372036854775807' : i,
        flag: i === 1 ? '是' : true,
        day: i === 1 ? '去年' : '2024-01-01',
      },
    }));
    features.push({ ...features[0]!, id: 'f5', geometry: null as never });
    await writeFeatures(flatgeobuf, path, cgcs2000, wrong, features);
    const back = await readFeatures(flatgeobuf, path);
    expect(back.map(({ geometry }) => geometry?.type)).toEqual([
      ...geometries.map(({ type }) => type),
      undefined,
    ]);
    expect(back.slice(0, 4).map(({ geometry }) => geometry)).toEqual(geometries.slice(0, 4));
    expect(back.map(({ properties }) => properties['id'])).toEqual(['f0', 'f1', 'f2', 'f3', 'f4', 'f5']);
    expect(back.map(({ properties }) => properties['whole'])).toEqual([0, 1, 0.5, 3, 4, 0]);
    expect(back.map(({ properties }) => properties['mixed'])).toEqual(['0', '1', '2', 'N/A', '4', '0']);
    expect(back[4]!.properties['large']).toBe('9223372036854775807');
    expect(back[1]!.properties).toMatchObject({ flag: '是', day: '去年' });
  });

  it('writes a file without features, and leaves nothing behind when it is given up', async () => {
    const own = temporaryFolder();
    const path = join(own, 'empty.fgb');
    await writeFeatures(flatgeobuf, path, cgcs2000, fields, []);
    expect(await readFeatures(flatgeobuf, path)).toEqual([]);
    const writer = await flatgeobuf.create(join(own, 'x.fgb'), { crs: cgcs2000, layerName: 'x', fields });
    await writer.write(someFeatures(59, 1)[0]!);
    await writer.discard();
    expect(await readdir(own)).toEqual(['empty.fgb']);
  });

  it('is read by the reference reader (seed 60)', async () => {
    const path = join(folder, 'box.fgb');
    const features = someFeatures(60, 500);
    await writeFeatures(flatgeobuf, path, cgcs2000, fields, features);
    const bytes = new Uint8Array(readFileSync(path));
    const all: { properties: unknown }[] = [];
    for await (const feature of deserialize(bytes)) all.push(feature as never);
    expect(all).toHaveLength(500);
  });
});

describe.runIf(hasGdal)(`FlatGeobuf with GDAL${gdalNote}`, () => {
  it('is read by GDAL as it was written, and searched by its index (seed 61)', async () => {
    const path = join(folder, 'to-gdal.fgb');
    const features = byArea(someFeatures(61, 400));
    await writeFeatures(flatgeobuf, path, resolveCrs('EPSG:4526'), fields, features, '宗地');
    const summary = gdal('ogrinfo', '-so', '-al', path);
    expect(summary).toContain('Feature Count: 400');
    expect(summary).toContain('ID["EPSG",4526]');
    const read = byArea(gdalFeatures(path, '-t_srs', 'EPSG:4490'));
    expect(read.map(({ properties }) => properties['宗地代码'] ?? null)).toEqual(
      features.map(({ properties }) => properties['宗地代码']),
    );
    read.forEach(({ geometry }, i) => {
      expect(farthestDeg(features[i]!.geometry, geometry as never)).toBeLessThan(1e-9);
    });
    const [west, south, east, north] = ['38465000', '2535000', '38480000', '2550000'];
    const found = gdalFeatures(path, '-spat', west, south, east, north);
    const plain = join(folder, 'plain.gpkg');
    gdal('ogr2ogr', '-f', 'GPKG', '-lco', 'SPATIAL_INDEX=NO', plain, path);
    const expected = gdalFeatures(plain, '-spat', west, south, east, north);
    expect(found.length).toBeGreaterThan(20);
    expect(byArea(found).map(({ properties }) => properties['面积'])).toEqual(
      byArea(expected).map(({ properties }) => properties['面积']),
    );
  });

  for (const index of ['YES', 'NO']) {
    it(`reads what GDAL writes with SPATIAL_INDEX=${index}, in 3D and with every type of column (seed 62)`, async () => {
      const features = byArea(someFeatures(62, 50));
      const source = join(folder, 'source.geojson');
      const records = features.map(({ properties, geometry }) => ({
        type: 'Feature',
        properties: { ...properties, 时刻: '2024-01-02T03:04:05Z', 大数: 3e9 },
        geometry,
      }));
      writeFileSync(source, JSON.stringify({ type: 'FeatureCollection', features: records }));
      const path = join(folder, `from-gdal-${index}.fgb`);
      gdal(
        'ogr2ogr',
        '-f',
        'FlatGeobuf',
        path,
        source,
        '-lco',
        `SPATIAL_INDEX=${index}`,
        '-nlt',
        'PROMOTE_TO_MULTI',
        '-dim',
        'XYZ',
        '-a_srs',
        'EPSG:4490',
      );
      const back = byArea(await readFeatures(flatgeobuf, path));
      expect(back).toHaveLength(50);
      back.forEach(({ geometry, properties, faults }, i) => {
        expect(farthestDeg(features[i]!.geometry, geometry)).toBe(0);
        expect(properties).toMatchObject(
          Object.fromEntries(Object.entries(features[i]!.properties).filter(([name]) => name !== '登记日期')),
        );
        expect(properties['时刻']).toMatch(/^2024-01-02T03:04:05/);
        expect(properties['大数']).toBe(3e9);
        expect(faults.map(({ code }) => code)).toEqual(['z-dropped']);
      });
    });
  }
});

describe('FlatGeobuf with faults', () => {
  const path = join(folder, 'whole.fgb');
  const count = 30;
  const whole = async (): Promise<Buffer> => {
    await writeFeatures(flatgeobuf, path, cgcs2000, fields, someFeatures(71, count));
    return readFileSync(path);
  };
  const readBytes = async (bytes: Uint8Array) => {
    const spoiled = join(folder, 'spoiled.fgb');
    writeFileSync(spoiled, bytes);
    return await readFeatures(flatgeobuf, spoiled, cgcs2000);
  };

  it('keeps the features before the end of a truncated file, and says where it ends', async () => {
    const bytes = await whole();
    const back = await readBytes(bytes.subarray(0, bytes.length - 700));
    const last = back.at(-1)!;
    expect(back.length).toBeGreaterThan(20);
    expect(last.faults.map(({ code }) => code)).toEqual(['file-truncated']);
    expect(last.place.byte).toBeGreaterThan(bytes.length - 700 - 1_500);
    expect(back.slice(0, -1).flatMap(({ faults }) => faults)).toEqual([]);
  });

  it('says that features are missing where the file ends between two', async () => {
    const bytes = await whole();
    const lengths: number[] = [];
    const all = await readFeatures(flatgeobuf, path, cgcs2000);
    for (const { place } of all) lengths.push(place.byte! - 1);
    const back = await readBytes(bytes.subarray(0, lengths[10]!));
    expect(back).toHaveLength(11);
    expect(back[10]!.faults.map(({ code }) => code)).toEqual(['file-truncated']);
  });

  it('gives a record that points outside itself a fault, and reads on', async () => {
    const bytes = await whole();
    const all = await readFeatures(flatgeobuf, path, cgcs2000);
    bytes.writeUInt32LE(0x7fffffff, all[4]!.place.byte! - 1 + 4);
    const back = await readBytes(bytes);
    expect(back).toHaveLength(count);
    expect(back[4]!.faults.map(({ code }) => code)).toEqual(['record-damaged']);
    expect(back[5]!.faults).toEqual([]);
  });

  it('stops with a fault where the length of a record cannot be', async () => {
    const bytes = await whole();
    const all = await readFeatures(flatgeobuf, path, cgcs2000);
    bytes.writeUInt32LE(3, all[4]!.place.byte! - 1);
    const back = await readBytes(bytes);
    expect(back.map(({ faults }) => faults.map(({ code }) => code))).toEqual([
      [],
      [],
      [],
      [],
      ['record-damaged'],
      ['file-truncated'],
    ]);
  });

  it('refuses a file that ends in its header or index, or is another version', async () => {
    const bytes = await whole();
    for (const spoiled of [bytes.subarray(0, 10), bytes.subarray(0, 60), bytes.subarray(0, 700)]) {
      await expect(readBytes(spoiled)).rejects.toMatchObject({ code: 'format-damaged' });
    }
    const other = Buffer.from(bytes);
    other[3] = 2;
    await expect(readBytes(other)).rejects.toMatchObject({ code: 'format-damaged' });
    expect(flatgeobuf.recognise(other, 'x.fgb')).toBeNull();
    expect(flatgeobuf.recognise(bytes, 'x')?.confidence).toBe('certain');
  });

  it('takes no part twice, so that a small file cannot grow', () => {
    const builder = new Builder();
    FlatGeometry.startXyVector(builder, 4);
    for (let i = 0; i < 4; i++) builder.addFloat64(1);
    const xy = builder.endVector();
    FlatGeometry.startGeometry(builder);
    FlatGeometry.addXy(builder, xy);
    FlatGeometry.addType(builder, 2);
    let part = FlatGeometry.endGeometry(builder);
    for (let level = 0; level < 10; level++) {
      const parts = FlatGeometry.createPartsVector(builder, new Array(20).fill(part));
      FlatGeometry.startGeometry(builder);
      FlatGeometry.addParts(builder, parts);
      FlatGeometry.addType(builder, 7);
      part = FlatGeometry.endGeometry(builder);
    }
    builder.finish(part);
    const bytes = builder.asUint8Array();
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const { geometry, problems } = parseFlatGeometry(FlatTable.root(view), 0, view);
    expect(geometry).toBeNull();
    expect(problems.map(({ code }) => code)).toEqual(['record-damaged']);
  });

  it('refuses a feature larger than allowed', async () => {
    await whole();
    const limits = { ...readLimits, featureBytesMax: 200 };
    await expect(readFeatures(flatgeobuf, path, cgcs2000, {}, limits)).rejects.toMatchObject({
      code: 'limit-passed',
    });
  });
});
