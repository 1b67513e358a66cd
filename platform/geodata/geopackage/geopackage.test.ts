import { createCipheriv, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { resolveCrs } from '../crs/resolve-crs.ts';
import type { OutFeature } from '../format.ts';
import type { Field } from '../geo-feature.ts';
import { GeodataError } from '../geodata-error.ts';
import { readLimits } from '../limits.ts';
import { gdal, gdalFeatures, gdalNote, hasGdal } from '../test/gdal.ts';
import { randomArea, seeded } from '../test/random-areas.ts';
import { farthestDeg, readFeatures, temporaryFolder, writeFeatures } from '../test/round-trip.ts';
import { geopackage } from './geopackage.ts';

const folder = temporaryFolder();
const cgcs2000 = resolveCrs('EPSG:4490');
const fields: readonly Field[] = [
  { name: 'ZDDM', type: 'text' },
  { name: '面积', type: 'number' },
  { name: '户数', type: 'integer' },
  { name: '已收储', type: 'boolean' },
  { name: '登记日期', type: 'date' },
];

function someFeatures(seed: number, count: number): OutFeature[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, i) => ({
    id: String(i + 1),
    properties: {
      ZDDM: i === 1 ? null : `东莞"${i}'\n`,
      面积: random() * 1e6,
      户数: Math.floor(random() * 100) - 50,
      已收储: random() < 0.5,
      登记日期: '2024-02-29',
    },
    geometry: i === 2 ? null : randomArea(random),
  }));
}

describe('GeoPackage round trip', () => {
  for (const [seed, code, toleranceDeg] of [
    [11, 'EPSG:4490', 0],
    [12, 'EPSG:4326', 0],
    [13, 'EPSG:4526', 1e-12],
    [14, 'EPSG:4547', 1e-12],
    [15, 'EPSG:4526+yx', 1e-12],
    [16, 'EPSG:32650', 1e-11],
    [17, 'EPSG:3857', 1e-11],
    [18, 'GCJ-02', 1e-9],
    [19, 'BD-09', 1e-9],
  ] as const) {
    it(`keeps 60 random areas and their attributes in ${code} (seed ${seed})`, async () => {
      const path = join(folder, `trip-${seed}.gpkg`);
      const features = someFeatures(seed, 60);
      await writeFeatures(geopackage, path, resolveCrs(code), fields, features);
      const back = await readFeatures(geopackage, path);
      expect(back.map(({ id }) => id)).toEqual(features.map(({ id }) => id));
      expect(back.map(({ properties }) => properties)).toEqual(features.map(({ properties }) => properties));
      const farthest = back.map(({ geometry }, i) => farthestDeg(features[i]!.geometry, geometry));
      expect(Math.max(...farthest)).toBeLessThanOrEqual(toleranceDeg);
      expect(back[2]!.faults.map(({ code: each }) => each)).toEqual(['geometry-null']);
    });
  }

  it('keeps a layer name of quotes and 1,000 characters', async () => {
    const name = `"宗地'; drop table x;--`.padEnd(1_000, '图');
    const path = join(folder, 'name.gpkg');
    await writeFeatures(geopackage, path, cgcs2000, fields, someFeatures(3, 3), name);
    const reader = await geopackage.open({ path, fileName: 'name.gpkg' }, readLimits);
    expect(reader.layers).toEqual([{ name, features: 3 }]);
    await reader.close();
    expect(await readFeatures(geopackage, path)).toHaveLength(3);
  });

  it('keeps identifiers that are no keys in a column of their own, and names that SQLite takes for the same', async () => {
    const path = join(folder, 'ids.gpkg');
    const [first, second] = someFeatures(4, 2);
    const twice: Field[] = [
      { name: 'name', type: 'text' },
      { name: 'NAME', type: 'text' },
    ];
    await writeFeatures(geopackage, path, cgcs2000, twice, [
      { ...first!, id: 'A-1', properties: { name: 'x', NAME: 'y' } },
      { ...second!, id: '7', properties: {} },
    ]);
    const back = await readFeatures(geopackage, path);
    expect(back.map(({ id, properties }) => ({ id, properties }))).toEqual([
      { id: '1', properties: { name: 'x', NAME_2: 'y', id: 'A-1' } },
      { id: '7', properties: { name: null, NAME_2: null, id: null } },
    ]);
  });

  it('leaves nothing behind when it is given up, and the old file until it is finished', async () => {
    const own = temporaryFolder();
    const path = join(own, 'kept.gpkg');
    writeFileSync(path, 'old');
    const writer = await geopackage.create(path, { crs: cgcs2000, layerName: 'x', fields });
    await writer.write(someFeatures(5, 1)[0]!);
    await writer.discard();
    expect(await readdir(own)).toEqual(['kept.gpkg']);
    expect(readFileSync(path, 'utf8')).toBe('old');
  });
});

