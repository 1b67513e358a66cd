import { expect, test } from 'vitest';
import { buildAdjacency } from '../adjacency/adjacency.ts';
import { allowedLinks } from '../barriers/allowed-links.ts';
import { planeAreasSqm } from '../polygons/polygons.ts';
import { brickFabric, columnsOf, quarterTurns } from '../test/brick-fabric.ts';
import { TestRandom } from '../test/random.ts';
import { findSites, outlineRings, type SiteQuestion } from './find-sites.ts';

function question(
  seed: number,
  limits: SiteQuestion['limits'],
  turn = quarterTurns[0]!,
  shiftM = 0,
): SiteQuestion {
  const random = new TestRandom(seed);
  const shapes = brickFabric(seed, {
    rows: 10,
    columns: 10,
    streetMm: 7_000,
    holes: true,
    noded: false,
    offsetMm: 10,
  });
  const polygons = columnsOf(shapes, turn, shiftM, -shiftM);
  const adjacency = buildAdjacency(polygons, { gapM: 10 });
  return {
    polygons,
    areaSqm: planeAreasSqm(polygons),
    adjacency,
    passing: Uint8Array.from(shapes, () => (random.chance(0.6) ? 1 : 0)),
    ownerCodes: Int32Array.from(shapes, () => random.whole(1, 9)),
    linkAllowed: allowedLinks(adjacency, { gapM: seed % 2 === 0 ? 8 : 0 }),
    limits,
  };
}

function ringArea(ring: Float64Array): number {
  let doubled = 0;
  for (let k = 0; k < ring.length; k += 2) {
    const next = (k + 2) % ring.length;
    doubled +=
      (ring[k]! - ring[0]!) * (ring[next + 1]! - ring[1]!) -
      (ring[next]! - ring[0]!) * (ring[k + 1]! - ring[1]!);
  }
  return doubled / 2;
}

test('find.1, find.2: sites come with all that is said of them, and it fits together (seeds 60 to 65)', () => {
  for (let seed = 60; seed <= 65; seed++) {
    const asked = question(seed, { minSqm: 4_000, maxSqm: 20_000, limit: 6 });
    const { passing, components, sites } = findSites(asked);
    expect(passing).toBe(asked.passing.reduce((sum, pass) => sum + pass, 0));
    expect(components).toBeGreaterThanOrEqual(sites.length > 0 ? 1 : 0);
    expect(sites.length).toBeLessThanOrEqual(6);
    for (const [i, site] of sites.entries()) {
      expect(site.rank).toBe(i + 1);
      let areaSqm = 0;
      let perimeterM = 0;
      for (const [outer, ...holes] of site.outline) {
        expect(ringArea(outer!)).toBeGreaterThan(0);
        for (const hole of holes) expect(ringArea(hole)).toBeLessThan(0);
        for (const ring of [outer!, ...holes]) {
          areaSqm += ringArea(ring);
          for (let k = 0; k < ring.length; k += 2) {
            const next = (k + 2) % ring.length;
            perimeterM += Math.hypot(ring[next]! - ring[k]!, ring[next + 1]! - ring[k + 1]!);
          }
        }
      }
      expect(Math.abs(areaSqm - site.areaSqm)).toBeLessThan(0.01 * perimeterM);
      expect(site.perimeterM).toBeCloseTo(perimeterM, 4);
      expect(site.compactness).toBeCloseTo((4 * Math.PI * areaSqm) / perimeterM ** 2, 9);
      expect(site.rectangle!.areaSqm).toBeLessThanOrEqual(site.areaSqm);
      expect(site.rectangle!.areaSqm).toBeGreaterThan(0.02 * site.areaSqm);
      for (const { parcel } of site.blockers) expect(asked.passing[parcel]).toBe(0);
      expect(site.blockers.length).toBeLessThanOrEqual(5);
    }
  }
});

test('find.3: turned and moved land has the same sites, turned and moved (seeds 66 to 68)', () => {
  for (let seed = 66; seed <= 68; seed++) {
    const limits = { minSqm: 4_000, maxSqm: 20_000 };
    const first = findSites(question(seed, limits));
    for (const [t, turn] of quarterTurns.entries()) {
      const turned = findSites(question(seed, limits, turn, 777 * t));
      expect(turned.components).toBe(first.components);
      for (const [i, site] of turned.sites.entries()) {
        const before = first.sites[i]!;
        expect([...site.parcels]).toEqual([...before.parcels]);
        expect(site.compactness).toBeCloseTo(before.compactness, 3);
        expect(site.blockers.map(({ parcel }) => parcel)).toEqual(
          before.blockers.map(({ parcel }) => parcel),
        );
      }
    }
  }
});

test('find.2: compactness is that of the outline, and no site falls below the limit (seeds 70 to 79)', () => {
  for (let seed = 70; seed < 80; seed++) {
    for (const site of findSites(question(seed, { minSqm: 2_000, minCompactness: 0.45 })).sites) {
      expect(site.compactness).toBeGreaterThanOrEqual(0.45);
    }
  }
});

test('find.1: nothing passes, nothing is found', () => {
  const asked = question(61, { minSqm: 0 });
  expect(findSites({ ...asked, passing: new Uint8Array(asked.passing.length) })).toEqual({
    passing: 0,
    components: 0,
    sites: [],
  });
});

test('find.2: rings of a polygon of several parts are grouped, each hole with its outline', () => {
  const square = (x: number, side: number) =>
    [
      [x, 0],
      [x + side, 0],
      [x + side, side],
      [x, side],
    ] as const;
  const polygons = columnsOf([[square(0, 40_000), square(9_000, 2_000)]]);
  const rings = outlineRings(polygons, 0);
  expect(rings.map((part) => part.length)).toEqual([2]);
  expect([...rings[0]![0]!]).toEqual([
    500_000, 2_500_000, 500_040, 2_500_000, 500_040, 2_500_040, 500_000, 2_500_040,
  ]);
});
