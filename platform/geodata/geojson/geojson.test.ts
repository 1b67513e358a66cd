import { createWriteStream, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { runLimited } from '@lizhu/files';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { resolveCrs } from '../crs/resolve-crs.ts';
import type { Geometry } from '../geometry.ts';
import type { ReadResult } from '../limited/limited-read.ts';
import { readLimits } from '../limits.ts';
import { inspectGeodata } from '../open-geodata.ts';
import { gdalFeatures, gdalNote, hasGdal } from '../test/gdal.ts';
import { randomArea, seeded } from '../test/random-areas.ts';
import { fileOf, readChecked, refusal, sourceOf, verdicts } from '../test/read-checked.ts';
import { farthestDeg, readFeatures, temporaryFolder, writeFeatures } from '../test/round-trip.ts';
import { geojson } from './geojson.ts';

const folder = temporaryFolder();

function square(i = 0, sizeDeg = 0.001): Geometry {
  const [x, y] = [113.75 + i * 0.002, 23.02];
  const ring = [
    [x, y],
    [x + sizeDeg, y],
    [x + sizeDeg, y + sizeDeg],
    [x, y + sizeDeg],
    [x, y],
  ];
  return { type: 'Polygon', coordinates: [ring] } as Geometry;
}

function feature(i: number, more: object = {}): string {
  return JSON.stringify({
    type: 'Feature',
    properties: { code: `A${i}`, name: `东莞${i}` },
    geometry: square(i),
    ...more,
  });
}

const five = [0, 1, 2, 3, 4].map((i) => feature(i));

function collection(features: readonly string[], members = ''): string {
  return `{"type":"FeatureCollection",${members}"features":[\n${features.join(',\n')}\n]}\n`;
}

/** The five features with the third one changed. */
function third(change: (text: string) => string): string {
  return collection(five.map((text, i) => (i === 2 ? change(text) : text)));
}

describe('forms of GeoJSON', () => {
  for (const [form, text, count] of [
    ['a FeatureCollection', collection(five), 5],
    ['a byte-order mark before it', `\uFEFF${collection(five)}`, 5],
    ['features one a line', `${five.join('\n')}\n`, 5],
    ['a text sequence (RFC 8142)', five.map((each) => `\x1e${each}\n`).join(''), 5],
    ['a list of features', `[${five.join(',')}]`, 5],
    ['several collections', collection(five) + collection(five.slice(2)), 8],
    ['one feature', five[0]!, 1],
    ['one geometry', JSON.stringify(square()), 1],
    ['an empty collection', collection([]), 0],
    [
      'members behind the features',
      `{"features":[${five.join(',')}],"type":"FeatureCollection","bbox":[1,2,3,4]}`,
      5,
    ],
    [
      'brackets and quotes in texts',
      collection([feature(0, { properties: { a: '}]"\\"{[', 'b"]': 1 } })]),
      1,
    ],
  ] as const) {
    it(`reads ${form}`, async () => {
      const read = await readChecked(fileOf('form.geojson', text));
      expect(verdicts(read)).toEqual(Array.from({ length: count }, () => 'valid'));
    });
  }

  it('reads the same whatever the pieces in which the bytes come', async () => {
    const { RecordScanner } = await import('./scan-records.ts');
    const text = Buffer.from(third((each) => each.replace('"A2"', '"A2')));
    const scan = (pieceBytes: number): unknown => {
      const scanner = new RecordScanner({ recordBytesMax: 1e6, doubleByte: false });
      const found = [];
      for (let at = 0; at < text.length; at += pieceBytes) {
        found.push(...scanner.push(text.subarray(at, at + pieceBytes)));
      }
      found.push(...scanner.end());
      // What is shown of a damaged record depends on how much of it had come.
      return found.map((each) => {
        if (each.kind === 'members') return each;
        const { bytes, damage, ...place } = each.record;
        return {
          ...place,
          damage: damage && [damage.kind, damage.offset, damage.line],
          text: damage ? '' : `${bytes}`,
        };
      });
    };
    const whole = scan(text.length);
    for (const bytes of [1, 2, 3, 7, 64, 500]) expect(scan(bytes)).toEqual(whole);
  });

  it('gives each feature its line and byte, and nested properties as JSON text', async () => {
    const read = await readChecked(
      fileOf(
        'place.geojson',
        collection([feature(0), feature(1, { id: 7, properties: { list: [1, { a: null }] } })]),
      ),
    );
    expect(read.map((each) => each.feature.place)).toEqual([
      { feature: 1, line: 2, byte: 42 },
      { feature: 2, line: 3, byte: 42 + Buffer.byteLength(five[0]!) + 2 },
    ]);
    expect(read[1]!.feature).toMatchObject({ id: '7', properties: { list: '[1,{"a":null}]' } });
  });
});

describe('damaged GeoJSON', () => {
  for (const [damage, text, expected] of [
    [
      'a word without quotes',
      third((each) => each.replace('"A2"', 'A2')),
      { line: 4, detail: 'out of place' },
    ],
    ['a word of its own', third((each) => each.replace('"A2"', 'tru')), { line: 4, detail: 'out of place' }],
    [
      'a quote that is missing',
      third((each) => each.replace('"A2"', '"A2')),
      { line: 4, detail: 'out of place' },
    ],
    ['a comma too many', third((each) => each.replace(']]]', '],]]')), { line: 4, detail: 'out of place' }],
    [
      'a bracket that is missing',
      third((each) => each.replace(']]]', ']]')),
      { line: 4, detail: '"]" is needed' },
    ],
    ['a brace that is missing', third((each) => each.slice(0, -1)), { line: 5, detail: 'not closed before' }],
    [
      'a line cut short',
      five.map((each, i) => (i === 2 ? each.slice(0, 60) : each)).join('\n'),
      { line: 3, detail: '' },
    ],
    [
      '500 lists in each other',
      third((each) => each.replace('"A2"', '['.repeat(500) + ']'.repeat(500))),
      { line: 4, detail: 'nested too deep' },
    ],
  ] as const) {
    it(`costs one feature: ${damage}`, async () => {
      const read = await readChecked(fileOf('damage.geojson', text));
      expect(verdicts(read)).toEqual(['valid', 'valid', 'quarantined: json-syntax', 'valid', 'valid']);
      const { place, message } = read[2]!.faults[0]!;
      expect(place.line).toBe(expected.line);
      expect(message.en).toContain(expected.detail);
      expect(read[3]!.feature.properties['code']).toBe('A3');
    });
  }

  it('names the byte where the text stops being JSON', async () => {
    const text = third((each) => each.replace('"A2"', '"A2" 5'));
    const [fault] = (await readChecked(fileOf('byte.geojson', text)))[2]!.faults;
    expect(
      Buffer.from(text)
        .subarray(fault!.place.byte! - 1)
        .toString(),
    ).toMatch(/^5,"name"/);
  });

  it('keeps what comes before the end of a file that is cut short, and says so', async () => {
    const text = collection(five);
    for (const [cut, expected] of [
      [text.length - 60, ['valid', 'valid', 'valid', 'valid', 'quarantined: file-truncated']],
      [text.indexOf(five[3]!), ['valid', 'valid', 'valid', 'quarantined: file-truncated']],
    ] as const) {
      expect(verdicts(await readChecked(fileOf('cut.geojson', text.slice(0, cut))))).toEqual(expected);
    }
  });

  it('says where a comma between features is missing or too many', async () => {
    const missing = collection(five).replace(`${five[1]!},`, five[1]!);
    expect(verdicts(await readChecked(fileOf('comma.geojson', missing)))[2]).toBe('valid: separator-wrong');
    const many = collection(five).replace(`${five[1]!},`, `${five[1]!},,`);
    expect(verdicts(await readChecked(fileOf('commas.geojson', many)))[2]).toBe('valid: separator-wrong');
  });

  it('diagnoses NaN, infinity, texts and nulls among the coordinates', async () => {
    const numbered = (value: string): string => feature(1).replace('113.752', value);
    const read = await readChecked(
      fileOf(
        'nan.geojson',
        collection(['NaN', '-Infinity', '"abc"', 'null', '"113.752"', '1e999'].map(numbered)),
      ),
    );
    expect(verdicts(read)).toEqual([
      'quarantined: not-finite',
      'quarantined: not-finite',
      'quarantined: not-finite',
      'quarantined: not-finite',
      'repaired: coordinates-as-text',
      'quarantined: not-finite',
    ]);
    expect(read[0]!.faults[0]!.place).toMatchObject({ line: 2, ring: 1, vertex: 1 });
  });

  it('names what is no feature', async () => {
    const others = [
      '5',
      'null',
      '"text"',
      '[]',
      '{"type":"Nope"}',
      '{}',
      feature(0, { geometry: { type: 'CircularString' } }),
    ];
    expect(verdicts(await readChecked(fileOf('others.geojson', collection(others))))).toEqual([
      ...Array.from({ length: 6 }, () => 'quarantined: record-damaged'),
      'quarantined: geometry-curve',
    ]);
  });

  it('refuses a feature that is longer than the limit', async () => {
    const limits = { ...readLimits, featureBytesMax: 1 << 20 };
    const long = fileOf(
      'long.geojson',
      collection([feature(0, { properties: { text: 'x'.repeat(3 << 20) } })]),
    );
    const { code, text } = await refusal(readChecked(long, { crs: '4326' }, { limits }));
    expect(code).toBe('limit-passed');
    expect(text.en).toContain('begins at line 2, byte 42');
  });
});

describe('the coordinate system of GeoJSON', () => {
  const projected = (code: string): string => {
    const crs = resolveCrs(code);
    const ring = [
      [0, 0],
      [1e-3, 0],
      [1e-3, 1e-3],
      [0, 0],
    ].map(([x, y]) => crs.fromLonLat(113.75 + x!, 23.02 + y!));
    return JSON.stringify({
      type: 'Feature',
      properties: {},
      geometry: { type: 'Polygon', coordinates: [ring] },
    });
  };
  const member = (name: string): string => `"crs":{"type":"name","properties":{"name":"${name}"}},`;
  const proposed = async (text: string) => (await inspectGeodata(fileOf('crs.geojson', text))).crs;

  it('is WGS 84 by RFC 7946 where nothing is said and the numbers can be degrees', async () => {
    expect(await proposed(collection(five))).toMatchObject({ value: 'EPSG:4326', confidence: 'certain' });
  });

  it('is what the crs member says, before or behind the features, near or far', async () => {
    expect(
      await proposed(collection([projected('4526')], member('urn:ogc:def:crs:EPSG::4526'))),
    ).toMatchObject({ value: 'EPSG:4526', confidence: 'certain' });
    const behind = (count: number): string =>
      `{"type":"FeatureCollection","features":[${Array.from({ length: count }, () => projected('4547')).join(',')}],${member('EPSG:4547').slice(0, -1)}}`;
    expect(await proposed(behind(1))).toMatchObject({ value: 'EPSG:4547', confidence: 'certain' });
    expect(await proposed(behind(2_500))).toMatchObject({ value: 'EPSG:4547', confidence: 'certain' });
  });

  for (const [what, text, candidate] of [
    ['metres without a crs member', collection([projected('4526')]), 'EPSG:4526'],
    ['latitude first', collection([projected('4490+yx')]), 'EPSG:4490+yx'],
    ['a crs member of another zone', collection([projected('4526')], member('EPSG:4527')), 'EPSG:4526'],
    ["a crs member of Xi'an 1980", collection(five, member('EPSG:2362')), 'EPSG:4490'],
    ['a crs member that is null', collection(five, '"crs":null,'), 'EPSG:4490'],
  ] as const) {
    it(`must be stated for ${what}`, async () => {
      const { code, candidates } = await refusal(readChecked(fileOf('crs.geojson', text)));
      expect(code).toBe('crs-needed');
      expect(candidates.map(({ value }) => value)).toContain(candidate);
      const read = await readChecked(fileOf('crs.geojson', text), { crs: candidate });
      expect(read.every(({ status }) => status === 'valid')).toBe(true);
    });
  }
});

describe('the encoding of GeoJSON', () => {
  it('is UTF-8, unless the bytes are not: GBK is proposed and read, with its second bytes that look like brackets', async () => {
    const text = collection([
      feature(0, { properties: { 名称: '东莞市松山湖生物医药产业基地第一宗地', 字: '俓俰俴乗' } }),
    ]);
    const source = fileOf('gbk.geojson', iconv.encode(text, 'GB18030'));
    const { encoding } = await inspectGeodata(source);
    expect(encoding).toMatchObject({ value: 'GBK', confidence: 'likely' });
    const [read] = await readChecked(source, { encoding: 'GBK' });
    expect(read!.feature.properties).toEqual({
      名称: '东莞市松山湖生物医药产业基地第一宗地',
      字: '俓俰俴乗',
    });
    expect((await refusal(readChecked(source, { encoding: 'UTF-8' }))).code).toBe('encoding-wrong');
  });

  it('is not taken for GBK because the user says so', async () => {
    const { code, text } = await refusal(
      readChecked(fileOf('utf8.geojson', collection(five)), { encoding: 'GBK' }),
    );
    expect(code).toBe('encoding-wrong');
    expect(text.zh).toContain('均为合法 UTF-8');
  });
});

describe('large GeoJSON', () => {
  it('reads one polygon of 10 MB', async () => {
    const ring = Array.from({ length: 280_000 }, (_, i) => {
      const angle = (2 * Math.PI * i) / 280_000;
      return [113.75 + 0.1 * Math.cos(angle), 23.02 + 0.1 * Math.sin(angle)];
    });
    ring.push(ring[0]!);
    const source = fileOf(
      'big.geojson',
      collection([feature(0, { geometry: { type: 'Polygon', coordinates: [ring] } })]),
    );
    expect(statSync(source.path).size).toBeGreaterThan(10e6);
    const read = await readChecked(source);
    expect(verdicts(read)).toEqual(['valid']);
    expect(read[0]!.areaSqm / 356.6e6).toBeCloseTo(1, 2);
  });

  it('reads 60 MB in a process that may hold 48', async () => {
    const path = join(folder, 'long.geojson');
    const out = createWriteStream(path);
    out.write('{"type":"FeatureCollection","features":[');
    const filler = 'x'.repeat(10_000);
    for (let i = 0; i < 6_000; i++) {
      const text = `${i === 0 ? '' : ','}${feature(0, { properties: { filler } })}`;
      if (!out.write(text)) await new Promise<void>((resume) => out.once('drain', () => resume()));
    }
    out.end(']}');
    await finished(out);
    expect(statSync(path).size).toBeGreaterThan(60e6);
    const { result } = await runLimited<ReadResult>(
      fileURLToPath(import.meta.resolve('@lizhu/geodata/limited-read')),
      { source: sourceOf(path), choice: {}, findOverlaps: false },
      { memoryMb: 48 },
    );
    expect(result).toMatchObject({ features: 6_000, valid: 6_000 });
  });
});

describe('written GeoJSON', () => {
  for (const [seed, code, toleranceDeg] of [
    [31, 'EPSG:4490', 6e-10],
    [32, 'EPSG:4326', 6e-10],
    [33, 'EPSG:4526', 1e-9],
    [34, 'EPSG:4547+yx', 1e-9],
    [35, 'GCJ-02', 1e-9],
    [36, 'BD-09', 1e-9],
    [37, 'EPSG:3857', 1e-9],
  ] as const) {
    it(`keeps 40 random areas and their attributes in ${code} (seed ${seed})`, async () => {
      const random = seeded(seed);
      const fields = [{ name: '名称', type: 'text' as const }];
      const features = Array.from({ length: 40 }, (_, i) => ({
        id: i === 0 ? null : `id ${i}`,
        properties: { 名称: i === 1 ? null : `"quoted"\n<${i}>` },
        geometry: i === 2 ? null : randomArea(random),
      }));
      const path = join(folder, `trip-${seed}.geojson`);
      await writeFeatures(geojson, path, resolveCrs(code), fields, features);
      const stated = code === 'EPSG:4490' ? resolveCrs(code) : undefined;
      const back = await readFeatures(geojson, path, code.endsWith('+yx') ? resolveCrs(code) : stated);
      expect(back.map(({ id, properties }) => ({ id, properties }))).toEqual(
        features.map(({ id, properties }) => ({ id, properties })),
      );
      const farthest = back.map(({ geometry }, i) => farthestDeg(features[i]!.geometry, geometry));
      expect(Math.max(...farthest)).toBeLessThanOrEqual(toleranceDeg);
    });
  }

  it('leaves the old file until it is finished, and nothing where it is given up', async () => {
    const path = join(folder, 'kept.geojson');
    writeFileSync(path, 'old');
    const writer = await geojson.create(path, { crs: resolveCrs('4490'), layerName: 'x', fields: [] });
    await writer.write({ id: null, properties: {}, geometry: square() });
    await writer.discard();
    expect(statSync(path).size).toBe(3);
  });
});

describe.runIf(hasGdal)(`GeoJSON with GDAL${gdalNote}`, () => {
  it('is read by GDAL as it was written, in the system that it says', async () => {
    const random = seeded(41);
    const features = Array.from({ length: 20 }, (_, i) => ({
      id: String(i),
      properties: { 名称: `宗地${i}` },
      geometry: randomArea(random),
    }));
    const path = join(folder, 'to-gdal.geojson');
    await writeFeatures(geojson, path, resolveCrs('EPSG:4526'), [{ name: '名称', type: 'text' }], features);
    const read = gdalFeatures(path, '-t_srs', 'EPSG:4490');
    expect(read.map(({ properties }) => properties['名称'])).toEqual(
      features.map((each) => each.properties.名称),
    );
    read.forEach(({ geometry }, i) => {
      expect(farthestDeg(features[i]!.geometry, geometry as never)).toBeLessThan(1e-8);
    });
  });
});
