import { expect, test } from 'vitest';
import type { Polygons } from '../polygons/polygons.ts';
import { type BrickOptions, brickFabric, columnsOf, quarterTurns, type Shape } from '../test/brick-fabric.ts';
import { edgesOf, naivePairs } from '../test/naive-adjacency.ts';
import { readCadastre, selectPolygons } from '../test/read-cadastre.ts';
import { type AdjacencyOptions, buildAdjacency } from './adjacency.ts';
import type { Adjacency } from './links.ts';

/** Pairs a < b as `a-b`, with their figures. */
function pairsOf(adjacency: Adjacency): Map<string, { sharedM: number; gapM: number }> {
  const pairs = new Map<string, { sharedM: number; gapM: number }>();
  for (let a = 0; a < adjacency.count; a++) {
    for (let k = adjacency.start[a]!; k < adjacency.start[a + 1]!; k++) {
      const b = adjacency.neighbour[k]!;
      if (b > a) pairs.set(`${a}-${b}`, { sharedM: adjacency.sharedM[k]!, gapM: adjacency.gapM[k]! });
    }
  }
  return pairs;
}

/** Compares with the model; pairs whose figures lie within the model's own error of a limit may go either way. */
function expectAsModel(polygons: Polygons, options: AdjacencyOptions, stepM = 0.05): void {
  const { toleranceM = 0.05, gapM = 0, minSharedM = 1 } = options;
  const found = pairsOf(buildAdjacency(polygons, options));
  for (const { a, b, sharedM, apartM } of naivePairs(polygons, toleranceM, gapM, stepM)) {
    const pair = found.get(`${a}-${b}`);
    found.delete(`${a}-${b}`);
    if (Math.abs(sharedM - minSharedM) < 2.4 * stepM) continue;
    if (sharedM >= minSharedM) {
      expect(pair, `${a}-${b} share ${sharedM} m`).toBeDefined();
      expect(pair!.gapM).toBe(0);
      expect(Math.abs(pair!.sharedM - sharedM)).toBeLessThan(4 * stepM);
    } else if (gapM > 0 && apartM <= gapM) {
      expect(pair, `${a}-${b} are ${apartM} m apart`).toBeDefined();
      expect(Math.abs(pair!.gapM - apartM)).toBeLessThan(1e-5 * (1 + apartM));
    } else expect(pair, `${a}-${b} share ${sharedM} m, ${apartM} m apart`).toBeUndefined();
  }
  expect([...found.keys()]).toEqual([]);
}

const fabrics: [string, BrickOptions, AdjacencyOptions][] = [
  ['noded, exact', { rows: 5, columns: 5 }, { toleranceM: 0 }],
  ['corners on one side only', { rows: 5, columns: 5, noded: false }, {}],
  ['corners 2 cm off', { rows: 5, columns: 5, offsetMm: 14 }, {}],
  ['corners on one side only and 2 cm off', { rows: 5, columns: 5, noded: false, offsetMm: 14 }, {}],
  ['drawn over their neighbours by 40 cm', { rows: 4, columns: 5, overlapMm: 400 }, {}],
  ['holes, filled and not', { rows: 4, columns: 4, holes: true }, {}],
  ['streets of 8 m, bridged', { rows: 5, columns: 4, streetMm: 8_000, holes: true }, { gapM: 10 }],
  [
    'everything at once',
    { rows: 4, columns: 4, noded: false, offsetMm: 14, overlapMm: 300, streetMm: 6_000, holes: true },
    { gapM: 7 },
  ],
];

for (const [name, bricks, options] of fabrics) {
  test(`adjacency.1, adjacency.2, adjacency.3: finds what every edge with every edge finds, in four turns: ${name} (seeds 300 to 303)`, () => {
    for (let seed = 300; seed <= 303; seed++) {
      const shapes = brickFabric(seed, bricks);
      expectAsModel(columnsOf(shapes), options);
      const first = pairsOf(buildAdjacency(columnsOf(shapes), options));
      for (const [t, turn] of quarterTurns.entries()) {
        const turned = pairsOf(buildAdjacency(columnsOf(shapes, turn, 1234.567 * t, -98_765.4 * t), options));
        expect([...turned.keys()]).toEqual([...first.keys()]);
        for (const [key, { sharedM, gapM }] of turned) {
          expect(Math.abs(sharedM - first.get(key)!.sharedM)).toBeLessThan(1e-4);
          expect(Math.abs(gapM - first.get(key)!.gapM)).toBeLessThan(1e-4);
        }
      }
    }
  });
}

