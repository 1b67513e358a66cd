import { createWriteStream, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, deflateRawSync, gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import yazl from 'yazl';
import { resolveCrs } from '../crs/resolve-crs.ts';
import type { FormatId } from '../format.ts';
import { formatOf, formats } from '../formats.ts';
import { GeodataError } from '../geodata-error.ts';
import type { Geometry, Position } from '../geometry.ts';
import { readLimits } from '../limits.ts';
import { inspectGeodata } from '../open-geodata.ts';
import { randomArea, seeded } from './random-areas.ts';
import { fileOf, readChecked, refusal, sourceOf, verdicts } from './read-checked.ts';
import { temporaryFolder, writeFeatures } from './round-trip.ts';
import { squareAt } from './square-file.ts';
import { zipOf } from './zip-parts.ts';

/** A zip archive of 4 MB with an entry of 4 GiB: one block of zeros, deflated once and repeated. */
function bombZip(): Buffer {
  const blockBytes = 1 << 22;
  const blocks = 1_023;
  const block = deflateRawSync(Buffer.alloc(blockBytes), { finishFlush: constants.Z_FULL_FLUSH });
  const data = Buffer.concat([
    ...Array.from({ length: blocks }, () => block),
    deflateRawSync(Buffer.alloc(0)),
  ]);
  const name = Buffer.from('a.shp');
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(data.length, 14);
  common.writeUInt32LE(blocks * blockBytes, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, data]);
  const central = Buffer.concat([
    Buffer.from('PK\x01\x02'),
    Buffer.of(20, 0),
    common,
    Buffer.alloc(14),
    name,
  ]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from('PK\x05\x06'), end]);
}

/** The list of bad input, through the face of the package: each gets a clear message with its place. */
const folder = temporaryFolder();

const square = (x = 0, side = 10): Position[] => squareAt(x, 0, side);
const feature = (geometry: object | null, properties: object = {}, id?: string): string =>
  JSON.stringify({ type: 'Feature', ...(id === undefined ? {} : { id }), properties, geometry });
const polygon = (...rings: Position[][]): object => ({ type: 'Polygon', coordinates: rings });
const collection = (...features: string[]): string =>
  `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}`;

async function one(
  geometry: object | null,
): Promise<{ status: string; codes: string[]; message: string; place: string }> {
  const [only] = await readChecked(fileOf('one.geojson', collection(feature(geometry))));
  const last = only!.faults.at(-1);
  const { line, ring, vertex, coordinate } = last?.place ?? {};
  return {
    status: only!.status,
    codes: only!.faults.map(({ code }) => code),
    message: last?.message.en ?? '',
    place: [line, ring, vertex, coordinate?.map((each) => each.toFixed(3)).join(' ')].join('|'),
  };
}

