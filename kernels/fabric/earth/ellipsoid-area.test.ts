import fc from 'fast-check';
import { Geodesic } from 'geographiclib-geodesic';
import { expect, test } from 'vitest';
import { PolygonsBuilder } from '../polygons/polygons.ts';
import { ellipsoidAreaSqm, ellipsoidAreasSqm, multiPolygonEllipsoidAreaSqm } from './ellipsoid-area.ts';
import { gaussKruger } from './gauss-kruger.ts';
import { addLonLatPolygon } from './lonlat.ts';

test('area.1: the published cell of one minute by one minute', () => {
  const [w, s, e, n] = [114, 23, 114 + 1 / 60, 23 + 1 / 60];
  expect(Math.abs(ellipsoidAreaSqm([w, s, e, s, e, n, w, n]) - 3_153_630.958)).toBeLessThan(1e-3);
});

test('area.2: agrees with GeographicLib to 1e-6 on 10,000 random polygons of 40 m to 20 km (seed 4490)', () => {
  const ellipsoid = new Geodesic.Geodesic(6_378_137, 1 / 298.257222101);
  let worst = 0;
  fc.assert(
    fc.property(
      fc.double({ min: 73, max: 136, noNaN: true }),
      fc.double({ min: 3, max: 54, noNaN: true }),
      fc.array(fc.double({ min: 0.4, max: 1, noNaN: true }), { minLength: 3, maxLength: 24 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: -3.7, max: -1, noNaN: true }),
      (lon, lat, radii, turn, logSize) => {
        const ring = radii.flatMap((radius, i) => {
          const angle = (2 * Math.PI * (i + turn)) / radii.length;
          return [
            lon + radius * 10 ** logSize * Math.cos(angle),
            lat + radius * 10 ** logSize * Math.sin(angle),
          ];
        });
        const polygon = ellipsoid.Polygon(false);
        for (let i = 0; i < ring.length; i += 2) polygon.AddPoint(ring[i + 1]!, ring[i]!);
        const expected = polygon.Compute(false, true).area;
        const error = Math.abs(ellipsoidAreaSqm(ring) / expected! - 1);
        worst = Math.max(worst, error);
        expect(error).toBeLessThan(1e-6);
      },
    ),
    { seed: 4490, numRuns: 10_000 },
  );
  expect(worst).toBeGreaterThan(0);
});

test('area.3: agrees with pieces of 70 m along the straight edges of the plane to 1e-6 (seed 1055)', () => {
  const zone = gaussKruger({ centralMeridianDeg: 114, falseEastingM: 500_000 });
  const out = new Float64Array(2);
  const at = (x: number, y: number): [number, number] => {
    zone.inverse(x, y, out);
    return [out[0]!, out[1]!];
  };
  fc.assert(
    fc.property(
      fc.double({ min: 450_000, max: 550_000, noNaN: true }),
      fc.double({ min: 2_520_000, max: 2_570_000, noNaN: true }),
      fc.array(fc.double({ min: 0.4, max: 1, noNaN: true }), { minLength: 4, maxLength: 24 }),
      fc.double({ min: 20, max: 1000, noNaN: true }),
      (x, y, radii, size) => {
        const corners = radii.map((radius, i) => {
          const angle = (2 * Math.PI * i) / radii.length;
          return [x + radius * size * Math.cos(angle), y + radius * size * Math.sin(angle)] as const;
        });
        const pieces = corners.flatMap(([x1, y1], i) => {
          const [x2, y2] = corners[(i + 1) % corners.length]!;
          const count = Math.floor(Math.hypot(x2 - x1, y2 - y1) / 70) + 1;
          return Array.from({ length: count }, (_, k) =>
            at(x1 + (k / count) * (x2 - x1), y1 + (k / count) * (y2 - y1)),
          ).flat();
        });
        const area = ellipsoidAreaSqm(corners.flatMap(([cx, cy]) => at(cx, cy)));
        expect(Math.abs(area / ellipsoidAreaSqm(pieces) - 1)).toBeLessThan(1e-6);
      },
    ),
    { seed: 1055, numRuns: 500 },
  );
});

test('area.4: polygons of the plane have the area of their longitudes and latitudes, holes off', () => {
  const zone = gaussKruger({ centralMeridianDeg: 114, falseEastingM: 500_000 });
  const square = (x: number, y: number, d: number) => [
    [x, y],
    [x + d, y + d / 9],
    [x + d, y + d / 2],
    [x, y + d],
  ];
  const coordinates = [[square(114, 23, 0.01), square(114.003, 23.003, 0.001)], [square(114.1, 23, 0.002)]];
  const builder = new PolygonsBuilder({ originX: 500_000, originY: 2_540_000 });
  addLonLatPolygon(builder, zone, coordinates);
  builder.beginPolygon();
  const [area, empty] = ellipsoidAreasSqm(builder.finish(), zone);
  expect(area! / multiPolygonEllipsoidAreaSqm(coordinates) - 1).toBeCloseTo(0, 6);
  expect(empty).toBe(0);
});

test('area.4: direction, start and closing point do not matter; holes come off', () => {
  const ring = [114, 23, 114.01, 23.002, 114.008, 23.01, 113.999, 23.007];
  const reversed = [113.999, 23.007, 114.008, 23.01, 114.01, 23.002, 114, 23];
  expect(ellipsoidAreaSqm([...ring, 114, 23])).toBeCloseTo(ellipsoidAreaSqm(ring), 6);
  expect(ellipsoidAreaSqm(reversed)).toBeCloseTo(ellipsoidAreaSqm(ring), 4);
  const square = (x: number, y: number, d: number) => [
    [x, y],
    [x + d, y],
    [x + d, y + d],
    [x, y + d],
  ];
  const whole = multiPolygonEllipsoidAreaSqm([[square(114, 23, 0.01)]]);
  const holed = multiPolygonEllipsoidAreaSqm([[square(114, 23, 0.01), square(114.004, 23.004, 0.001)]]);
  expect(whole - holed).toBeCloseTo(multiPolygonEllipsoidAreaSqm([[square(114.004, 23.004, 0.001)]]), 6);
});