test('adjacency.3: a fabric laid over itself, in place and moved, has the neighbours of the model (seeds 310 and 311)', () => {
  for (let seed = 310; seed <= 311; seed++) {
    const shapes = brickFabric(seed, { rows: 3, columns: 3, holes: true });
    const moved = shapes.map((rings) =>
      rings.map((ring) => ring.map(([x, y]) => [x + 7_300, y - 3_100] as const)),
    );
    for (const over of [shapes, moved]) {
      for (const turn of quarterTurns.slice(0, 2)) {
        expectAsModel(columnsOf([...shapes, ...over], turn), { toleranceM: 0 });
        expectAsModel(columnsOf([...over, ...shapes], turn), { gapM: 3 });
      }
    }
  }
});

const square = (x: number, y: number, side: number): Shape => [
  [
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
  ],
];

test('adjacency.4: rows ascend, and both sides of a link say the same', () => {
  const adjacency = buildAdjacency(columnsOf(brickFabric(7, { rows: 9, columns: 9, streetMm: 5_000 })), {
    gapM: 6,
    shared: true,
  });
  expect(adjacency.neighbour.buffer).toBeInstanceOf(SharedArrayBuffer);
  for (let a = 0; a < adjacency.count; a++) {
    const row = adjacency.neighbour.subarray(adjacency.start[a]!, adjacency.start[a + 1]!);
    expect([...row]).toEqual([...new Set(row)].sort((p, q) => p - q));
    for (let k = adjacency.start[a]!; k < adjacency.start[a + 1]!; k++) {
      const b = adjacency.neighbour[k]!;
      const back =
        adjacency.start[b]! +
        adjacency.neighbour.subarray(adjacency.start[b]!, adjacency.start[b + 1]!).indexOf(a);
      expect(adjacency.neighbour[back]).toBe(a);
      expect(adjacency.sharedM[back]).toBe(adjacency.sharedM[k]);
      expect(adjacency.gapM[back]).toBe(adjacency.gapM[k]);
    }
  }
});

test('adjacency.1: a corner in common is no boundary in common; across a gap it is no distance', () => {
  const shapes = [square(0, 0, 10_000), square(10_000, 10_000, 10_000)];
  expect(pairsOf(buildAdjacency(columnsOf(shapes))).size).toBe(0);
  expect(pairsOf(buildAdjacency(columnsOf(shapes), { gapM: 1 })).get('0-1')).toEqual({ sharedM: 0, gapM: 0 });
});

test('adjacency.1: less than a metre in common does not make neighbours unless told', () => {
  const shapes = [square(0, 0, 10_000), square(10_000, 9_200, 10_000)];
  expect(pairsOf(buildAdjacency(columnsOf(shapes))).size).toBe(0);
  const found = pairsOf(buildAdjacency(columnsOf(shapes), { minSharedM: 0.5 })).get('0-1')!;
  expect(found.sharedM).toBeCloseTo(0.8, 5);
});

test('adjacency.2: an offset beyond the tolerance is a gap', () => {
  const shapes = [square(0, 0, 10_000), square(10_060, 0, 10_000)];
  expect(pairsOf(buildAdjacency(columnsOf(shapes))).size).toBe(0);
  expect(pairsOf(buildAdjacency(columnsOf(shapes), { toleranceM: 0.06 })).get('0-1')!.sharedM).toBeCloseTo(
    10,
    5,
  );
  expect(pairsOf(buildAdjacency(columnsOf(shapes), { gapM: 0.06 })).get('0-1')!.gapM).toBeCloseTo(0.06, 6);
});

const overlaps: [string, Shape[], number][] = [
  ['the same parcel twice', [square(0, 0, 10_000), square(0, 0, 10_000)], 40],
  ['a parcel over a hole that was forgotten', [square(0, 0, 50_000), square(20_000, 20_000, 10_000)], 40],
  ['a parcel in the corner of another', [square(0, 0, 50_000), square(0, 0, 10_000)], 40],
  // Both corners of the overlap lie on corners and edges of the other, so that no two edges cross.
  [
    'a diamond with its corners on the edges of a square',
    [
      square(0, 0, 20_000),
      [
        [
          [10_000, 0],
          [30_000, 10_000],
          [10_000, 20_000],
          [0, 10_000],
        ],
      ],
    ],
    20,
  ],
];

for (const [name, shapes, atLeastM] of overlaps) {
  test(`adjacency.3: ${name} touches it`, () => {
    for (const turn of quarterTurns) {
      for (const toleranceM of [0, 0.05]) {
        const found = pairsOf(buildAdjacency(columnsOf(shapes, turn), { toleranceM })).get('0-1');
        expect(found?.gapM).toBe(0);
        expect(found!.sharedM).toBeGreaterThanOrEqual(atLeastM - 1e-6);
      }
    }
  });
}

