import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type AreaGeometry, type Geometry, type Position, partsOf, type Ring } from '../geometry.ts';
import { gdal, gdalNote, hasGdal } from '../test/gdal.ts';
import { isPlainlyValid } from '../test/naive-validity.ts';
import { randomArea, seeded } from '../test/random-areas.ts';
import { temporaryFolder } from '../test/round-trip.ts';
import { type GeometryCheck, loadGeometryCheck } from './check-geometry.ts';

let check: GeometryCheck;
beforeAll(async () => {
  check = await loadGeometryCheck();
});

const X = 113.75;
const Y = 23.02;
const at = (x: number, y: number): Position => [X + x / 1000, Y + y / 1000];
const ring = (...points: readonly (readonly [number, number])[]): Ring => points.map(([x, y]) => at(x, y));
const box = (x: number, y: number, width = 10, height = width): Ring =>
  ring([x, y], [x + width, y], [x + width, y + height], [x, y + height], [x, y]);
const polygon = (...rings: Ring[]): Geometry => ({ type: 'Polygon', coordinates: rings });
const multi = (...parts: Ring[][]): Geometry => ({ type: 'MultiPolygon', coordinates: parts });
const reversed = (points: Ring): Ring => [...points].reverse();

/** Square kilometres of a box of 10 by 10 at this latitude. */
const BOX_SQM = 1_135_160;

function verdict(geometry: Geometry | null): string {
  const { status, faults } = check(geometry, { feature: 1 });
  return [status, ...faults.map(({ code }) => code)].join(' ');
}

describe('one fault at a time', () => {
  for (const [what, geometry, expected] of [
    ['a plain box', polygon(box(0, 0)), 'valid'],
    ['a box with a hole', polygon(box(0, 0), reversed(box(2, 2, 3))), 'valid'],
    [
      'holes that touch at a point',
      polygon(box(0, 0), reversed(box(2, 2, 2)), reversed(box(4, 4, 2))),
      'valid',
    ],
    [
      'a hole that touches the exterior at a point',
      polygon(box(0, 0), ring([0, 5], [3, 6], [3, 4], [0, 5])),
      'valid',
    ],
    ['parts that touch at a corner', multi([box(0, 0)], [box(10, 10)]), 'valid'],
    ['an island in a hole', multi([box(0, 0), reversed(box(2, 2, 5))], [box(3, 3, 2)]), 'valid'],
    [
      'a point on a straight edge',
      polygon(ring([0, 0], [5, 0], [10, 0], [10, 10], [0, 10], [0, 0])),
      'valid',
    ],
    ['the wrong direction', polygon(reversed(box(0, 0))), 'valid'],
    ['no geometry', null, 'quarantined geometry-null'],
    ['an empty polygon', polygon(), 'quarantined geometry-empty'],
    ['an empty ring', polygon([]), 'quarantined geometry-empty'],
    ['an empty multipolygon', multi(), 'quarantined geometry-empty'],
    ['a point', { type: 'Point', coordinates: at(0, 0) }, 'quarantined not-a-polygon'],
    ['a line', { type: 'LineString', coordinates: box(0, 0) }, 'quarantined not-a-polygon'],
    [
      'a collection of polygons',
      { type: 'GeometryCollection', geometries: [polygon(box(0, 0)), polygon(box(20, 0))] },
      'repaired collection-unpacked',
    ],
    [
      'a mixed collection',
      {
        type: 'GeometryCollection',
        geometries: [polygon(box(0, 0)), { type: 'Point', coordinates: at(0, 0) }],
      },
      'quarantined collection-mixed',
    ],
    ['NaN', polygon([...box(0, 0), [Number.NaN, 23]]), 'quarantined not-finite'],
    ['infinity', polygon([[113, Number.POSITIVE_INFINITY], ...box(0, 0)]), 'quarantined not-finite'],
    ['a latitude of 95', polygon([[113, 95], ...box(0, 0)]), 'quarantined out-of-range'],
    ['an open ring', polygon(box(0, 0).slice(0, -1)), 'repaired ring-closed'],
    ['repeated vertices', polygon(box(0, 0).flatMap((each) => [each, each])), 'repaired vertices-repeated'],
    [
      'a spike',
      polygon(ring([0, 0], [10, 0], [10, 5], [30, 5], [10, 5], [10, 10], [0, 10], [0, 0])),
      'repaired spike-removed',
    ],
    [
      'a spike at the seam',
      polygon(ring([-20, 0], [10, 0], [10, 10], [0, 10], [0, 0], [-20, 0])),
      'repaired spike-removed',
    ],
    ['two points', polygon(ring([0, 0], [10, 0], [0, 0])), 'quarantined too-few-points'],
    [
      'one point',
      polygon(ring([0, 0], [0, 0], [0, 0], [0, 0])),
      'quarantined vertices-repeated too-few-points',
    ],
    [
      'a line there and back',
      polygon(ring([0, 0], [10, 0], [20, 0], [0, 0])),
      'quarantined spike-removed zero-area',
    ],
    ['a flat hole', polygon(box(0, 0), ring([2, 2], [4, 2], [2, 2])), 'repaired ring-dropped'],
    ['a flat part', multi([box(0, 0)], [ring([2, 2], [4, 2], [2, 2])]), 'repaired ring-dropped'],
    ['a hole before its exterior', polygon(reversed(box(2, 2, 3)), box(0, 0)), 'repaired ring-order'],
    ['a part twice', multi([box(0, 0)], [box(0, 0)]), 'repaired ring-repeated'],
    ['a hole twice', polygon(box(0, 0), box(2, 2, 3), reversed(box(2, 2, 3))), 'repaired ring-repeated'],
    ['a bow-tie', polygon(ring([0, 0], [10, 10], [10, 0], [0, 10], [0, 0])), 'repaired self-crossing'],
    [
      'a figure of eight that touches',
      polygon(ring([0, 0], [5, 5], [10, 0], [10, 10], [5, 5], [0, 10], [0, 0])),
      'repaired self-touching',
    ],
    ['a hole that crosses the exterior', polygon(box(0, 0), box(9.95, 2, 0.1)), 'repaired rings-crossing'],
    ['a small hole outside', polygon(box(0, 0), box(20, 0, 0.5)), 'repaired hole-outside'],
    ['a large hole outside', polygon(box(0, 0), box(20, 0, 5)), 'quarantined outline-ambiguous'],
    ['a small hole in a hole', polygon(box(0, 0), box(2, 2, 5), box(3, 3, 0.5)), 'repaired hole-nested'],
    ['parts that overlap', multi([box(0, 0)], [box(9, 0)]), 'repaired parts-overlapping'],
    ['a part inside a part', multi([box(0, 0)], [box(2, 2, 5)]), 'quarantined outline-ambiguous'],
    ['parts with a common edge', multi([box(0, 0)], [box(10, 0)]), 'repaired parts-overlapping'],
    [
      'holes that cut the interior apart',
      polygon(box(0, 0), ring([0, 5], [5, 6], [10, 5], [5, 4], [0, 5])),
      'repaired interior-split',
    ],
    [
      'land wound round twice',
      polygon(ring([0, 0], [10, 0], [10, 10], [0, 10], [0, 0], [8, 1], [8, 8], [1, 8], [0, 0])),
      'quarantined outline-ambiguous',
    ],
  ] as [string, Geometry | null, string][]) {
    it(`${what}: ${expected}`, () => {
      expect(verdict(geometry)).toBe(expected);
    });
  }
});

