import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Polygons, PolygonsBuilder, planeAreasSqm } from '../polygons/polygons.ts';
import { overlayAreas, overlayByClass, overlayRange } from './overlay.ts';
import { buildOverlayIndex, type OverlayIndex } from './overlay-index.ts';

type Point = readonly [number, number];

/** A star around a centre: one radius a direction. With a hole, the hole is the star shrunk to the half. */
interface Star {
  readonly x: number;
  readonly y: number;
  readonly radii: readonly number[];
  readonly hole: boolean;
}

const star = (pointsMax: number, size: number) =>
  fc.record({
    x: fc.integer({ min: 0, max: 100_000 }),
    y: fc.integer({ min: 0, max: 100_000 }),
    radii: fc.array(fc.integer({ min: Math.round(size / 4), max: size }), {
      minLength: 3,
      maxLength: pointsMax,
    }),
    hole: fc.boolean(),
  });

/** Points on the grid of a millimetre, so that the model sees what the columns hold. */
function ringOf({ x, y, radii }: Star, scale: number): Point[] {
  return radii.map((radius, i) => {
    const angle = (2 * Math.PI * i) / radii.length;
    return [
      Math.round(x + radius * scale * Math.cos(angle)),
      Math.round(y + radius * scale * Math.sin(angle)),
    ];
  });
}

function columnsOf(stars: readonly Star[], turn: (point: Point) => Point = (point) => point): Polygons {
  const builder = new PolygonsBuilder({ originX: 0, originY: 0 });
  for (const shape of stars) {
    builder.beginPolygon();
    const metres = (ring: Point[]) => ring.map(turn).flatMap(([x, y]) => [x / 1000, y / 1000]);
    builder.ring(metres(ringOf(shape, 1)), false);
    if (shape.hole) builder.ring(metres(ringOf(shape, 0.5)), true);
  }
  return builder.finish();
}

/** The model: fans of triangles around the centres, each pair clipped as convex polygons. */
function modelOverlapSqm(a: Star, b: Star): number {
  let sum = 0;
  for (const [ringA, signA] of fans(a))
    for (const [ringB, signB] of fans(b)) sum += signA * signB * triangleOverlap(ringA, ringB);
  return sum / 1e6;
}

function fans(shape: Star): [Point[], number][] {
  const fan = (ring: Point[], sign: number): [Point[], number][] =>
    ring.map((point, i) => {
      const triangle: Point[] = [[shape.x, shape.y], point, ring[(i + 1) % ring.length]!];
      const area = signedArea(triangle);
      return [area < 0 ? triangle.reverse() : triangle, area < 0 ? -sign : sign];
    });
  return [...fan(ringOf(shape, 1), 1), ...(shape.hole ? fan(ringOf(shape, 0.5), -1) : [])];
}

function triangleOverlap(subject: Point[], clip: Point[]): number {
  if (signedArea(subject) === 0 || signedArea(clip) === 0) return 0;
  let kept = subject;
  clip.forEach(([ax, ay], i) => {
    const [bx, by] = clip[(i + 1) % clip.length]!;
    const side = ([x, y]: Point): number => (bx - ax) * (y - ay) - (by - ay) * (x - ax);
    kept = kept.flatMap((point, k) => {
      const next = kept[(k + 1) % kept.length]!;
      const [d0, d1] = [side(point), side(next)];
      const crossing: Point[] =
        d0 * d1 < 0
          ? [
              [
                point[0] + (d0 / (d0 - d1)) * (next[0] - point[0]),
                point[1] + (d0 / (d0 - d1)) * (next[1] - point[1]),
              ],
            ]
          : [];
      return d0 >= 0 ? [point, ...crossing] : crossing;
    });
  });
  return kept.length < 3 ? 0 : Math.abs(signedArea(kept));
}

function signedArea(ring: readonly Point[]): number {
  return (
    ring.reduce((sum, [x, y], i) => {
      const [nx, ny] = ring[(i + 1) % ring.length]!;
      return sum + (x - ring[0]![0]) * (ny - ring[0]![1]) - (nx - ring[0]![0]) * (y - ring[0]![1]);
    }, 0) / 2
  );
}