test('adjacency.3: a parcel in the hole of another touches it, one that stands free in the hole is across a gap', () => {
  const ring: Shape = [square(0, 0, 50_000)[0]!, square(10_000, 10_000, 30_000)[0]!];
  expect(
    pairsOf(buildAdjacency(columnsOf([ring, square(10_000, 10_000, 30_000)]))).get('0-1')!.sharedM,
  ).toBeCloseTo(120, 5);
  const free = [ring, square(12_000, 12_000, 20_000)];
  expect(pairsOf(buildAdjacency(columnsOf(free))).size).toBe(0);
  expect(pairsOf(buildAdjacency(columnsOf(free), { gapM: 3 })).get('0-1')!.gapM).toBe(2);
});

test('adjacency.5: a boundary of thousands of corners has the neighbours that its runs hide', () => {
  const coast: [number, number][] = Array.from({ length: 2_000 }, (_, i) => [i * 100, i % 7 === 0 ? 300 : 0]);
  const sea: Shape = [[...coast, [199_900, 90_000], [0, 90_000]]];
  const plots: Shape[] = Array.from({ length: 16 }, (_, i) => [
    [...coast.slice(i * 110, i * 110 + 60).toReversed(), [i * 11_000, -8_000], [i * 11_000 + 5_900, -8_000]],
  ]);
  expectAsModel(columnsOf([sea, ...plots]), { gapM: 4 });
});

test('adjacency.7: clean is what overlaps nothing and meets its neighbours corner by corner', () => {
  const grid = [0, 1, 2].flatMap((i) => [0, 1, 2].map((j) => square(i * 10_000, j * 10_000, 10_000)));
  expect([...buildAdjacency(columnsOf(grid)).clean!]).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 0]);
  expect([...buildAdjacency(columnsOf([...grid, square(13_000, 13_000, 2_000)])).clean!][4]).toBe(0);
  const corner: Shape = [
    [
      [10_000, 10_000],
      [15_000, 10_000],
      [20_000, 10_000],
      [20_000, 20_000],
      [10_000, 20_000],
    ],
  ];
  expect([...buildAdjacency(columnsOf(grid.with(4, corner))).clean!][4]).toBe(0);
});

test('adjacency.6: nothing, empty parcels and wrong distances', () => {
  expect(buildAdjacency(columnsOf([])).neighbour).toHaveLength(0);
  expect(buildAdjacency(columnsOf([[], square(0, 0, 1_000), []]), { gapM: 5 }).neighbour).toHaveLength(0);
  expect(() => buildAdjacency(columnsOf([]), { gapM: -1 })).toThrow('gapM is -1');
  expect(() => buildAdjacency(columnsOf([]), { toleranceM: Number.NaN })).toThrow(RangeError);
});

const cadastre = readCadastre();

test.runIf(cadastre)(
  'adjacency.1, adjacency.2: neighbours in a window of the Cambridge cadastre are those of the model',
  () => {
    const window = cadastre!.within(491_400, 4_692_800, 491_800, 4_693_200);
    // The streets, with up to 17,000 corners each, are too long to walk along in small steps.
    const plots = selectPolygons(
      window,
      [...Array(window.count).keys()].filter((row) => edgesOf(window, row).length < 200),
    );
    expect(plots.count).toBeGreaterThan(300);
    expectAsModel(plots, { gapM: 5 }, 0.1);
  },
);

test.runIf(cadastre)(
  'adjacency.1: all parcels of Cambridge that have a metre of edges in common are neighbours',
  () => {
    const { polygons } = cadastre!;
    const { ringStart, pointStart, xs, ys } = polygons;
    const ownerOf = new Map<string, number>();
    const common = new Map<string, number>();
    for (let row = 0; row < polygons.count; row++) {
      for (let r = ringStart[row]!; r < ringStart[row + 1]!; r++) {
        for (let k = pointStart[r]!; k < pointStart[r + 1]!; k++) {
          const next = k + 1 === pointStart[r + 1]! ? pointStart[r]! : k + 1;
          ownerOf.set(`${xs[k]} ${ys[k]} ${xs[next]} ${ys[next]}`, row);
          const other = ownerOf.get(`${xs[next]} ${ys[next]} ${xs[k]} ${ys[k]}`);
          if (other === undefined || other === row) continue;
          const key = `${Math.min(row, other)}-${Math.max(row, other)}`;
          const lengthM = Math.hypot(xs[next]! - xs[k]!, ys[next]! - ys[k]!) / 1000;
          common.set(key, (common.get(key) ?? 0) + lengthM);
        }
      }
    }
    const found = pairsOf(buildAdjacency(polygons));
    const wanted = [...common].filter(([, lengthM]) => lengthM >= 1);
    expect(wanted.length).toBeGreaterThan(30_000);
    for (const [key, lengthM] of wanted) {
      const sharedM = found.get(key)?.sharedM ?? 0;
      if (sharedM < lengthM - 1e-3) expect.fail(`${key}: ${sharedM} m of ${lengthM} m`);
    }
  },
);

if (!cadastre)
  test('the Cambridge cadastre is not here: ../shared/data/cambridge-2014 is absent, its tests do not run', () => {});
