import { expect, test } from 'vitest';
import { buildAdjacency } from '../adjacency/adjacency.ts';
import { compactnessOf, perimetersM } from '../polygons/perimeter.ts';
import { type Polygons, planeAreasSqm } from '../polygons/polygons.ts';
import { connectComponents } from '../sites/components.ts';
import { type BrickOptions, brickFabric, columnsOf, quarterTurns, type Shape } from '../test/brick-fabric.ts';
import { TestRandom } from '../test/random.ts';
import { readCadastre } from '../test/read-cadastre.ts';
import { unionOracle } from '../test/union-oracle.ts';
import { outlineGroups } from './outline.ts';

const unionSqm = await unionOracle();

const groupOf = (parcels: readonly number[]) => ({
  count: 1,
  start: Int32Array.of(0, parcels.length),
  parcels: Int32Array.from(parcels),
});

/** Rings of one polygon as lists of points in grid units. */
function ringsOf({ ringStart, pointStart, xs, ys }: Polygons, row: number): [number, number][][] {
  const rings: [number, number][][] = [];
  for (let r = ringStart[row]!; r < ringStart[row + 1]!; r++) {
    const ring: [number, number][] = [];
    for (let k = pointStart[r]!; k < pointStart[r + 1]!; k++) ring.push([xs[k]!, ys[k]!]);
    rings.push(ring);
  }
  return rings;
}

/** No two edges cross or lie on each other, no ring visits a point twice. */
function expectSimple(polygons: Polygons, row: number): void {
  const edges: [number, number, number, number][] = [];
  for (const ring of ringsOf(polygons, row)) {
    expect(new Set(ring.map(String)).size).toBe(ring.length);
    ring.forEach(([x, y], i) => {
      edges.push([x, y, ...ring[(i + 1) % ring.length]!]);
    });
  }
  const side = ([px, py, qx, qy]: readonly number[], x: number, y: number): number =>
    Math.sign((qx! - px!) * (y - py!) - (qy! - py!) * (x - px!));
  for (let i = 0; i < edges.length; i++) {
    for (let j = 0; j < i; j++) {
      const [e, f] = [edges[i]!, edges[j]!];
      const crosses =
        side(e, f[0], f[1]) * side(e, f[2], f[3]) < 0 && side(f, e[0], e[1]) * side(f, e[2], e[3]) < 0;
      if (crosses) expect.fail(`${e} crosses ${f}`);
    }
  }
}

const fabrics: [string, BrickOptions][] = [
  ['noded', { rows: 6, columns: 6 }],
  ['holes, filled and not', { rows: 5, columns: 5, holes: true }],
  ['corners on one side only', { rows: 6, columns: 6, noded: false }],
  ['corners on one side only and 2 cm off', { rows: 6, columns: 6, noded: false, offsetMm: 14 }],
  ['drawn over their neighbours by 40 cm', { rows: 5, columns: 5, overlapMm: 400 }],
  [
    'everything at once',
    { rows: 5, columns: 5, noded: false, offsetMm: 14, overlapMm: 300, streetMm: 6_000, holes: true },
  ],
];

for (const [name, bricks] of fabrics) {
  test(`outline.1, outline.2, outline.3: covers what Clipper2's union covers, in simple rings, in four turns: ${name} (seeds 500 to 502)`, () => {
    for (let seed = 500; seed <= 502; seed++) {
      const shapes = brickFabric(seed, bricks);
      const random = new TestRandom(seed);
      const chosen = shapes.map((_, i) => i).filter(() => random.chance(0.6));
      for (const turn of quarterTurns) {
        const polygons = columnsOf(shapes, turn, seed, -seed);
        const boundaryM = perimetersM(polygons).reduce((sum, length) => sum + length, 0);
        const expected = unionSqm(polygons, chosen);
        for (const toleranceM of [0, 0.05]) {
          const outline = outlineGroups(polygons, groupOf(chosen), { toleranceM });
          expectSimple(outline, 0);
          // A boundary may be brought up to the tolerance, crossings to the grid of a millimetre.
          expect(Math.abs(planeAreasSqm(outline)[0]! - expected)).toBeLessThan(
            (toleranceM / 4 + 0.0005) * boundaryM,
          );
          // Clipper rounds where a slit is a millimetre wide.
          expect(Math.abs(unionSqm(outline, [0]) - planeAreasSqm(outline)[0]!)).toBeLessThan(0.05);
        }
      }
    }
  });
}

