import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasCollapsed } from './has-collapsed.ts';

type Point = readonly [number, number];

/** With the area and perimeter that the encoder computes. */
function collapsed(...points: Point[]): boolean {
  return asked(points, true);
}

/** `spare` lets the area answer where it can, as the encoder does. */
function asked(points: readonly Point[], spare: boolean): boolean {
  let doubled = 0;
  let perimeter = 0;
  points.forEach(([u, v], i) => {
    const [nu, nv] = points[(i + 1) % points.length]!;
    doubled += u * nv - nu * v;
    perimeter += Math.abs(nu - u) + Math.abs(nv - v);
  });
  const ring = {
    us: Int32Array.from(points, ([u]) => u),
    vs: Int32Array.from(points, ([, v]) => v),
    count: points.length,
  };
  return hasCollapsed(ring, spare ? doubled : 0, perimeter);
}

// What PostGIS 3.3 (Wagyu 0.5) makes of each, read off ST_AsMVTGeom.
test.each<[string, boolean, Point[]]>([
  [
    'half a square',
    true,
    [
      [10, 10],
      [11, 10],
      [10, 11],
    ],
  ],
  [
    'a leaning half',
    true,
    [
      [10, 10],
      [11, 10],
      [13, 11],
    ],
  ],
  [
    'a flat triangle of area 1',
    true,
    [
      [10, 10],
      [11, 10],
      [12, 12],
    ],
  ],
  [
    'a steep triangle of area 1',
    false,
    [
      [10, 10],
      [11, 11],
      [10, 12],
    ],
  ],
  [
    'a right triangle of area 1',
    false,
    [
      [10, 10],
      [11, 10],
      [10, 12],
    ],
  ],
  [
    'a square',
    false,
    [
      [10, 10],
      [11, 10],
      [11, 11],
      [10, 11],
    ],
  ],
  [
    'a strip one unit wide',
    false,
    [
      [0, 0],
      [50, 0],
      [50, 1],
      [0, 1],
    ],
  ],
  [
    'a needle',
    true,
    [
      [0, 0],
      [1, 0],
      [40, 1],
    ],
  ],
  [
    'a needle with a head',
    false,
    [
      [0, 0],
      [40, 1],
      [42, 0],
      [42, 2],
      [40, 2],
    ],
  ],
  [
    'a parallelogram of area 1',
    true,
    [
      [10, 10],
      [11, 10],
      [12, 11],
      [11, 11],
    ],
  ],
])('tile.4: %s collapses: %s', (_, expected, points) => {
  for (const turn of [0, 1, 2, 3]) {
    const turned = points.map(
      ([u, v]): Point =>
        [
          [u, v],
          [-v, u],
          [-u, -v],
          [v, -u],
        ][turn] as unknown as Point,
    );
    expect(collapsed(...turned)).toBe(expected);
    expect(collapsed(...turned.reverse())).toBe(expected);
  }
});

test('tile.4: fewer than three corners have collapsed', () => {
  expect(collapsed([0, 0], [5, 5])).toBe(true);
});

test('tile.4: the area answers only what bending all edges would (seed 71)', () => {
  const chain = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 3 })), {
    minLength: 2,
    maxLength: 5,
  });
  let fell = 0;
  fc.assert(
    // There and back: no such ring goes round a place twice, which would leave its edges even and its area large.
    fc.property(chain, chain, (there, back) => {
      there.sort(([u], [v]) => u - v);
      back.sort(([u], [v]) => v - u);
      const ring = [...there, ...back];
      const expected = asked(ring, false);
      if (expected) fell++;
      expect(asked(ring, true)).toBe(expected);
    }),
    { seed: 71, numRuns: 20_000 },
  );
  expect(fell).toBeGreaterThan(500);
});