describe.runIf(hasGdal)(`GeoPackage with GDAL${gdalNote}`, () => {
  it('is read by GDAL as it was written', async () => {
    const path = join(folder, 'to-gdal.gpkg');
    const features = someFeatures(21, 40);
    await writeFeatures(geopackage, path, resolveCrs('EPSG:4526'), fields, features, '宗地');
    const summary = gdal('ogrinfo', '-so', path, '宗地');
    expect(summary).toContain('Feature Count: 40');
    expect(summary).toContain('ID["EPSG",4526]');
    expect(summary).toContain('登记日期: Date');
    const read = gdalFeatures(path, '-t_srs', 'EPSG:4490', '-preserve_fid');
    expect(read.map(({ id }) => id)).toEqual(features.map((_, i) => i + 1));
    expect(read[0]!.properties).toEqual(features[0]!.properties);
    read.forEach(({ geometry }, i) => {
      expect(farthestDeg(features[i]!.geometry, geometry as never)).toBeLessThan(1e-9);
    });
    const indexed = gdal('ogrinfo', '-sql', "select HasSpatialIndex('宗地', 'geom')", path);
    expect(indexed).toMatch(/= 1\s*$/);
  });

  it('keeps its index right when GDAL adds, changes and deletes rows', async () => {
    const path = join(folder, 'edited.gpkg');
    const name = `宗"地'`;
    await writeFeatures(geopackage, path, cgcs2000, fields, someFeatures(23, 5), name);
    const more = join(folder, 'more.gpkg');
    await writeFeatures(geopackage, more, cgcs2000, fields, someFeatures(24, 3), 'more');
    gdal('ogr2ogr', '-update', '-append', path, more, 'more', '-nln', name);
    const table = `"${name.replaceAll('"', '""')}"`;
    gdal('ogrinfo', '-q', '-sql', `delete from ${table} where fid = 1`, path);
    gdal('ogrinfo', '-q', '-sql', `update ${table} set geom = null where fid = 2`, path);
    const database = new Database(path, { readonly: true });
    const ids = (sql: string): unknown[] => database.prepare(sql).pluck().all();
    const indexed = ids(`select id from "rtree_${name.replaceAll('"', '""')}_geom" order by id`);
    expect(indexed).toEqual(ids(`select fid from ${table} where geom is not null order by fid`));
    expect(indexed).toEqual([4, 5, 6, 7]);
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(database.pragma('foreign_key_check')).toEqual([]);
    database.close();
  });

  it('states its coordinate systems as GDAL does', async () => {
    for (const code of [4490, 4326, 4526, 4547, 4498, 4509, 3857, 32650, 32750]) {
      const path = join(folder, `srs-${code}.gpkg`);
      await writeFeatures(geopackage, path, resolveCrs(`EPSG:${code}`), [], []);
      const database = new Database(path, { readonly: true });
      const { definition } = database
        .prepare('select definition from gpkg_spatial_ref_sys where srs_id = ?')
        .get(code) as { definition: string };
      database.close();
      const plain = (text: string): string => text.replace(/,AXIS\["[^"]*",[A-Z]+\]/g, '').trim();
      expect(definition).toBe(plain(gdal('gdalsrsinfo', '-o', 'wkt1', '--single-line', `EPSG:${code}`)));
    }
  });

  it('reads what GDAL writes, in every column type and in 3D', async () => {
    const source = join(folder, 'source.geojson');
    const features = someFeatures(22, 30).filter(({ geometry }) => geometry !== null);
    writeFileSync(
      source,
      JSON.stringify({
        type: 'FeatureCollection',
        features: features.map(({ id, properties, geometry }) => ({
          type: 'Feature',
          id: Number(id),
          properties: { ...properties, 时刻: '2024-01-02T03:04:05Z', 大数: 9007199254740993n.toString() },
          geometry,
        })),
      }),
    );
    const path = join(folder, 'from-gdal.gpkg');
    gdal(
      'ogr2ogr',
      '-preserve_fid',
      '-f',
      'GPKG',
      path,
      source,
      '-a_srs',
      'EPSG:4326',
      '-t_srs',
      'EPSG:4547',
      '-dim',
      'XYZ',
      '-nln',
      '地块',
    );
    const back = await readFeatures(geopackage, path);
    expect(back.map(({ id }) => id)).toEqual(features.map(({ id }) => id));
    back.forEach(({ geometry, properties, faults }, i) => {
      expect(farthestDeg(features[i]!.geometry, geometry)).toBeLessThan(1e-9);
      expect(properties['面积']).toBe(features[i]!.properties['面积']);
      expect(properties['已收储']).toBe(features[i]!.properties['已收储']);
      expect(properties['时刻']).toMatch(/^2024-01-02T03:04:05/);
      expect(faults.map(({ code }) => code)).toEqual(['z-dropped']);
    });
  });
});

/** A GeoPackage of one layer whose content the test then spoils. */
async function spoiled(
  name: string,
  spoil: (database: Database.Database) => void,
  count = 4,
): Promise<string> {
  const path = join(folder, `${name}.gpkg`);
  await writeFeatures(geopackage, path, cgcs2000, fields, someFeatures(31, count), 'parcels');
  const database = new Database(path);
  database.pragma('foreign_keys = OFF');
  for (const trigger of ['insert', 'update1', 'update2', 'update3', 'update4', 'delete']) {
    database.exec(`drop trigger "rtree_parcels_geom_${trigger}"`);
  }
  spoil(database);
  database.close();
  return path;
}

async function refusal(path: string, choice = {}): Promise<GeodataError> {
  const error = await readFeatures(geopackage, path, undefined, choice).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(GeodataError);
  return error as GeodataError;
}

describe('GeoPackage with faults', () => {
  it('gives damaged, curved, extended, empty and textual geometries a fault with their row', async () => {
    const header = (flags: number): number[] => [0x47, 0x50, 0, flags, 0, 0, 0, 0];
    const blobs: (readonly [Buffer | string, string])[] = [
      [Buffer.from([...header(1), 1, 10, 0, 0, 0, 0, 0, 0, 0]), 'geometry-curve'],
      [Buffer.from([...header(0x21), 0x61, 0x62, 0x63, 0x64]), 'geometry-unknown'],
      [Buffer.from(header(0x11)), 'geometry-empty'],
      [Buffer.from('not a geometry at all'), 'record-damaged'],
      [Buffer.from([1, 2]), 'record-damaged'],
      [Buffer.from([...header(0x0b), 1]), 'record-damaged'],
      [Buffer.from([...header(1), 1, 3, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]), 'record-damaged'],
      ['POLYGON ((0 0, 1 0, 1 1, 0 0))', 'record-damaged'],
    ];
    const path = await spoiled(
      'blobs',
      (database) => {
        const update = database.prepare('update parcels set geom = ? where fid = ?');
        blobs.forEach(([blob], i) => {
          update.run(blob, i + 4);
        });
      },
      12,
    );
    const back = await readFeatures(geopackage, path);
    blobs.forEach(([, code], i) => {
      const { geometry, faults, place } = back[i + 3]!;
      expect(geometry).toBeNull();
      expect(faults.map((fault) => fault.code)).toEqual([code]);
      expect(place).toEqual({ feature: i + 4 });
    });
    expect(back[11]!.geometry).not.toBeNull();
  });

  it('hands on coordinates that are no numbers', async () => {
    const path = await spoiled('nan', (database) => {
      const { geom } = database.prepare('select geom from parcels where fid = 1').get() as { geom: Buffer };
      geom.writeDoubleLE(Number.NaN, geom.length - 16);
      database.prepare('update parcels set geom = ? where fid = 1').run(geom);
    });
    const [first] = await readFeatures(geopackage, path);
    expect(JSON.stringify(first!.geometry)).toContain('null');
  });

  it('reads GBK bytes in a text column once GBK is chosen, and proposes it', async () => {
    const path = await spoiled('gbk', (database) => {
      const text = iconv.encode('东莞市松山湖高新区', 'GBK');
      database.prepare('update parcels set ZDDM = cast(? as text)').run(text);
    });
    const reader = await geopackage.open({ path, fileName: 'gbk.gpkg' }, readLimits);
    expect(await reader.encoding()).toMatchObject({ value: 'GBK', confidence: 'likely' });
    const { fields: described } = await reader.describe({ encoding: 'GBK', layer: null });
    expect(described[0]!.samples).toEqual(['东莞市松山湖高新区']);
    await reader.close();
    const [asUtf8] = await readFeatures(geopackage, path);
    expect(asUtf8!.properties['ZDDM']).toContain('\ufffd');
    const [asGbk] = await readFeatures(geopackage, path, undefined, { encoding: 'GBK' });
    expect(asGbk!.properties).toMatchObject({ ZDDM: '东莞市松山湖高新区', 登记日期: '2024-02-29' });
  });

  it('keeps whole numbers beyond 2⁵³ as text and values of another type than their column', async () => {
    const path = await spoiled('values', (database) => {
      database.exec('update parcels set 户数 = 9223372036854775807 where fid = 1');
      database.exec('update parcels set 户数 = -9223372036854775808 where fid = 2');
      database.exec("update parcels set 户数 = '三户', 面积 = 9e999 where fid = 3");
    });
    const back = await readFeatures(geopackage, path);
    expect(back.map(({ properties }) => properties['户数']).slice(0, 3)).toEqual([
      '9223372036854775807',
      '-9223372036854775808',
      '三户',
    ]);
    expect(back[2]!.properties['面积']).toBeNull();
  });

  it('reads a view and refuses one that could run for ever', async () => {
    const path = await spoiled('views', (database) => {
      database.exec('create view some as select fid, geom, ZDDM from parcels where fid < 3');
      database.exec(
        'create view endless as with recursive n(fid) as (select 1 union all select fid + 1 from n) select fid, null as geom from n',
      );
      const contents = database.prepare(
        "insert into gpkg_contents (table_name, data_type, srs_id) values (?, 'features', 4490)",
      );
      const columns = database.prepare(
        "insert into gpkg_geometry_columns values (?, 'geom', 'GEOMETRY', 4490, 0, 0)",
      );
      for (const view of ['some', 'endless']) {
        contents.run(view);
        columns.run(view);
      }
    });
    const back = await readFeatures(geopackage, path, cgcs2000, { layer: 'some' });
    expect(back.map(({ id }) => id)).toEqual(['1', '2']);
    expect((await refusal(path)).code).toBe('layer-needed');
    expect((await refusal(path, { layer: 'other' })).code).toBe('layer-unknown');
    expect((await refusal(path, { layer: 'endless' })).code).toBe('format-unsupported');
  });

  it('names the definition where it differs from the code, and says why a system cannot be used', async () => {
    const declared = async (sql: string) => {
      const path = await spoiled('srs', (database) => database.exec(sql));
      const reader = await geopackage.open({ path, fileName: 'srs.gpkg' }, readLimits);
      const { declaredCrs } = await reader.describe({ encoding: null, layer: null });
      await reader.close();
      return declaredCrs!;
    };
    const change = (set: string): string => `update gpkg_spatial_ref_sys set ${set} where srs_id = 4490`;
    const zone = resolveCrs('EPSG:4526').wkt;
    const differs = await declared(change(`definition = '${zone}'`));
    expect(differs.crs?.id).toBe('EPSG:4526');
    expect(differs.where.en).toContain('the definition holds');
    const byCode = await declared(change("definition = 'undefined', organization_coordsys_id = 4547"));
    expect(byCode.crs?.id).toBe('EPSG:4547');
    const local = await declared(
      change(
        `definition = 'GEOGCS["Beijing 1954",DATUM["Beijing_1954",SPHEROID["Krassowsky 1940",6378245,298.3]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]'`,
      ),
    );
    expect(local.crs).toBeNull();
    expect(local.where.en).toContain('local or former datum');
    expect((await declared('update gpkg_geometry_columns set srs_id = 0')).crs).toBeNull();
    expect((await declared('update gpkg_geometry_columns set srs_id = 77')).crs).toBeNull();
  });

  it('refuses a geometry of more vertices than allowed', async () => {
    const path = await spoiled('large', (database) => {
      database.exec('update parcels set geom = zeroblob(1000000) where fid = 2');
    });
    const limits = { ...readLimits, verticesMax: 1_000 };
    await expect(readFeatures(geopackage, path, cgcs2000, {}, limits)).rejects.toMatchObject({
      code: 'limit-passed',
    });
  });
});

describe('GeoPackage that is no whole database', () => {
  it('says so of an encrypted, a truncated, a damaged and another database', async () => {
    const whole = readFileSync(await spoiled('whole', () => undefined, 400));
    const cipher = createCipheriv('aes-128-ctr', randomBytes(16), randomBytes(16));
    const cases: (readonly [string, Buffer, RegExp])[] = [
      ['encrypted', cipher.update(whole), /encrypted/],
      ['truncated', whole.subarray(0, whole.length - 5_000), /cut short: \d+ of \d+ bytes/],
      ['head-only', whole.subarray(0, 60), /no SQLite database/],
      [
        'damaged',
        Buffer.concat([whole.subarray(0, 4_096 * 20), Buffer.alloc(whole.length - 4_096 * 20, 0x5a)]),
        /damaged/,
      ],
    ];
    for (const [name, bytes, message] of cases) {
      const path = join(folder, `${name}.gpkg`);
      writeFileSync(path, bytes);
      const error = await refusal(path);
      expect(error.code).toBe('format-damaged');
      expect(error.text.en).toMatch(message);
    }
    const plain = join(folder, 'plain.gpkg');
    const database = new Database(plain);
    database.exec('create table notes (text)');
    database.close();
    expect((await refusal(plain)).code).toBe('format-not-as-stated');
  });

  it('reads a database left in write-ahead mode without writing beside it', async () => {
    const own = temporaryFolder();
    const path = join(own, 'wal.gpkg');
    await writeFeatures(geopackage, path, cgcs2000, fields, someFeatures(41, 5));
    const bytes = readFileSync(path);
    bytes.set([2, 2], 18);
    writeFileSync(path, bytes);
    expect(await readFeatures(geopackage, path)).toHaveLength(5);
    expect(await readdir(own)).toEqual(['wal.gpkg']);
    expect(readFileSync(path).equals(bytes)).toBe(true);
    writeFileSync(`${path}-wal`, 'x');
    expect((await refusal(path)).code).toBe('format-not-as-stated');
  });

  it('is told by its first bytes', () => {
    const head = Buffer.alloc(100);
    head.write('SQLite format 3\0');
    expect(geopackage.recognise(head, 'a.gpkg')?.confidence).toBe('likely');
    expect(geopackage.recognise(head, 'a.sqlite')).toBeNull();
    head.write('GPKG', 68);
    expect(geopackage.recognise(head, 'a.zip')?.confidence).toBe('certain');
    expect(geopackage.recognise(Buffer.from('{"type":'.padEnd(4_096)), 'a.gpkg')).toBeNull();
    expect(geopackage.recognise(randomBytes(4_096), 'a.gpkg')?.confidence).toBe('likely');
  });
});