const turns: ((point: Point) => Point)[] = [
  (point) => point,
  ([x, y]) => [-y, x],
  ([x, y]) => [-x, -y],
  ([x, y]) => [y, -x],
];

function areasOf(index: OverlayIndex, parcels: Polygons): Float64Array {
  const areas = new Float64Array(parcels.count);
  overlayRange(index, parcels, 0, parcels.count, areas);
  return areas;
}

test('overlay.1, overlay.3: agrees with triangles clipped one by one to 1e-8 m², holes, four turns and classes included (seed 1010)', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(star(14, 30_000), star(200, 90_000)), { minLength: 1, maxLength: 6 }),
      fc.array(star(80, 60_000), { minLength: 1, maxLength: 4 }),
      (parcels, layer) => {
        const expected = parcels.map((parcel) => layer.map((shape) => modelOverlapSqm(parcel, shape)));
        for (const turn of turns) {
          const columns = columnsOf(parcels, turn);
          const index = buildOverlayIndex(
            columnsOf(layer, turn),
            layer.map((_, i) => i % 2),
          );
          const areas = areasOf(index, columns);
          const { start, classIndex, areaSqm } = overlayByClass(index, columns);
          parcels.forEach((_, row) => {
            const total = expected[row]!.reduce((sum, area) => sum + area, 0);
            expect(Math.abs(areas[row]! - total)).toBeLessThan(1e-8);
            for (const wanted of [0, 1]) {
              const model = expected[row]!.reduce((sum, area, i) => sum + (i % 2 === wanted ? area : 0), 0);
              const entry = classIndex.subarray(start[row]!, start[row + 1]!).indexOf(wanted);
              expect(Math.abs((entry === -1 ? 0 : areaSqm[start[row]! + entry]!) - model)).toBeLessThan(1e-8);
            }
          });
        }
      },
    ),
    { seed: 1010, numRuns: 200 },
  );
});

test('overlay.2: a layer of many thousand points is cut into pieces that add up to it', () => {
  const radii = Array.from({ length: 20_000 }, (_, i) => 400_000 + 90_000 * Math.sin(i / 7));
  const layer = columnsOf([{ x: 0, y: 0, radii, hole: true }]);
  const index = buildOverlayIndex(layer);
  expect(index.tree.count).toBeGreaterThan(1000);
  const whole = rectangle(-1_000_000, -1_000_000, 1_000_000, 1_000_000);
  const area = planeAreasSqm(layer)[0]!;
  expect(Math.abs(areasOf(index, whole)[0]! - area)).toBeLessThan(1e-6);
  expect(Math.abs(overlayAreas(layer, layer)[0]! - area)).toBeLessThan(1e-6);
});

test('overlay.2: parcel and layer may change places (seed 1011)', () => {
  fc.assert(
    fc.property(star(300, 90_000), star(300, 90_000), (a, b) => {
      const [one, other] = [columnsOf([a]), columnsOf([b])];
      expect(Math.abs(overlayAreas(one, other)[0]! - overlayAreas(other, one)[0]!)).toBeLessThan(1e-8);
    }),
    { seed: 1011, numRuns: 200 },
  );
});

test('overlay.2: a tessellation of the plane covers each parcel once (seed 1012)', () => {
  const tiles = new PolygonsBuilder({ originX: 0, originY: 0 });
  const corner = (i: number, j: number): Point => [
    i * 10 + Math.sin(i * 7 + j * 3) * 3,
    j * 10 + Math.cos(i * 5 - j) * 3,
  ];
  for (let i = -12; i < 22; i++) {
    for (let j = -12; j < 22; j++) {
      tiles.beginPolygon();
      tiles.ring([corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)].flat(), false);
    }
  }
  const layer = tiles.finish();
  fc.assert(
    fc.property(fc.array(star(90, 60_000), { minLength: 1, maxLength: 8 }), (parcels) => {
      const columns = columnsOf(parcels);
      const plane = planeAreasSqm(columns);
      overlayAreas(columns, layer).forEach((area, row) => {
        expect(Math.abs(area - plane[row]!)).toBeLessThan(1e-8);
      });
    }),
    { seed: 1012, numRuns: 100 },
  );
});

