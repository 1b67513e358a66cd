import fc from 'fast-check';
import { expect, test } from 'vitest';
import { overlayAreas, overlayByClass } from './overlay.ts';
import { buildOverlayIndex } from './overlay-index.ts';
import { type Polygons, PolygonsBuilder, planeAreasSqm } from './polygons.ts';

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

test('agrees with triangles clipped one by one to 1e-5 m², holes, four turns and classes included (seed 1010)', () => {
  const turns: ((point: Point) => Point)[] = [
    (point) => point,
    ([x, y]) => [-y, x],
    ([x, y]) => [-x, -y],
    ([x, y]) => [y, -x],
  ];
  fc.assert(
    fc.property(
      fc.array(star(14, 30_000), { minLength: 1, maxLength: 6 }),
      fc.array(star(80, 60_000), { minLength: 1, maxLength: 4 }),
      (parcels, layer) => {
        const expected = parcels.map((parcel) => layer.map((shape) => modelOverlapSqm(parcel, shape)));
        for (const turn of turns) {
          const columns = columnsOf(parcels, turn);
          const index = buildOverlayIndex(
            columnsOf(layer, turn),
            Int32Array.from(layer, (_, i) => i % 2),
          );
          const areas = overlayAreas(index, columns);
          const { start, classIndex, areaSqm } = overlayByClass(index, columns);
          parcels.forEach((_, row) => {
            const total = expected[row]!.reduce((sum, area) => sum + area, 0);
            expect(Math.abs(areas[row]! - total)).toBeLessThan(1e-5);
            for (const wanted of [0, 1]) {
              const model = expected[row]!.reduce((sum, area, i) => sum + (i % 2 === wanted ? area : 0), 0);
              const entry = classIndex.subarray(start[row]!, start[row + 1]!).indexOf(wanted);
              expect(Math.abs((entry === -1 ? 0 : areaSqm[start[row]! + entry]!) - model)).toBeLessThan(1e-5);
            }
          });
        }
      },
    ),
    { seed: 1010, numRuns: 300 },
  );
});

test('a layer of many thousand points is cut into pieces that add up to it', () => {
  const radii = Array.from({ length: 20_000 }, (_, i) => 400_000 + 90_000 * Math.sin(i / 7));
  const layer = columnsOf([{ x: 0, y: 0, radii, hole: true }]);
  const whole = new PolygonsBuilder({ originX: 0, originY: 0 });
  whole.beginPolygon();
  whole.ring([-1000, -1000, 1000, -1000, 1000, 1000, -1000, 1000], false);
  const area = planeAreasSqm(layer)[0]!;
  expect(Math.abs(overlayAreas(buildOverlayIndex(layer), whole.finish())[0]! - area)).toBeLessThan(1e-4);
});

test('a parcel equal to its layer is covered by all of its area; neighbours touch without overlap', () => {
  const square = (x: number): Star => ({ x, y: 0, radii: [10_000, 10_000, 10_000, 10_000], hole: false });
  const columns = columnsOf([square(0), square(20_000)]);
  const index = buildOverlayIndex(columnsOf([square(0)]));
  expect([...overlayAreas(index, columns)]).toEqual([planeAreasSqm(columns)[0], 0]);
  expect([...overlayByClass(index, columns).start]).toEqual([0, 1, 1]);
});

test('a range gives the rows of the whole; other grids are refused; nothing overlaps an empty layer', () => {
  const columns = columnsOf(
    Array.from({ length: 9 }, (_, i) => ({ x: i * 7000, y: 0, radii: [9000, 8000, 9500], hole: false })),
  );
  const index = buildOverlayIndex(
    columnsOf([{ x: 20_000, y: 0, radii: [30_000, 20_000, 25_000, 9000], hole: false }]),
  );
  const whole = overlayAreas(index, columns);
  expect([...overlayAreas(index, columns, { from: 3, to: 7 })]).toEqual([...whole.subarray(3, 7)]);
  expect(() => overlayAreas(index, { ...columns, originX: 1 })).toThrow(RangeError);
  expect([...overlayAreas(buildOverlayIndex(columnsOf([])), columns)]).toEqual(new Array(9).fill(0));
});