describe('what the repair does', () => {
  it('keeps both wings of a bow-tie, and says by how much the area moved', () => {
    const { geometry, areaSqm, faults } = check(polygon(ring([0, 0], [10, 10], [10, 0], [0, 10], [0, 0])), {
      feature: 7,
    });
    expect(geometry!.type).toBe('MultiPolygon');
    expect(areaSqm / (BOX_SQM / 2)).toBeCloseTo(1, 3);
    expect(faults[0]!.message.en).toMatch(
      /^the boundary crosses itself and was split there; area .* → 5\d{5}\.\d\d m²$/,
    );
    expect(faults[0]!.place).toMatchObject({ feature: 7, ring: 1 });
    expect(faults[0]!.place.coordinate![0]).toBeCloseTo(X + 0.005, 9);
  });

  it('names ring and vertex over all parts', () => {
    const wrong = box(20, 0);
    wrong[2] = [Number.NaN, 0];
    const { faults } = check(multi([box(0, 0), reversed(box(2, 2, 3))], [wrong]), { feature: 1 });
    expect(faults[0]!.place).toMatchObject({ ring: 3, vertex: 3 });
  });

  it('leaves the geometry that it is given as it is', () => {
    const geometry = polygon(reversed(box(0, 0)).slice(1), box(3, 3, 2));
    const before = JSON.stringify(geometry);
    check(geometry, { feature: 1 });
    expect(JSON.stringify(geometry)).toBe(before);
  });

  it('finds the same in other places, directions and starts', () => {
    const bowTie: [number, number][] = [
      [0, 0],
      [10, 10],
      [10, 0],
      [0, 10],
    ];
    for (let start = 0; start < 4; start++) {
      for (const flip of [false, true]) {
        for (const [dx, dy] of [
          [0, 0],
          [-200, 0],
          [0, -60],
        ]) {
          const turned = [...bowTie.slice(start), ...bowTie.slice(0, start)];
          const points = (flip ? turned.reverse() : turned).map(
            ([x, y]): Position => [X + dx! + x / 1000, Y + dy! + y / 1000],
          );
          expect(verdict(polygon([...points, points[0]!]))).toBe('repaired self-crossing');
        }
      }
    }
  });

  it('does not stumble over steep edges that differ in the last digit of x', () => {
    const steep: Ring = [
      [-71.13468463, 42.39981120000001],
      [-71.13476988, 42.399842220000004],
      [-71.13476988, 42.399744000000005],
      [-71.13476987999998, 42.39967161999999],
      [-71.1343247, 42.399604419999996],
      [-71.13468463, 42.39981120000001],
    ];
    for (const points of [
      steep,
      steep.map(([x, y]): Position => [-x, y]),
      steep.map(([x, y]): Position => [x, -y]),
    ]) {
      expect(verdict(polygon(points))).toMatch(/^valid/);
    }
  });

  it('takes a ring of 300,000 vertices, and one that crosses itself in as many places is given back in time', () => {
    const circle = Array.from(
      { length: 300_000 },
      (_, i): Position => at(10 * Math.cos((2 * Math.PI * i) / 3e5), 10 * Math.sin((2 * Math.PI * i) / 3e5)),
    );
    expect(verdict(polygon([...circle, circle[0]!]))).toBe('valid');
    const zigzag = Array.from(
      { length: 100_000 },
      (_, i): Position => at((i % 2) * 10 + Math.sin(i) / 10, ((i * 7919) % 100_000) / 10_000),
    );
    expect(verdict(polygon([...zigzag, zigzag[0]!]))).toBe('quarantined too-complex');
  });
});