test('overlay.1: a parcel equal to its layer is covered by all of its area; neighbours touch without overlap', () => {
  const square = (x: number): Star => ({ x, y: 0, radii: [10_000, 10_000, 10_000, 10_000], hole: false });
  const columns = columnsOf([square(0), square(20_000)]);
  const index = buildOverlayIndex(columnsOf([square(0)]));
  expect([...areasOf(index, columns)]).toEqual([planeAreasSqm(columns)[0], 0]);
  expect([...overlayByClass(index, columns).start]).toEqual([0, 1, 1]);
});

test('overlay.1: a parcel in a hole is not covered, one around the hole is covered without it', () => {
  const ring = columnsOf([{ x: 0, y: 0, radii: [40_000, 40_000, 40_000, 40_000], hole: true }]);
  const inHole = rectangle(-9_000, -9_000, 9_000, 9_000);
  expect(overlayAreas(inHole, ring)[0]).toBe(0);
  expect(overlayAreas(rectangle(-50_000, -50_000, 50_000, 50_000), ring)[0]).toBe(planeAreasSqm(ring)[0]);
});

test('overlay.3: polygons of a layer that overlap each other count each', () => {
  const twice = columnsOf(
    [0, 1].map(() => ({ x: 0, y: 0, radii: [9_000, 9_000, 9_000, 9_000], hole: false })),
  );
  expect(overlayAreas(rectangle(-1_000, -1_000, 1_000, 1_000), twice)[0]).toBe(8);
});

test('overlay.4: ranges, shared memory and another origin give the same figures', () => {
  const shapes = Array.from({ length: 9 }, (_, i) => ({
    x: i * 7_000,
    y: 0,
    radii: [9_000, 8_000, 9_500],
    hole: false,
  }));
  const layer = [{ x: 20_000, y: 0, radii: [30_000, 20_000, 25_000, 9_000], hole: false }];
  const columns = columnsOf(shapes);
  const index = buildOverlayIndex(columnsOf(layer), undefined, { shared: true });
  const whole = areasOf(index, columns);
  expect(whole.some((area) => area > 1)).toBe(true);
  expect(index.pieces.points.buffer).toBeInstanceOf(SharedArrayBuffer);
  const part = new Float64Array(4);
  overlayRange(structuredClone(index), columns, 3, 7, part);
  expect([...part]).toEqual([...whole.subarray(3, 7)]);
  const moved = (point: Point): Point => [point[0] + 700_000_000, point[1] - 1_300_000_000];
  areasOf(buildOverlayIndex(columnsOf(layer, moved)), columnsOf(shapes, moved)).forEach((area, row) => {
    expect(Math.abs(area - whole[row]!)).toBeLessThan(1e-6);
  });
});

test('overlay.5: other grids and classes that are none are refused; nothing overlaps an empty layer', () => {
  const columns = rectangle(0, 0, 1_000, 1_000);
  expect(() => areasOf(buildOverlayIndex(columns), { ...columns, originX: 1 })).toThrow(RangeError);
  expect(() => buildOverlayIndex(columns, [-1])).toThrow('polygon 0 has class -1');
  expect(() => buildOverlayIndex(columns, [])).toThrow('polygon 0 has class undefined');
  expect([...areasOf(buildOverlayIndex(columnsOf([])), columns)]).toEqual([0]);
});

function rectangle(minX: number, minY: number, maxX: number, maxY: number): Polygons {
  const builder = new PolygonsBuilder({ originX: 0, originY: 0 });
  builder.beginPolygon();
  builder.ring(
    [minX, minY, maxX, minY, maxX, maxY, minX, maxY].map((value) => value / 1000),
    false,
  );
  return builder.finish();
}
