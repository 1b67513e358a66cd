import { createHash } from 'node:crypto';
import {
  buildOverlayIndex,
  buildPolygonIndex,
  multiPolygonEllipsoidAreaSqm,
  overlayAreas,
  overlayByClass,
  type Polygons,
  planeAreasSqm,
  polygonAt,
} from '@lizhu/fabric';
import { beforeAll, describe, expect, test } from 'vitest';
import { generateCity } from './city.ts';
import { dirtKinds } from './dirt.ts';
import { baseFeatures, parcelFeatures } from './features.ts';
import { layerKinds } from './layers.ts';
import { parcelAt } from './parcels.ts';
import { isSimple } from './redraw.ts';

const SQM_PER_MU = 10_000 / 15;
let city: ReturnType<typeof generateCity>;

beforeAll(() => {
  city = generateCity();
}, 180_000);

describe('the city as drawn', () => {
  test('holds at least 30,000 parcels, each with a code of its own', () => {
    const codes = new Set<string>();
    let count = 0;
    for (const { properties, geometry } of parcelFeatures(city)) {
      expect(properties.code).toMatch(/^441900\d{6}[GJ][BCDEY]\d{5}$/);
      expect(geometry.coordinates.length).toBeGreaterThan(0);
      codes.add(properties.code);
      count++;
    }
    expect(count).toBeGreaterThanOrEqual(30_000);
    expect(codes.size).toBe(count);
  });

  test('its bases in force cover 59.6 km² = 89,400 亩 by the statutory formula', () => {
    let totalSqm = 0;
    for (const { geometry, properties } of baseFeatures(city)) {
      if (properties.effective_to !== null) continue;
      const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
      const areaSqm = multiPolygonEllipsoidAreaSqm(parts);
      const base = city.bases.find(({ code }) => code === properties.code)!;
      expect(Math.abs(areaSqm - base.areaMu * SQM_PER_MU)).toBeLessThan(0.05);
      totalSqm += areaSqm;
    }
    expect(city.bases).toHaveLength(7);
    expect(Math.abs(totalSqm - 59_600_000)).toBeLessThan(0.1);
    expect(Math.abs(totalSqm / SQM_PER_MU - 89_400)).toBeLessThan(0.001);
  });

  test('two bases keep the red line that was in force before, and say until when', () => {
    const redrawn = city.bases.filter(({ versions }) => versions.length === 2);
    expect(redrawn).toHaveLength(2);
    for (const { versions } of redrawn) {
      expect(versions[0]!.effectiveTo).toBe('2021-06-17');
      expect(versions[1]!.effectiveFrom).toBe('2021-06-18');
      expect(versions[0]!.areaSqm).toBeGreaterThan(versions[1]!.areaSqm);
    }
  });

  test('every layer has polygons, and every class of it is described in both languages', () => {
    for (const kind of layerKinds) {
      const layer = city.layers[kind];
      expect(layer.polygons.count, kind).toBeGreaterThan(0);
      expect(layer.classOf).toHaveLength(layer.polygons.count);
      for (const { name } of layer.classes) expect(name.zh && name.en).toBeTruthy();
    }
  });

  test('carries its label as demonstration data', () => {
    expect(city.label.zh).toContain('演示数据');
    expect(city.programme.demonstration).toBe(true);
  });
});

describe('boundaries', () => {
  test('2 % of the parcels are dirty, in each of the four ways', () => {
    const counts = dirtKinds.map((_, kind) =>
      city.parcels.dirtOf.reduce((n, of) => n + (of === kind ? 1 : 0), 0),
    );
    const share = 1 - counts[0]! / city.parcels.polygons.count;
    expect(share).toBeGreaterThan(0.015);
    expect(share).toBeLessThan(0.025);
    for (const count of counts) expect(count).toBeGreaterThan(20);
  });

  test('no ring of any parcel or layer crosses itself', () => {
    const all = [city.parcels.polygons, ...layerKinds.map((kind) => city.layers[kind].polygons)];
    for (const { pointStart, xs, ys } of all) {
      for (let r = 0; r + 1 < pointStart.length; r++) {
        const ring: number[] = [];
        for (let p = pointStart[r]!; p < pointStart[r + 1]!; p++) ring.push(xs[p]!, ys[p]!);
        if (!isSimple(ring)) throw new Error(`Ring ${r} crosses itself: ${ring.slice(0, 8).join(' ')} …`);
      }
    }
  });

  test('clean parcels are noded: what no edge meets exactly has no clean parcel across', () => {
    const { polygons, dirtOf } = city.parcels;
    const halves = directedEdges(polygons, (row) => dirtOf[row] === 0);
    const index = buildPolygonIndex(polygons);
    let unmatched = 0;
    const across: number[] = [];
    for (const [key, [ax, ay, bx, by]] of halves) {
      if (halves.has(`${bx},${by},${ax},${ay}`)) continue;
      unmatched++;
      const length = Math.hypot(bx - ax, by - ay);
      // 5 mm to the right of the edge's middle: outside, since exteriors run counter-clockwise.
      const x = (ax + bx) / 2 + ((by - ay) / length) * 5;
      const y = (ay + by) / 2 - ((bx - ax) / length) * 5;
      const row = polygonAt(index, polygons.originX + x / 1000, polygons.originY + y / 1000);
      if (row >= 0 && dirtOf[row] === 0) across.push(row);
      expect(key).not.toBe('');
    }
    expect(across).toEqual([]);
    expect(unmatched).toBeGreaterThan(100);
    expect(unmatched / halves.size).toBeLessThan(0.08);
  });
});

