import fc from 'fast-check';
import { Geodesic } from 'geographiclib-geodesic';
import { expect, test } from 'vitest';
import { ellipsoidAreaSqm, multiPolygonEllipsoidAreaSqm } from './ellipsoid-area.ts';

test('the published cell of one minute by one minute', () => {
  const [w, s, e, n] = [114, 23, 114 + 1 / 60, 23 + 1 / 60];
  expect(Math.abs(ellipsoidAreaSqm([w, s, e, s, e, n, w, n]) - 3_153_630.958)).toBeLessThan(1e-3);
});

test('agrees with GeographicLib to 1e-6 on 10,000 random polygons of 40 m to 20 km (seed 4490)', () => {
  const ellipsoid = new Geodesic.Geodesic(6_378_137, 1 / 298.257222101);
  let worst = 0;
  fc.assert(
    fc.property(
      fc.double({ min: 73, max: 136, noNaN: true }),
      fc.double({ min: 3, max: 54, noNaN: true }),
      fc.array(fc.double({ min: 0.4, max: 1, noNaN: true }), { minLength: 3, maxLength: 24 }),
      fc.double({ min: -3.7, max: -1, noNaN: true }),
      (lon, lat, radii, logSize) => {
        const size = 10 ** logSize;
        const ring = radii.flatMap((radius, i) => {
          const angle = (2 * Math.PI * i) / radii.length;
          return [lon + radius * size * Math.cos(angle), lat + radius * size * Math.sin(angle)];
        });
        const polygon = ellipsoid.Polygon(false);
        // GeographicLib joins points by geodesics, the statutory formula by straight lines in longitude and latitude: short
        // steps along those lines make both mean the same edge.
        const steps = Math.ceil(size / 0.0003);
        for (let i = 0; i < ring.length; i += 2) {
          const [x0, y0, x1, y1] = [0, 1, 2, 3].map((k) => ring[(i + k) % ring.length]!) as [
            number,
            number,
            number,
            number,
          ];
          for (let step = 0; step < steps; step++) {
            polygon.AddPoint(y0 + ((y1 - y0) * step) / steps, x0 + ((x1 - x0) * step) / steps);
          }
        }
        const expected = polygon.Compute(false, true).area;
        const error = Math.abs(ellipsoidAreaSqm(ring) / expected - 1);
        worst = Math.max(worst, error);
        expect(error).toBeLessThan(1e-6);
      },
    ),
    { seed: 4490, numRuns: 10_000 },
  );
  expect(worst).toBeGreaterThan(0);
});

test('direction, start and closing point do not matter; holes come off', () => {
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