describe('geometries', () => {
  const bowTie: Position[] = [
    [113.75, 23.02],
    [113.76, 23.03],
    [113.76, 23.02],
    [113.75, 23.03],
    [113.75, 23.02],
  ];
  for (const [what, geometry, status, code, place] of [
    ['self-intersection, bow-tie', polygon(bowTie), 'repaired', 'self-crossing', '2|1|1|113.755 23.025'],
    ['unclosed ring', polygon(square().slice(0, -1)), 'repaired', 'ring-closed', '2|1||113.750 23.020'],
    [
      'duplicate vertices',
      polygon(square().flatMap((each) => [each, each])),
      'repaired',
      'vertices-repeated',
      '2|1||113.750 23.020',
    ],
    ['null geometry', null, 'quarantined', 'geometry-null', '2|||'],
    ['empty geometry', polygon(), 'quarantined', 'geometry-empty', '2|||'],
    [
      'hole outside',
      polygon(square(), square(20, 5)),
      'quarantined',
      'outline-ambiguous',
      '2|2|1|113.770 23.020',
    ],
    [
      'overlapping parts',
      { type: 'MultiPolygon', coordinates: [[square()], [square(9)]] },
      'repaired',
      'parts-overlapping',
      '2|2|1|113.759 23.020',
    ],
    [
      'spike',
      polygon([...square().slice(0, 2), [113.8, 23.02], ...square().slice(1)]),
      'repaired',
      'spike-removed',
      '2|1||113.800 23.020',
    ],
    ['curve geometry', { type: 'CurvePolygon', coordinates: [] }, 'quarantined', 'geometry-curve', '2|||'],
    ['Z', polygon(square().map(([x, y]) => [x, y, 5] as never)), 'valid', 'z-dropped', '2|||'],
    [
      'mixed types',
      {
        type: 'GeometryCollection',
        geometries: [polygon(square()), { type: 'Point', coordinates: square()[0] }],
      },
      'quarantined',
      'collection-mixed',
      '2|||',
    ],
    ['a line', { type: 'LineString', coordinates: square() }, 'quarantined', 'not-a-polygon', '2|||'],
    [
      'degrees out of range',
      polygon(square().map(([x, y]) => [x + 180, y])),
      'quarantined',
      'out-of-range',
      '2|1|1|293.750 23.020',
    ],
  ] as const) {
    it(`${what}: ${status}, ${code}`, async () => {
      // Out of range is one feature among others, else the whole file would not be degrees.
      const ordinary = Array.from({ length: 3 }, (_, i) => feature(polygon(square(i * 20))));
      const read = await readChecked(fileOf('one.geojson', collection(feature(geometry), ...ordinary)));
      const found = read[0]!.faults.at(-1)!;
      const { line, ring, vertex, coordinate } = found.place;
      expect(`${read[0]!.status}: ${found.code}`).toBe(`${status}: ${code}`);
      const shown = [line, ring, vertex, coordinate?.map((each) => each.toFixed(3)).join(' ')].join('|');
      expect(shown).toBe(place);
      expect(found.message.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(verdicts(read).slice(1)).toEqual(['valid', 'valid', 'valid']);
    });
  }

  it('NaN has its ring and vertex', async () => {
    const text = collection(feature(polygon(square()))).replace('113.76,23.03', 'NaN,23.03');
    const [only] = await readChecked(fileOf('nan.geojson', text));
    expect(only).toMatchObject({
      status: 'quarantined',
      faults: [{ code: 'not-finite', place: { line: 2, ring: 1, vertex: 3 } }],
    });
  });

  it('duplicate codes have the number of the first', async () => {
    const text = collection(feature(polygon(square()), {}, 'A'), feature(polygon(square(20)), {}, 'A'));
    const read = await readChecked(fileOf('codes.geojson', text));
    expect(verdicts(read)).toEqual(['valid', 'quarantined: id-repeated']);
    expect(read[1]!.faults[0]!.message.en).toBe('the identifier "A" is that of feature 1 too');
    const byField = [
      feature(polygon(square()), { 宗地代码: 7 }),
      feature(polygon(square(20)), { 宗地代码: 7 }),
    ];
    const codes = await readChecked(
      fileOf('codes.geojson', collection(...byField)),
      {},
      {
        idOf: ({ properties }) => String(properties['宗地代码']),
      },
    );
    expect(verdicts(codes)[1]).toBe('quarantined: id-repeated');
  });

  it('every repaired one says by how much its area moved, where it moved', async () => {
    const { message } = await one({ type: 'MultiPolygon', coordinates: [[square()], [square(9)]] });
    expect(message).toMatch(/area \d+\.\d\d → \d+\.\d\d m²/);
  });
});

describe('files that are not what they are called', () => {
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  const sqlite = (): Buffer => {
    const database = new Database(':memory:');
    database.exec('create table t (a)');
    return database.serialize();
  };
  const cases: [string, Uint8Array | string, string][] = [
    ['a.geojson', png, 'a PNG image'],
    ['a.shp', png, 'a PNG image'],
    ['a.zip', collection(feature(polygon(square()))), 'its content is GeoJSON'],
    ['a.txt', collection(feature(polygon(square()))), 'its content is GeoJSON'],
    ['a.gpkg', sqlite(), 'this is an SQLite database but no GeoPackage'],
    ['a.fgb', 'fgb', 'it begins with'],
    ['a.geojson', gzipSync('{}'), 'gzip data (unpack it first)'],
    ['a.geojson', '<!DOCTYPE html><html></html>', 'a web page'],
    ['a.geojson', iconv.encode(collection(), 'utf-16'), 'text in UTF-16'],
    ['a.json', '{"type":"Topology","objects":{}}', 'TopoJSON'],
    ['a.xlsx', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'an old Office file'],
  ];
  for (const [name, content, words] of cases) {
    it(`${name}: ${words}`, async () => {
      const { code, text } = await refusal(inspectGeodata(fileOf(name, content)));
      expect(code).toBe('format-not-as-stated');
      expect(text.en).toContain(words);
      expect(text.zh).toMatch(/[\u4e00-\u9fff]/);
    });
  }

  it('are read where the user says what they are', async () => {
    const file = fileOf('a.txt', collection(feature(polygon(square()))));
    const { candidates } = await refusal(readChecked(file));
    expect(candidates.map(({ value }) => value)).toEqual(['geojson']);
    expect(verdicts(await readChecked(file, { format: 'geojson' }))).toEqual(['valid']);
    expect((await refusal(readChecked(file, { format: 'shapefile' }))).text.en).toContain(
      'is stated to be Shapefile',
    );
    expect((await refusal(readChecked(file, { format: 'dwg' }))).code).toBe('format-unknown');
  });

  it('without a suffix are told by their content', async () => {
    expect(
      (await inspectGeodata(fileOf('upload', collection(feature(polygon(square())))))).format.value,
    ).toBe('geojson');
    expect((await refusal(inspectGeodata(fileOf('upload', png)))).code).toBe('format-unsupported');
    expect((await refusal(inspectGeodata(fileOf('upload', Buffer.alloc(500, 7))))).code).toBe(
      'format-unknown',
    );
  });

  it('are missing, empty, folders or too large', async () => {
    expect((await refusal(inspectGeodata(sourceOf(join(folder, 'none.geojson'))))).code).toBe('file-missing');
    expect((await refusal(inspectGeodata(sourceOf(folder)))).code).toBe('file-missing');
    expect((await refusal(inspectGeodata(fileOf('a.geojson', '')))).code).toBe('file-empty');
    expect((await refusal(inspectGeodata(fileOf('a.geojson', ' \n\n')))).code).toBe('file-empty');
    const limits = { ...readLimits, bytesMax: 1_000 };
    const { code } = await refusal(inspectGeodata(fileOf('a.geojson', 'x'.repeat(2_000)), {}, limits));
    expect(code).toBe('file-too-large');
  });
});

describe('archives', () => {
  it('a bomb of 4 GiB is refused before anything is unpacked', async () => {
    const path = join(folder, 'bomb.zip');
    writeFileSync(path, bombZip());
    const before = await readdir(tmpdir());
    const { code, text } = await refusal(inspectGeodata(sourceOf(path)));
    expect(code).toBe('archive-refused');
    expect(text.en).toMatch(/packs 1\d\d\d : 1, more than 200: it looks like a bomb/);
    expect(text.zh).toContain('像是压缩炸弹');
    const unpacked = (await readdir(tmpdir())).filter((name) => !before.includes(name));
    expect(unpacked.filter((name) => name.startsWith('lizhu-shapefile-'))).toEqual([]);
  });

  it('a link, an absolute path and a path upwards are refused', async () => {
    const path = join(folder, 'link.zip');
    const archive = new yazl.ZipFile();
    archive.addBuffer(Buffer.from('/etc/passwd'), 'a.shp', { mode: 0o120777 });
    archive.end();
    await pipeline(archive.outputStream, createWriteStream(path));
    const { code, text } = await refusal(inspectGeodata(sourceOf(path)));
    expect(code).toBe('archive-refused');
    expect(text.en).toContain('is a link or a device');
  });

  it('an archive in an archive is not looked into', async () => {
    const inner = await zipOf({ 'a.shp': Buffer.alloc(100) });
    const { readFile } = await import('node:fs/promises');
    const { code } = await refusal(
      inspectGeodata(sourceOf(await zipOf({ 'inner.zip': await readFile(inner) }))),
    );
    expect(code).toBe('format-unsupported');
  });
});

describe('names', () => {
  const name = `"宗地'<b>&;--`.padEnd(1_000, '名');

  it('of files, fields and values may be long and strange', async () => {
    const text = collection(feature(polygon(square()), { [name]: name, __proto__x: 1, ['__proto__']: 2 }));
    const source = { ...fileOf('a.geojson', text), fileName: `${name}.geojson` };
    const [only] = await readChecked(source);
    expect(only!.feature.properties[name]).toBe(name);
    const gone = await refusal(inspectGeodata({ path: join(folder, 'gone'), fileName: name }));
    expect(gone.text.en.length).toBeLessThan(200);
  });
});

describe('every format', () => {
  const crsOf = (id: FormatId): string => (id === 'boundary-txt' ? 'EPSG:4526' : 'EPSG:4490');
  const fields = [{ name: '地块编号', type: 'text' as const }];

  for (const { id, extensions } of formats) {
    it(`${id} survives being cut anywhere and changed anywhere: it is read, or refused in words (seed 17)`, async () => {
      const random = seeded(17);
      const features = Array.from({ length: 6 }, (_, i) => ({
        id: `DK${i}`,
        properties: { 地块编号: `DK${i}` },
        geometry: randomArea(random) as Geometry,
      }));
      const path = join(folder, `whole${extensions[0]}`);
      await writeFeatures(formatOf(id), path, resolveCrs(crsOf(id)), fields, features);
      const { readFile } = await import('node:fs/promises');
      const whole = await readFile(path);
      const outcomes = new Set<string>();
      for (let round = 0; round < 40; round++) {
        const bytes = Buffer.from(whole);
        const cut = round % 2 === 0 ? Math.floor(random() * bytes.length) : bytes.length;
        for (let k = 0; k < round % 4; k++)
          bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
        const damaged = fileOf(`cut${extensions[0]}`, bytes.subarray(0, cut));
        try {
          const read = await readChecked(damaged, { crs: crsOf(id), encoding: null });
          outcomes.add('read');
          for (const { status, faults } of read) {
            expect(faults.some(({ severity }) => severity === 'quarantine')).toBe(status === 'quarantined');
          }
        } catch (error) {
          if (!(error instanceof GeodataError)) throw error;
          outcomes.add(error.code);
          expect(error.text.zh).toMatch(/[\u4e00-\u9fff]/);
        }
      }
      expect(outcomes.size).toBeGreaterThan(1);
    });
  }
});
