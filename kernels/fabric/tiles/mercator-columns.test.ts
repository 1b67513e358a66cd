import fc from 'fast-check';
import proj4 from 'proj4';
import { expect, test } from 'vitest';
import { gaussKruger } from '../earth/gauss-kruger.ts';
import { type Polygons, PolygonsBuilder } from '../polygons/polygons.ts';
import { mercator, mercatorColumns, WORLD } from './mercator-columns.ts';

const plane = { centralMeridianDeg: 114, falseEastingM: 500_000 };
const METRES_ROUND = 2 * Math.PI * 6_378_137;

/** Triangles at these places, 30 m and 20 m along their legs. */
function triangles(places: readonly (readonly [number, number])[]): Polygons {
  const builder = new PolygonsBuilder({ originX: 500_000, originY: 2_500_000 });
  for (const [x, y] of places) {
    builder.beginPolygon();
    builder.ring([x, y, x + 30, y, x, y + 20], false);
  }
  return builder.finish();
}

test('tile.1: agrees with proj4 to 1 cm within 160 km of the meridian (seed 3857)', () => {
  const peer = proj4(
    '+proj=tmerc +lat_0=0 +lon_0=114 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs',
    '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +no_defs',
  );
  const place = fc.tuple(
    fc.double({ min: 340_000, max: 660_000, noNaN: true }),
    fc.double({ min: 2_000_000, max: 4_500_000, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 20 }), (places) => {
      const polygons = triangles(places);
      const { xs, ys } = mercatorColumns(polygons, gaussKruger(plane));
      const { originX, originY, resolutionM } = polygons;
      for (let ring = 0; ring < polygons.count; ring++) {
        for (let k = 0; k < 3; k++) {
          // Rings run backwards on the map.
          const point = 3 * ring + 2 - k;
          const [x, y] = peer.forward([
            originX + polygons.xs[point]! * resolutionM,
            originY + polygons.ys[point]! * resolutionM,
          ]);
          expect(Math.abs((xs[3 * ring + k]! / WORLD) * METRES_ROUND - x!)).toBeLessThan(0.01);
          expect(Math.abs((-ys[3 * ring + k]! / WORLD) * METRES_ROUND - y!)).toBeLessThan(0.01);
        }
      }
    }),
    { seed: 3857, numRuns: 300 },
  );
});

test('tile.1: patches stay within 0.1 mm of the exact transformation, and neighbours share their points (seed 4096)', () => {
  const projection = gaussKruger(plane);
  const out = new Float64Array(2);
  const place = fc.tuple(
    fc.integer({ min: 400_000, max: 600_000 }),
    fc.integer({ min: 2_400_000, max: 2_700_000 }),
  );
  const rounding = 1 + 0.0001 / (METRES_ROUND / WORLD);
  fc.assert(
    fc.property(place, ([x, y]) => {
      const polygons = triangles([
        [x, y],
        [x, y],
      ]);
      const { xs, ys } = mercatorColumns(polygons, projection);
      expect([...xs.subarray(0, 3)]).toEqual([...xs.subarray(3)]);
      projection.inverse(x, y, out);
      const [u, v] = mercator(out[0]!, out[1]!);
      expect(Math.abs(u - xs[2]! - 0.5)).toBeLessThan(rounding - 0.5);
      expect(Math.abs(v - ys[2]! - 0.5)).toBeLessThan(rounding - 0.5);
    }),
    { seed: 4096, numRuns: 1000 },
  );
});

test('tile.1: shared memory when asked; beyond the map is refused', () => {
  const polygons = triangles([[500_000, 2_500_000]]);
  const { xs } = mercatorColumns(polygons, gaussKruger(plane), { shared: true });
  expect(xs.buffer).toBeInstanceOf(SharedArrayBuffer);
  const pole = new PolygonsBuilder({ originX: 500_000, originY: 9_900_000 });
  pole.beginPolygon();
  pole.ring([500_000, 9_900_000, 500_100, 9_900_000, 500_000, 9_900_100], false);
  expect(() => mercatorColumns(pole.finish(), gaussKruger(plane))).toThrow('beyond Web Mercator');
});