/** Dirty polygons: random rings, often on a coarse grid, so that vertices fall on edges and edges on edges. */
function dirtyArea(random: () => number): AreaGeometry {
  const int = (count: number): number => Math.floor(random() * count);
  const grid = [0, 4, 6, 9][int(4)]!;
  const coordinate = (): number => (grid === 0 ? random() * 8 : int(grid));
  const dirtyRing = (): Ring => {
    const points = Array.from({ length: 3 + int(8) }, () => at(coordinate(), coordinate()));
    if (random() < 0.8) points.push([...points[0]!]);
    if (random() < 0.2) points.splice(int(points.length), 0, [...points[int(points.length)]!]);
    return points;
  };
  const parts = Array.from({ length: 1 + int(2) }, () => Array.from({ length: 1 + int(3) }, dirtyRing));
  return parts.length === 1
    ? { type: 'Polygon', coordinates: parts[0]! }
    : { type: 'MultiPolygon', coordinates: parts };
}

describe('random outlines', () => {
  for (const seed of [1, 2, 3, 4]) {
    it(`come out valid by the naive model, repaired or not, 500 of them (seed ${seed})`, () => {
      const random = seeded(seed);
      let kept = 0;
      for (let i = 0; i < 500; i++) {
        const dirty = dirtyArea(random);
        const { geometry, status, faults } = check(dirty, { feature: i });
        expect(faults.some(({ severity }) => severity === 'quarantine')).toBe(status === 'quarantined');
        if (!geometry) continue;
        kept++;
        expect(isPlainlyValid(geometry), JSON.stringify(dirty)).toBe(true);
        expect(verdict(geometry), JSON.stringify(dirty)).toBe('valid');
      }
      expect(kept).toBeGreaterThan(50);
    });
  }

  it('that are valid are left alone (seed 5)', () => {
    const random = seeded(5);
    for (let i = 0; i < 500; i++) {
      const geometry = randomArea(random);
      const checked = check(geometry, { feature: i });
      expect(checked).toMatchObject({ status: 'valid', faults: [] });
      expect(checked.geometry).toEqual(geometry);
    }
  });
});

describe.runIf(hasGdal)(`random outlines with GEOS${gdalNote}`, () => {
  it('come out valid by GEOS, and what is called valid or invalid GEOS calls so too (seeds 6, 7)', () => {
    const folder = temporaryFolder();
    const features: string[] = [];
    const add = (geometry: Geometry, kind: string): number =>
      features.push(JSON.stringify({ type: 'Feature', properties: { kind, n: features.length }, geometry }));
    for (const seed of [6, 7]) {
      const random = seeded(seed);
      for (let i = 0; i < 1_500; i++) {
        const dirty = dirtyArea(random);
        const { geometry, status } = check(dirty, { feature: i });
        if (geometry) add(geometry, 'result');
        const closed = partsOf(dirty).every((part) =>
          part.every((each) => `${each[0]}` === `${each.at(-1)}`),
        );
        if (closed) add(dirty, status === 'valid' ? 'called valid' : 'called invalid');
      }
    }
    const path = join(folder, 'random.geojson');
    writeFileSync(path, `{"type":"FeatureCollection","features":[${features.join(',')}]}`);
    const counts = (what: string): Record<string, number> => {
      const text = gdal(
        'ogr2ogr',
        '-f',
        'CSV',
        '/vsistdout/',
        path,
        '-dialect',
        'sqlite',
        '-sql',
        `select kind, count(*) as n from random where ST_IsValid(geometry) = ${what} group by kind`,
      );
      return Object.fromEntries(
        [...text.matchAll(/^"?([^",]+)"?,"?(\d+)/gm)].map((match) => [match[1]!, Number(match[2])]),
      );
    };
    const invalid = counts('0');
    expect(invalid['result'] ?? 0).toBe(0);
    expect(invalid['called valid'] ?? 0).toBe(0);
    expect(invalid['called invalid'] ?? 0).toBeGreaterThan(500);
    expect(counts('1')['result']).toBeGreaterThan(200);
  });
});
