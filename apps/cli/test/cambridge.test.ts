import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { lizhuJson, newFolder } from './run-lizhu.ts';

const data = fileURLToPath(new URL('../../../../shared/data/cambridge-2014/', import.meta.url));
const absent = !existsSync(join(data, 'parcels.geojson.gz'));
if (absent)
  process.stderr.write(
    'The Cambridge cadastre is not at ../shared/data/cambridge-2014: its tests are skipped\n',
  );

interface Feature {
  readonly properties: { readonly id: string };
  readonly geometry: { readonly type: string; readonly coordinates: number[][][] | number[][][][] } | null;
}

describe.skipIf(absent)(
  'a real cadastre far from China (Cambridge, Massachusetts)',
  { timeout: 180_000 },
  () => {
    const folder = newFolder();
    const unpacked = (name: string): string => {
      const path = join(folder, `${name}.geojson`);
      if (!existsSync(path)) writeFileSync(path, gunzipSync(readFileSync(join(data, `${name}.geojson.gz`))));
      return path;
    };

    test('every one of its 13,116 features is accounted for', () => {
      const { features, valid, repaired, quarantined, crs, areaSqm } = lizhuJson<{
        features: number;
        valid: number;
        repaired: number;
        quarantined: object[];
        crs: string;
        areaSqm: number;
      }>('land', 'check', unpacked('parcels'));
      expect(features).toBe(13_116);
      expect(valid + repaired + quarantined.length).toBe(features);
      expect({ repaired, quarantined: quarantined.length, crs }).toEqual({
        repaired: 37,
        quarantined: 1,
        crs: 'EPSG:4326',
      });
      // The city has 18.4 km² with its river; parcels are what is left without streets and water.
      expect(areaSqm / 1e6).toBeGreaterThan(15);
      expect(areaSqm / 1e6).toBeLessThan(18.5);
    });

    test('one row a parcel of overlap, none larger than the parcel', () => {
      const out = join(folder, 'overlap.csv');
      lizhuJson('land', 'overlay', unpacked('parcels'), unpacked('zoningdistricts'), '--out', out);
      const rows = readFileSync(out, 'utf8')
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',').map(Number));
      expect(rows).toHaveLength(13_116);
      let covered = 0;
      for (const [, areaSqm, overlapSqm] of rows as [number, number, number][]) {
        expect(overlapSqm).toBeLessThanOrEqual(areaSqm * 1.02 + 0.5);
        if (overlapSqm > 0.5 * areaSqm) covered++;
      }
      expect(covered).toBeGreaterThan(12_500);
    });

    test('adjacency has every pair that shares an edge of a metre exactly', () => {
      const out = join(folder, 'pairs.csv');
      lizhuJson('land', 'adjacency', unpacked('parcels'), '--out', out);
      const found = new Map(
        readFileSync(out, 'utf8')
          .trimEnd()
          .split('\n')
          .slice(1)
          .map((line) => {
            const [a, b, sharedM] = line.split(',') as [string, string, string];
            return [pairKey(a, b), Number(sharedM)] as const;
          }),
      );
      const { features } = JSON.parse(readFileSync(unpacked('parcels'), 'utf8')) as { features: Feature[] };
      const pairs = [...pairsByEdges(features)].filter(([, sharedM]) => sharedM >= 1);
      expect(pairs.length).toBeGreaterThan(30_000);
      expect(pairs.filter(([pair]) => !found.has(pair))).toEqual([]);
      // Where a spike was cut off, what lay along it is no boundary any more.
      const shorter = pairs.filter(([pair, sharedM]) => found.get(pair)! < sharedM - 0.01);
      expect(shorter.length).toBeLessThanOrEqual(37);
    });
  },
);

function pairKey(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

/** Metres of edges that two features have in common coordinate for coordinate; an edge that a feature runs to and fro is a spike, and
 * a ring without area none. */
function pairsByEdges(features: readonly Feature[]): Map<string, number> {
  const ownersOf = new Map<string, string[]>();
  for (const { properties, geometry } of features) {
    const parts = geometry?.type === 'Polygon' ? [geometry.coordinates] : (geometry?.coordinates ?? []);
    for (const ring of (parts as number[][][][]).flat()) {
      if (isFlat(ring)) continue;
      for (let i = 1; i < ring.length; i++) {
        const [a, b] = [ring[i - 1]!.join(' '), ring[i]!.join(' ')].sort() as [string, string];
        if (a === b) continue;
        const owners = ownersOf.get(`${a},${b}`);
        if (owners) owners.push(properties.id);
        else ownersOf.set(`${a},${b}`, [properties.id]);
      }
    }
  }
  const shared = new Map<string, number>();
  for (const [edge, owners] of ownersOf) {
    const [[lon1, lat1], [lon2, lat2]] = edge.split(',').map((end) => end.split(' ').map(Number)) as [
      [number, number],
      [number, number],
    ];
    const metres = Math.hypot(
      (lon2 - lon1) * 111_320 * Math.cos((lat1 * Math.PI) / 180),
      (lat2 - lat1) * 111_070,
    );
    const ids = owners.filter((id) => owners.indexOf(id) === owners.lastIndexOf(id));
    for (const [i, a] of ids.entries()) {
      for (const b of ids.slice(i + 1))
        shared.set(pairKey(a, b), (shared.get(pairKey(a, b)) ?? 0) + metres * 0.998);
    }
  }
  return shared;
}

function isFlat(ring: readonly number[][]): boolean {
  const [lon0, lat0] = ring[0] as [number, number];
  let doubled = 0;
  for (let i = 1; i < ring.length; i++) {
    const [[lon1, lat1], [lon2, lat2]] = [ring[i - 1], ring[i]] as [[number, number], [number, number]];
    doubled += (lon1 - lon0) * (lat2 - lat0) - (lon2 - lon0) * (lat1 - lat0);
  }
  return Math.abs(doubled) < 1e-12;
}
