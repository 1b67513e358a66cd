import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildAdjacency } from '../adjacency/adjacency.ts';
import { allowedLinks } from '../barriers/allowed-links.ts';
import { planeAreasSqm } from '../polygons/polygons.ts';
import { brickFabric, columnsOf, quarterTurns } from '../test/brick-fabric.ts';
import { bestByBruteForce } from '../test/brute-force-sites.ts';
import { TestRandom } from '../test/random.ts';
import { assembleSites } from './assemble.ts';
import { connectComponents } from './components.ts';
import { CAREFUL, HASTY } from './search-effort.ts';
import { type Fabric, GraphCutter } from './site-graph.ts';
import { REACHED, resolveLimits, type SiteLimits } from './site-limits.ts';
import { SiteSearch } from './site-search.ts';

interface RandomFabric extends Fabric {
  readonly passing: Uint8Array;
  readonly ownerCodes: Int32Array;
}

function randomFabric(
  seed: number,
  rows: number,
  columns: number,
  passShare: number,
  turn = quarterTurns[0]!,
): RandomFabric {
  const random = new TestRandom(seed);
  const streetMm = random.chance(0.5) ? 8_000 : 0;
  const polygons = columnsOf(brickFabric(seed, { rows, columns, streetMm, noded: random.chance(0.5) }), turn);
  const adjacency = buildAdjacency(polygons, { gapM: 10 });
  return {
    polygons,
    adjacency,
    areaSqm: planeAreasSqm(polygons),
    passing: Uint8Array.from({ length: polygons.count }, () => (random.chance(passShare) ? 1 : 0)),
    ownerCodes: Int32Array.from({ length: polygons.count }, () => 1000 * random.whole(1, 8)),
    linkAllowed: allowedLinks(adjacency, { gapM: random.chance(0.5) ? 10 : 0 }),
  };
}

function sitesOf(fabric: RandomFabric, limits: SiteLimits, limit?: number) {
  const { passing, linkAllowed } = fabric;
  const components = connectComponents(fabric.adjacency, fabric.areaSqm, {
    passing,
    ...(linkAllowed && { linkAllowed }),
  });
  return { components, sites: assembleSites(fabric, components, limits, limit) };
}

const limitsTried: [string, SiteLimits][] = [
  ['no limit but the least area', { minSqm: 3_000 }],
  ['an upper limit', { minSqm: 3_000, maxSqm: 9_000 }],
  ['few owners', { minSqm: 2_000, maxOwners: 2 }],
  ['compactness', { minSqm: 2_000, minCompactness: 0.5 }],
  ['all of them', { minSqm: 2_000, maxSqm: 12_000, maxOwners: 3, minCompactness: 0.45 }],
];

for (const [name, limits] of limitsTried) {
  test(`sites.1, sites.2, sites.3: connected, within the limits, passing, apart from each other, in order: ${name} (seeds 600 to 619)`, () => {
    const { minSqm, maxSqm, maxOwners, minCompactness } = resolveLimits(limits);
    for (let seed = 600; seed < 620; seed++) {
      const fabric = randomFabric(seed, 9, 9, 0.75);
      const { sites } = sitesOf(fabric, limits);
      const taken = new Set<number>();
      for (const { parcels, areaSqm, owners, compactness } of sites) {
        expect([...parcels]).toEqual([...parcels].sort((a, b) => a - b));
        for (const parcel of parcels) {
          expect(fabric.passing[parcel]).toBe(1);
          expect(taken.has(parcel)).toBe(false);
          taken.add(parcel);
        }
        const mask = new Uint8Array(fabric.areaSqm.length);
        for (const parcel of parcels) mask[parcel] = 1;
        const whole = connectComponents(fabric.adjacency, fabric.areaSqm, {
          passing: mask,
          linkAllowed: fabric.linkAllowed!,
        });
        expect(whole.count).toBe(1);
        expect(whole.areaSqm[0]).toBeCloseTo(areaSqm, 6);
        expect(areaSqm).toBeGreaterThanOrEqual(minSqm);
        expect(areaSqm).toBeLessThanOrEqual(maxSqm);
        expect(new Set([...parcels].map((parcel) => fabric.ownerCodes[parcel])).size).toBe(owners);
        expect(owners).toBeLessThanOrEqual(maxOwners);
        expect(compactness).toBeGreaterThanOrEqual(minCompactness);
      }
      for (let i = 1; i < sites.length; i++) {
        const [better, worse] = [sites[i - 1]!, sites[i]!];
        const enough = (area: number): number => Math.min(area, REACHED * maxSqm);
        expect(enough(better.areaSqm)).toBeGreaterThanOrEqual(enough(worse.areaSqm) * (1 - 1e-6));
      }
    }
  });
}

test('sites.4: a component within the limits is a site as it is; all of them are found', () => {
  const fabric = randomFabric(77, 12, 12, 0.4);
  const { components, sites } = sitesOf(fabric, { minSqm: 2_000 });
  const large = [...components.areaSqm].filter((area) => area >= 2_000).sort((a, b) => b - a);
  expect(large.length).toBeGreaterThan(3);
  expect(sites.map(({ areaSqm }) => areaSqm)).toEqual(large);
});