test('outline.3: sites of offset corners, streets and holes lose none of their ground (seeds 930 to 989)', () => {
  for (let seed = 930; seed < 990; seed++) {
    const shapes = brickFabric(seed, { rows: 4, columns: 4, streetMm: 9_000, holes: true, offsetMm: 10 });
    const polygons = columnsOf(shapes, quarterTurns[seed % 4]);
    const chosen = [...shapes.keys()].filter((i) => (i * 7 + seed) % 5 !== 0);
    const outline = outlineGroups(polygons, groupOf(chosen));
    expectSimple(outline, 0);
    expect(Math.abs(planeAreasSqm(outline)[0]! - unionSqm(polygons, chosen))).toBeLessThan(10);
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

test('outline.1: of noded parcels nothing is lost: the area is the sum, the perimeter what they do not share', () => {
  const polygons = columnsOf(brickFabric(21, { rows: 8, columns: 8 }));
  const areas = planeAreasSqm(polygons);
  const adjacency = buildAdjacency(polygons, { minSharedM: 0 });
  const shared = adjacency.sharedM.reduce((sum, length) => sum + length, 0);
  const own = perimetersM(polygons).reduce((sum, length) => sum + length, 0);
  const outline = outlineGroups(polygons, groupOf([...areas.keys()]));
  expect(planeAreasSqm(outline)[0]).toBeCloseTo(
    areas.reduce((sum, area) => sum + area, 0),
    6,
  );
  expect(perimetersM(outline)[0]).toBeCloseTo(own - shared, 1);
  expect(outline.ringStart[1]).toBe(1);
});

test('outline.4: parts that do not touch, or only at a corner, are outlines of their own; the largest comes first', () => {
  const polygons = columnsOf([
    square(0, 0, 10_000),
    square(10_000, 10_000, 10_000),
    square(50_000, 0, 30_000),
  ]);
  const rings = ringsOf(outlineGroups(polygons, groupOf([0, 1, 2])), 0);
  expect(rings.map((ring) => ring.length)).toEqual([4, 4, 4]);
  expect(Math.max(...rings[0]!.map(([x]) => x))).toBe(80_000);
});

test('outline.4: a hole that touches the outline at a corner stays a hole, and an island in a hole is a part', () => {
  const cells = [0, 1, 2].flatMap((i) => [0, 1, 2].map((j) => square(i * 10_000, j * 10_000, 10_000)));
  const withoutMiddle = [0, 1, 2, 3, 5, 6, 7, 8];
  const ring = ringsOf(outlineGroups(columnsOf(cells), groupOf(withoutMiddle)), 0);
  expect(ring.map((points) => points.length)).toEqual([12, 4]);
  const island = [...cells, square(13_000, 13_000, 4_000)];
  const parts = ringsOf(outlineGroups(columnsOf(island), groupOf([...withoutMiddle, 9])), 0);
  expect(parts.map((points) => points.length)).toEqual([12, 4, 4]);
  const pinched = ringsOf(outlineGroups(columnsOf(cells), groupOf([1, 2, 3, 5, 6, 7, 8])), 0);
  expect(pinched.every((points) => new Set(points.map(String)).size === points.length)).toBe(true);
});

test('outline.2: a sliver within the tolerance closes, a wider one stays open', () => {
  const beside = (gap: number) => [square(0, 0, 10_000), square(10_000 + gap, 0, 10_000)];
  expect(ringsOf(outlineGroups(columnsOf(beside(40)), groupOf([0, 1])), 0)).toHaveLength(1);
  expect(ringsOf(outlineGroups(columnsOf(beside(60)), groupOf([0, 1])), 0)).toHaveLength(2);
});

test('outline.3: the same parcel twice, and one within another, count once', () => {
  for (const shapes of [
    [square(0, 0, 10_000), square(0, 0, 10_000)],
    [square(0, 0, 10_000), square(3_000, 3_000, 2_000)],
    [square(0, 0, 10_000), square(0, 0, 5_000)],
  ]) {
    const outline = outlineGroups(columnsOf(shapes), groupOf([0, 1]));
    expect(planeAreasSqm(outline)[0]).toBeCloseTo(100, 6);
    expect(outline.ringStart[1]).toBe(1);
  }
});

test('outline.5: compactness is 1 for a circle, π/4 for a square, and small for a thread', () => {
  const circle: Shape = [
    Array.from(
      { length: 720 },
      (_, i) =>
        [
          Math.round(1e6 * Math.cos((i * Math.PI) / 360)),
          Math.round(1e6 * Math.sin((i * Math.PI) / 360)),
        ] as const,
    ),
  ];
  const polygons = columnsOf([
    circle,
    square(0, 0, 10_000),
    [
      [
        [0, 0],
        [1_000_000, 0],
        [1_000_000, 1_000],
        [0, 1_000],
      ],
    ],
  ]);
  const areas = planeAreasSqm(polygons);
  const [round, quadratic, thread] = [...perimetersM(polygons)].map((length, i) =>
    compactnessOf(areas[i]!, length),
  );
  expect(round).toBeCloseTo(1, 3);
  expect(quadratic).toBeCloseTo(Math.PI / 4, 9);
  expect(thread).toBeLessThan(0.004);
  expect(compactnessOf(0, 0)).toBe(0);
});

test('outline.7: told which parcels are clean, it draws the same (seeds 520 to 539)', () => {
  for (let seed = 520; seed < 540; seed++) {
    const shapes = brickFabric(seed, {
      rows: 6,
      columns: 6,
      holes: seed % 2 === 0,
      overlapMm: seed % 4 === 0 ? 300 : 0,
      streetMm: seed % 3 === 0 ? 30 : 0,
    });
    const polygons = columnsOf(shapes, quarterTurns[seed % 4]);
    const areas = planeAreasSqm(polygons);
    const adjacency = buildAdjacency(polygons);
    const passing = Uint8Array.from(shapes, (_, i) => ((i * 5 + seed) % 7 < 4 ? 1 : 0));
    const components = connectComponents(adjacency, areas, { passing });
    const { clean } = adjacency;
    expect(outlineGroups(polygons, components, { clean })).toEqual(outlineGroups(polygons, components));
  }
});

test('outline.6: groups are drawn one by one, an empty group is empty, a group of one parcel is the parcel', () => {
  const polygons = columnsOf([square(0, 0, 10_000), square(10_000, 0, 10_000), []]);
  const outlines = outlineGroups(polygons, {
    count: 3,
    start: Int32Array.of(0, 2, 2, 3),
    parcels: Int32Array.of(0, 1, 2),
  });
  expect([...planeAreasSqm(outlines)]).toEqual([200, 0, 0]);
  expect(outlines.count).toBe(3);
  const fabric = columnsOf(brickFabric(12, { rows: 3, columns: 3, holes: true }));
  const each = {
    count: fabric.count,
    start: Int32Array.from({ length: fabric.count + 1 }, (_, i) => i),
    parcels: Int32Array.from({ length: fabric.count }, (_, i) => i),
  };
  expect(outlineGroups(fabric, each)).toEqual(fabric);
});

const cadastre = readCadastre();

test.runIf(cadastre)('outline.3: components of the Cambridge cadastre cover what the union covers', () => {
  const { polygons } = cadastre!;
  const areas = planeAreasSqm(polygons);
  const passing = Uint8Array.from(areas, (area, i) => (area > 0 && i % 3 === 0 ? 1 : 0));
  const components = connectComponents(buildAdjacency(polygons), areas, { passing });
  const outlines = planeAreasSqm(outlineGroups(polygons, components));
  const boundaries = perimetersM(polygons);
  for (let c = 0; c < components.count; c += 4) {
    const members = components.parcels.subarray(components.start[c]!, components.start[c + 1]!);
    const boundaryM = members.reduce((sum, parcel) => sum + boundaries[parcel]!, 0);
    expect(Math.abs(outlines[c]! - unionSqm(polygons, members))).toBeLessThan(0.02 * boundaryM);
  }
});
