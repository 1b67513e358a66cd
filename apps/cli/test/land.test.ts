import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lizhu, lizhuJson, newFolder, type SmallParcel, writeParcels } from './run-lizhu.ts';

const folder = newFolder();
const path = (name: string): string => join(folder, name);

interface Checked {
  readonly features: number;
  readonly valid: number;
  readonly repaired: number;
  readonly quarantined: readonly { readonly id: string; readonly reason: string; readonly place: string }[];
  readonly crs: string;
  readonly encoding: string;
  readonly areaSqm: number;
}

function csv(file: string): Record<string, string>[] {
  const [head, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const names = head!.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i]!, cell])));
}

describe('land check', () => {
  const bowTie: SmallParcel['ring'] = [
    [0, 0],
    [100, 60],
    [100, 0],
    [0, 60],
    [0, 0],
  ];
  const faulty: readonly SmallParcel[] = [
    { code: 'A', box: [0, 0, 100, 100] },
    { code: 'B', ring: bowTie },
    { code: 'C', geometry: null },
    { code: 'A', box: [200, 0, 300, 100] },
    {
      code: 'D',
      geometry: {
        type: 'LineString',
        coordinates: [
          [500_000, 2_540_000],
          [500_100, 2_540_000],
        ],
      },
    },
  ];

  test('accounts for every feature in one document of the promised shape', () => {
    const file = writeParcels(folder, 'faulty.geojson', faulty);
    const ran = lizhu('land', 'check', file, '--json');
    expect(ran.status).toBe(0);
    expect(ran.stdout.trimEnd().split('\n')).toHaveLength(1);
    const checked = JSON.parse(ran.stdout) as Checked;
    expect(Object.keys(checked).sort()).toEqual([
      'areaSqm',
      'crs',
      'encoding',
      'features',
      'quarantined',
      'repaired',
      'valid',
    ]);
    expect(checked).toMatchObject({
      features: 5,
      valid: 1,
      repaired: 1,
      crs: 'EPSG:4547',
      encoding: 'UTF-8',
    });
    expect(checked.quarantined.map(({ id }) => id)).toEqual(['C', 'A', 'D']);
    for (const { reason, place } of checked.quarantined) {
      expect(reason).not.toBe('');
      expect(place).toMatch(/^feature [345]/);
    }
    // A square of 100 m by 100 m and two triangles of 1,500 m²; the plane exceeds the ellipsoid by little so near the meridian.
    expect(checked.areaSqm).toBeCloseTo(10_000 + 3_000, 0);
  });

  test('keeps what cannot be used in a file, with the reasons, to be mended and given in again', () => {
    const file = writeParcels(folder, 'faulty.geojson', faulty);
    const kept = path('quarantine.geojson');
    expect(lizhu('land', 'check', file, '--quarantine', kept).status).toBe(0);
    const collection = JSON.parse(readFileSync(kept, 'utf8')) as {
      features: { properties: Record<string, string>; geometry: unknown }[];
    };
    expect(collection.features.map(({ properties }) => properties['code'])).toEqual(['C', 'A', 'D']);
    for (const { properties } of collection.features) {
      expect(properties['fault']).toBeTruthy();
      expect(properties['fault_remedy']).toBeTruthy();
    }
    const mended = collection.features.slice(1, 2).map((feature) => ({ ...feature, type: 'Feature' }));
    writeFileSync(kept, JSON.stringify({ type: 'FeatureCollection', features: mended }));
    expect(lizhuJson<Checked>('land', 'check', kept)).toMatchObject({
      features: 1,
      valid: 1,
      quarantined: [],
    });
  });

  test('speaks Chinese when asked to', () => {
    const file = writeParcels(folder, 'faulty.geojson', faulty);
    expect(lizhu('land', 'check', file, '--lang', 'zh').stdout).toContain('5 个要素：合格 1，修复 1，隔离 3');
  });

  test('an empty collection has no features and no area', () => {
    const file = path('empty.geojson');
    writeFileSync(file, '{"type":"FeatureCollection","features":[]}');
    expect(lizhuJson<Checked>('land', 'check', file)).toMatchObject({
      features: 0,
      valid: 0,
      repaired: 0,
      quarantined: [],
      areaSqm: 0,
    });
  });
});