test('sites.5: the same question has the same answer, and turned land has the same sites (seeds 620 to 625)', () => {
  for (let seed = 620; seed <= 625; seed++) {
    const limits = { minSqm: 2_000, maxSqm: 10_000 };
    const first = sitesOf(randomFabric(seed, 8, 8, 0.8), limits).sites;
    expect(sitesOf(randomFabric(seed, 8, 8, 0.8), limits).sites).toEqual(first);
    for (const turn of quarterTurns.slice(1)) {
      const turned = sitesOf(randomFabric(seed, 8, 8, 0.8, turn), limits).sites;
      expect(turned.map(({ parcels }) => [...parcels])).toEqual(first.map(({ parcels }) => [...parcels]));
    }
  }
});

test('sites.2: no more sites than asked for, and those the largest', () => {
  const fabric = randomFabric(90, 12, 12, 0.4);
  const all = sitesOf(fabric, { minSqm: 1_000 }).sites;
  expect(all.length).toBeGreaterThan(4);
  expect(sitesOf(fabric, { minSqm: 1_000 }, 3).sites).toEqual(all.slice(0, 3));
});

test('sites.6: limits that contradict each other are refused', () => {
  const fabric = randomFabric(1, 2, 2, 1);
  const asked = (limits: SiteLimits) => () => sitesOf(fabric, limits);
  expect(asked({ minSqm: 100, maxSqm: 50 })).toThrow('maxSqm 50 is below minSqm 100');
  expect(asked({ minSqm: Number.NaN })).toThrow('minSqm is NaN');
  expect(asked({ minSqm: 0, maxOwners: 0 })).toThrow('maxOwners is 0');
  expect(asked({ minSqm: 0, minCompactness: 2 })).toThrow('minCompactness is 2');
});

test('sites.7: against every connected set of parcels, on fabrics of 4 to 20 parcels (seeds 700 to 779)', () => {
  const cases: [string, (total: number) => SiteLimits][] = [
    ['half the area', (total) => ({ minSqm: 0, maxSqm: total * 0.5 })],
    ['two owners', () => ({ minSqm: 0, maxOwners: 2 })],
    ['compactness 0.55', () => ({ minSqm: 0, minCompactness: 0.55 })],
    ['two fifths of the area, three owners', (total) => ({ minSqm: 0, maxSqm: total * 0.4, maxOwners: 3 })],
    [
      'three fifths of the area, four owners, compactness 0.5',
      (total) => ({ minSqm: 0, maxSqm: total * 0.6, maxOwners: 4, minCompactness: 0.5 }),
    ],
  ];
  const ratios = { careful: cases.map((): number[] => []), hasty: cases.map((): number[] => []) };
  const shapes = cases.map((): number[] => []);
  for (let seed = 700; seed < 780; seed++) {
    const size = new TestRandom(seed).whole(2, 5);
    const fabric = randomFabric(seed, size, 5, 0.85);
    const components = connectComponents(
      fabric.adjacency,
      fabric.areaSqm,
      fabric as { passing: Uint8Array; linkAllowed: Uint8Array },
    );
    const cutter = new GraphCutter(fabric);
    for (let c = 0; c < components.count; c++) {
      const parcels = components.parcels.subarray(components.start[c]!, components.start[c + 1]!);
      if (parcels.length < 4 || parcels.length > 20) continue;
      const graph = cutter.cut(parcels);
      const limits = cases.map(([, of]) => resolveLimits(of(components.areaSqm[c]!)));
      for (const [l, best] of bestByBruteForce(graph, limits).entries()) {
        const careful = new SiteSearch(graph, limits[l]!, CAREFUL).best();
        const hasty = new SiteSearch(graph, limits[l]!, HASTY).best();
        if (best === null) {
          expect(careful).toBeNull();
          continue;
        }
        const share = (areaSqm = 0): number =>
          Math.min(1, areaSqm / Math.min(best.areaSqm, limits[l]!.maxSqm * REACHED));
        ratios.careful[l]!.push(share(careful?.areaSqm));
        ratios.hasty[l]!.push(share(hasty?.areaSqm));
        if (careful && share(careful.areaSqm) === 1) shapes[l]!.push(careful.compactness / best.compactness);
      }
    }
  }
  const mean = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;
  const lines = cases.map(
    ([name], l) =>
      `${name}: mean ${mean(ratios.careful[l]!).toFixed(4)}, worst ${Math.min(...ratios.careful[l]!).toFixed(3)} ` +
      `(hasty ${mean(ratios.hasty[l]!).toFixed(4)}, ${Math.min(...ratios.hasty[l]!).toFixed(3)}); ` +
      `compactness at equal area ${mean(shapes[l]!).toFixed(4)}; ${ratios.careful[l]!.length} fabrics`,
  );
  const all = ratios.careful.flat();
  lines.push(
    `all: mean ${mean(all).toFixed(4)}, worst ${Math.min(...all).toFixed(3)} of the optimum, ${all.length} searches`,
  );
  console.log(lines.join('\n'));
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  for (const [l, [name]] of cases.entries()) {
    const [m, worst] = [mean(ratios.careful[l]!).toFixed(4), Math.min(...ratios.careful[l]!).toFixed(3)];
    expect(readme).toContain(`| ${name} | ${m} | ${worst} | ${mean(shapes[l]!).toFixed(3)} |`);
  }
  expect(readme).toContain(
    `| **together** | **${mean(all).toFixed(4)}** | **${Math.min(...all).toFixed(3)}** |`,
  );
  expect(mean(all)).toBeGreaterThanOrEqual(0.98);
  expect(Math.min(...all)).toBeGreaterThanOrEqual(0.75);
});