describe('planted sites', () => {
  test('at least six, five of them of 300 亩 and more', () => {
    expect(city.expectedSites.length).toBeGreaterThanOrEqual(6);
    const large = city.expectedSites.filter(({ areaSqm }) => areaSqm >= 300 * SQM_PER_MU);
    expect(large.length).toBeGreaterThanOrEqual(5);
  });

  test('are public, empty, clean and fit both plans', () => {
    const { polygons, dirtOf } = city.parcels;
    const planeSqm = planeAreasSqm(polygons);
    const farmland = overlayAreas(polygons, city.layers.farmland.polygons);
    const ecological = overlayAreas(polygons, city.layers.ecological.polygons);
    const built = overlayAreas(polygons, city.layers.buildings.polygons);
    const shareOf = classShares(polygons, planeSqm);
    const zones = shareOf('land-plan', (code) => code === '1010');
    const industry = shareOf('city-plan', (code) => /^[MW]/.test(code));
    for (const site of city.expectedSites) {
      for (const row of site.parcels) {
        const parcel = parcelAt(city.parcels, row);
        expect(parcel.tenure === 'state' || parcel.acquired).toBe(true);
        expect(dirtOf[row]).toBe(0);
        expect(farmland[row]! + ecological[row]!).toBeLessThanOrEqual(10);
        expect(built[row]! / planeSqm[row]!).toBeLessThan(0.1);
        expect(zones[row]!).toBeGreaterThan(0.5);
        expect(industry[row]!).toBeGreaterThan(0.5);
      }
    }
  });
});

test('thirteen broken samples, each with a fault of its own', () => {
  expect(new Set(city.brokenSamples.map(({ fault }) => fault)).size).toBe(13);
});

test('the same seed gives the same city to the last byte, another seed another city', () => {
  const first = digest(city);
  city = undefined as never;
  expect(digest(generateCity())).toBe(first);
  expect(digest(generateCity({ seed: 7, parcels: 1 }))).not.toBe(first);
}, 300_000);

test('refuses a number of parcels that it cannot make', () => {
  expect(() => generateCity({ parcels: 0 })).toThrow('whole number from 1 to 4,000,000');
});

function digest(of: ReturnType<typeof generateCity>): string {
  const hash = createHash('sha256');
  const fold = (value: unknown): void => {
    if (ArrayBuffer.isView(value))
      hash.update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    else if (Array.isArray(value)) {
      for (const member of value) fold(member);
    } else if (value !== null && typeof value === 'object') {
      for (const [key, member] of Object.entries(value)) {
        hash.update(key);
        fold(member);
      }
    } else hash.update(`${typeof value} ${String(value)};`);
  };
  fold(of);
  return hash.digest('hex');
}

function directedEdges(
  { count, ringStart, pointStart, xs, ys }: Polygons,
  wanted: (row: number) => boolean,
): Map<string, readonly [number, number, number, number]> {
  const halves = new Map<string, readonly [number, number, number, number]>();
  for (let row = 0; row < count; row++) {
    if (!wanted(row)) continue;
    for (let r = ringStart[row]!; r < ringStart[row + 1]!; r++) {
      const end = pointStart[r + 1]!;
      for (let i = pointStart[r]!, last = end - 1; i < end; last = i++) {
        const edge = [xs[last]!, ys[last]!, xs[i]!, ys[i]!] as const;
        const key = edge.join(',');
        if (halves.has(key)) throw new Error(`Two clean parcels on the same side of the edge ${key}`);
        halves.set(key, edge);
      }
    }
  }
  return halves;
}

function classShares(polygons: Polygons, planeSqm: Float64Array) {
  return (kind: 'land-plan' | 'city-plan', fits: (code: string) => boolean): Float64Array => {
    const layer = city.layers[kind];
    const { start, classIndex, areaSqm } = overlayByClass(
      buildOverlayIndex(layer.polygons, layer.classOf),
      polygons,
    );
    return planeSqm.map((whole, row) => {
      let sum = 0;
      for (let i = start[row]!; i < start[row + 1]!; i++) {
        if (fits(layer.classes[classIndex[i]!]!.code)) sum += areaSqm[i]!;
      }
      return sum / whole;
    });
  };
}