describe('bad input ends with 1, with nothing on standard output', () => {
  const refused = (words: readonly string[], message: RegExp): void => {
    const { status, stdout, stderr } = lizhu(...words, '--json');
    expect(stderr).toMatch(message);
    expect(status).toBe(1);
    expect(stdout).toBe('');
  };

  test('a file that is not there', () =>
    refused(['land', 'check', path('nowhere.geojson')], /no file "nowhere\.geojson"/));

  test('a folder', () => refused(['land', 'check', folder], /is not a file/));

  test('an empty file', () => {
    writeFileSync(path('nothing.geojson'), '');
    refused(['land', 'check', path('nothing.geojson')], /is empty/);
  });

  test('another kind of file under the right suffix', () => {
    writeFileSync(path('picture.geojson'), Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
    refused(['land', 'check', path('picture.geojson')], /picture\.geojson/);
  });

  test('metres without a coordinate system: candidates are named, none is taken', () => {
    const file = writeParcels(folder, 'unnamed.geojson', [{ code: 'A', box: [0, 0, 100, 100] }], null);
    refused(['land', 'check', file], /EPSG:4547/);
    refused(['land', 'overlay', file, file, '--out', path('never.csv')], /coordinate/);
    expect(existsSync(path('never.csv'))).toBe(false);
    expect(lizhuJson<Checked>('land', 'check', file, '--crs', '4547')).toMatchObject({
      valid: 1,
      crs: 'EPSG:4547',
    });
  });

  test('a system that the coordinates cannot be of', () => {
    const file = writeParcels(folder, 'metres.geojson', [{ code: 'A', box: [0, 0, 100, 100] }]);
    refused(['land', 'check', file, '--crs', 'EPSG:4490'], /cannot be of EPSG:4490/);
  });

  test('a system that nobody knows', () => {
    const file = writeParcels(folder, 'metres.geojson', [{ code: 'A', box: [0, 0, 100, 100] }]);
    refused(['land', 'check', file, '--crs', 'EPSG:999999'], /unknown coordinate system/);
  });

  test('a condition on a field that is not there', () => {
    const file = writeParcels(folder, 'metres.geojson', [{ code: 'A', box: [0, 0, 100, 100] }]);
    refused(
      ['land', 'find-sites', file, '--where', 'owner=x', '--out', path('never.geojson')],
      /no field "owner"; the file has code/,
    );
  });

  test('a folder to write into that is not there', () => {
    const file = writeParcels(folder, 'metres.geojson', [{ code: 'A', box: [0, 0, 100, 100] }]);
    refused(
      ['land', 'overlay', file, file, '--out', join(folder, 'no', 'such', 'place.csv')],
      /no such file or folder/,
    );
  });
});

describe('land overlay', () => {
  test('measures on the statutory basis, one row a parcel in file order', () => {
    const parcels = writeParcels(folder, 'parcels.geojson', [
      { code: 'half', box: [0, 0, 100, 100] },
      { code: 'none', box: [500, 0, 600, 100] },
      { code: 'all', box: [100, 0, 200, 100] },
      { code: 'empty', geometry: null },
    ]);
    const layer = writeParcels(
      folder,
      'layer.geojson',
      [{ code: 'L', box: [50, -50, 300, 150] }],
      'EPSG:4547',
    );
    const out = path('overlap.csv');
    const document = lizhuJson<{ parcels: number; overlapping: number }>(
      'land',
      'overlay',
      parcels,
      layer,
      '--out',
      out,
    );
    expect(document).toMatchObject({ parcels: 4, overlapping: 2 });
    const rows = csv(out);
    expect(rows.map(({ id }) => id)).toEqual(['half', 'none', 'all', 'empty']);
    const [half, none, all, empty] = rows.map(
      (row) => [Number(row['area_sqm']), Number(row['overlap_sqm'])] as const,
    );
    expect(half![1]).toBeCloseTo(half![0] / 2, 2);
    expect(none![1]).toBe(0);
    expect(all![1]).toBeCloseTo(all![0], 3);
    expect(empty).toEqual([0, 0]);
    // On the central meridian plane and ellipsoid agree.
    expect(half![0]).toBeCloseTo(10_000, 0);
  });

  test('files may be in different systems', () => {
    const parcels = writeParcels(folder, 'parcels.geojson', [{ code: 'A', box: [0, 0, 100, 100] }]);
    const degrees = path('degrees.geojson');
    lizhuJson('land', 'convert', parcels, degrees, '--to', 'EPSG:4490');
    const out = path('same.csv');
    lizhuJson('land', 'overlay', parcels, degrees, '--out', out);
    const [row] = csv(out);
    expect(Number(row!['overlap_sqm'])).toBeCloseTo(Number(row!['area_sqm']), 2);
  });
});

describe('land adjacency', () => {
  const parcels = writeParcels(folder, 'row.geojson', [
    { code: 'A', box: [0, 0, 100, 100] },
    { code: 'B', box: [100, 0, 200, 60] },
    { code: 'C', box: [208, 0, 300, 60] },
    { code: 'D', box: [200.02, 60, 300, 160] },
  ]);
  const pairs = (...options: string[]): string[] => {
    const out = path('pairs.csv');
    lizhuJson('land', 'adjacency', parcels, '--out', out, ...options);
    return csv(out).map(
      ({ a, b, shared_m, gap_m }) => `${a}${b} ${Number(shared_m).toFixed(1)} ${Number(gap_m).toFixed(1)}`,
    );
  };

  test('finds shared boundary, by default within 5 cm', () => {
    expect(pairs()).toEqual(['AB 60.0 0.0', 'CD 92.0 0.0']);
  });

  test('finds neighbours across a gap', () => {
    expect(pairs('--gap-m', '10')).toEqual(['AB 60.0 0.0', 'BC 0.0 8.0', 'BD 0.0 0.0', 'CD 92.0 0.0']);
  });
});

describe('land find-sites', () => {
  // Six parcels of 100 m by 100 m = 15 mu in a row; a street of 12 m after the third.
  const parcels = writeParcels(
    folder,
    'six.geojson',
    [0, 1, 2, 3, 4, 5].map((i) => ({
      code: `P${i}`,
      tenure: i === 5 ? 'collective' : 'state',
      grade: i,
      box: [100 * i + (i > 2 ? 12 : 0), 0, 100 * i + 100 + (i > 2 ? 12 : 0), 100] as const,
    })),
  );
  const layer = (name: string, box: SmallParcel['box'], properties: object = {}): string =>
    writeParcels(folder, `${name}.geojson`, [{ code: name, box: box!, ...properties }]);
  const find = (...options: string[]) => {
    const out = path('sites.geojson');
    const document = lizhuJson<Record<string, number>>(
      'land',
      'find-sites',
      parcels,
      '--out',
      out,
      ...options,
    );
    const { features } = JSON.parse(readFileSync(out, 'utf8')) as {
      features: { properties: { parcel_ids: string; area_mu: number } }[];
    };
    return { document, sites: features.map(({ properties }) => properties.parcel_ids), features };
  };

  test('groups what touches, largest first, and counts', () => {
    const { document, sites, features } = find();
    expect(sites).toEqual(['P0 P1 P2', 'P3 P4 P5']);
    expect(document).toMatchObject({ parcels: 6, passing: 6, components: 2, sites: 2 });
    expect(Object.keys(document).sort()).toEqual(['components', 'parcels', 'passing', 'seconds', 'sites']);
    expect(features[0]!.properties.area_mu).toBeCloseTo(45, 1);
  });

  test('conditions: all must hold', () => {
    expect(find('--where', 'tenure=state').sites).toEqual(['P0 P1 P2', 'P3 P4']);
    expect(find('--where', 'tenure!=state').sites).toEqual(['P5']);
    expect(find('--where', 'grade>0', '--where', 'grade<=4', '--min-mu', '40').sites).toEqual([]);
    expect(find('--where', 'code in P0,P1,P4').sites).toEqual(['P0 P1', 'P4']);
  });

  test('a street may be bridged, a river or a road never', () => {
    expect(find('--gap-m', '15').sites).toEqual(['P0 P1 P2 P3 P4 P5']);
    expect(
      find('--gap-m', '15', '--layer', `river=${layer('river', [304, -50, 308, 150])}`).sites,
    ).toHaveLength(2);
    expect(
      find('--gap-m', '15', '--layer', `road=${layer('road', [300, -50, 312, 150])}`).sites,
    ).toHaveLength(2);
  });

  test('an upper limit grows sites out of more ground', () => {
    const { sites } = find('--max-mu', '31', '--min-mu', '29');
    expect(sites).toHaveLength(2);
    for (const ids of sites) expect(ids.split(' ')).toHaveLength(2);
  });

  test('farmland and ecological line leave out what they overlap by more than 10 m²', () => {
    // 9.9 m² of P1, and 60 m² of P3.
    const brushed = layer('farmland', [100, 0, 199, 0.1]);
    const taken = layer('ecological', [312, 0, 412, 0.6]);
    expect(find('--layer', `farmland=${brushed}`, '--layer', `ecological=${taken}`).sites).toEqual([
      'P0 P1 P2',
      'P4 P5',
    ]);
  });

  test('boundary and growth keep what is at least half inside; buildings from 10 % and renewal from half leave out', () => {
    expect(find('--layer', `boundary=${layer('boundary', [-10, -10, 251, 110])}`).sites).toEqual([
      'P0 P1 P2',
    ]);
    expect(find('--layer', `growth=${layer('growth', [-10, -10, 249, 110])}`).sites).toEqual(['P0 P1']);
    expect(find('--layer', `buildings=${layer('buildings', [0, 0, 20, 50])}`).sites).toEqual([
      'P3 P4 P5',
      'P1 P2',
    ]);
    expect(find('--layer', `renewal=${layer('renewal', [0, 0, 149, 100])}`).sites).toEqual([
      'P3 P4 P5',
      'P1 P2',
    ]);
  });

  test('plans: zone 1010, and industry or warehouses', () => {
    const landPlan = layer('land-plan', [-10, -10, 160, 110], { class_code: '1010' });
    expect(find('--layer', `land-plan=${landPlan}`).sites).toEqual(['P0 P1']);
    const cityPlan = writeParcels(folder, 'city-plan.geojson', [
      { use: 'M1', box: [0, 0, 100, 100] },
      { use: 'R2', box: [100, 0, 200, 100] },
      { use: 'W1', box: [200, 0, 300, 100] },
    ] as never);
    const refused = lizhu(
      'land',
      'find-sites',
      parcels,
      '--layer',
      `city-plan=${cityPlan}`,
      '--out',
      path('x.geojson'),
    );
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('--class-field city-plan=FIELD');
    expect(find('--layer', `city-plan=${cityPlan}`, '--class-field', 'city-plan=use').sites).toEqual([
      'P0',
      'P2',
    ]);
  });
});

describe('land convert', () => {
  test('there and back is the same to a tenth of a millimetre', () => {
    const from = writeParcels(folder, 'from.geojson', [
      { code: 'A', name: '地块，一', box: [0.123, 0.456, 100, 100] },
    ]);
    const there = path('there.geojson');
    const back = path('back.geojson');
    expect(lizhuJson('land', 'convert', from, there, '--to', 'EPSG:4490')).toMatchObject({
      features: 1,
      written: 1,
      from: 'EPSG:4547',
      to: 'EPSG:4490',
    });
    lizhuJson('land', 'convert', there, back, '--from', 'EPSG:4490', '--to', 'EPSG:4547');
    const read = (file: string) =>
      JSON.parse(readFileSync(file, 'utf8')).features[0] as {
        properties: object;
        geometry: { coordinates: number[][][] };
      };
    expect(read(back).properties).toEqual(read(from).properties);
    for (const [i, position] of read(from).geometry.coordinates[0]!.entries()) {
      for (const axis of [0, 1])
        expect(read(back).geometry.coordinates[0]![i]![axis]).toBeCloseTo(position[axis]!, 3);
    }
  });

  test('names features that cannot be read, and writes the rest', () => {
    const file = path('damaged.geojson');
    writeFileSync(
      file,
      '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[114,23],[114.1,23],[114,23.1],[114,23]]]}},{"type":"Feature","properties":{},"geometry":{"type":"Pentagon","coordinates":[]}}]}',
    );
    const document = lizhuJson<{ written: number; unreadable: object[] }>(
      'land',
      'convert',
      file,
      path('rest.geojson'),
    );
    expect(document).toMatchObject({ features: 2, written: 1 });
    expect(document.unreadable).toHaveLength(1);
  });

  test.each([
    ['gpkg', []],
    ['fgb', []],
    ['zip', ['--out-encoding', 'GBK']],
    ['txt', []],
    ['xlsx', []],
    ['csv', []],
  ])('writes and reads .%s without losing a feature or its area', (suffix, options) => {
    const from = writeParcels(folder, 'formats.geojson', [
      { code: '地块一', box: [0, 0, 100, 100] },
      { code: '地块二', box: [100, 0, 180, 75] },
    ]);
    const to = path(`formats.${suffix}`);
    const converted = lizhuJson('land', 'convert', from, to, '--to', 'EPSG:4526', ...options);
    expect(converted).toMatchObject({ features: 2, written: 2, unreadable: [], to: 'EPSG:4526' });
    const checked = lizhuJson<Checked>('land', 'check', to, '--crs', 'EPSG:4526');
    expect(checked).toMatchObject({ features: 2, valid: 2, quarantined: [], crs: 'EPSG:4526' });
    expect(checked.areaSqm).toBeCloseTo(lizhuJson<Checked>('land', 'check', from).areaSqm, 1);
  });
});
