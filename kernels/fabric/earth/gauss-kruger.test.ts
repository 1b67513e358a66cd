import fc from 'fast-check';
import proj4 from 'proj4';
import { expect, test } from 'vitest';
import { gaussKruger } from './gauss-kruger.ts';
import { remembering } from './remembering.ts';

const out = new Float64Array(2);

test('the control point of Dongguan, zone 38 with prefix', () => {
  gaussKruger({ centralMeridianDeg: 114, falseEastingM: 38_500_000 }).forward(113.7518, 23.0207, out);
  expect(out[0]).toBeCloseTo(38_474_557.733, 3);
  expect(out[1]).toBeCloseTo(2_546_851.533, 3);
});

test('agrees with proj4 to 0.1 mm within 3° of the meridian, both ways (seed 4526)', () => {
  const zone = gaussKruger({ centralMeridianDeg: 114, falseEastingM: 500_000 });
  const peer = proj4(
    '+proj=tmerc +lat_0=0 +lon_0=114 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs',
  );
  const degrees = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  fc.assert(
    fc.property(degrees(111, 117), degrees(-60, 80), (lon, lat) => {
      zone.forward(lon, lat, out);
      const [east, north] = peer.forward([lon, lat]);
      expect(Math.abs(out[0]! - east!)).toBeLessThan(1e-4);
      expect(Math.abs(out[1]! - north!)).toBeLessThan(1e-4);
      zone.inverse(out[0]!, out[1]!, out);
      expect(Math.abs(out[0]! - lon)).toBeLessThan(1e-10);
      expect(Math.abs(out[1]! - lat)).toBeLessThan(1e-10);
    }),
    { seed: 4526, numRuns: 2000 },
  );
});

test('remembered points are the same to the last bit, whatever pushes others out (seed 32768)', () => {
  const zone = gaussKruger({ centralMeridianDeg: 114, falseEastingM: 500_000 });
  const remembered = remembering(zone);
  const again = new Float64Array(2);
  // A bit apart: many share a place.
  const near = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }));
  fc.assert(
    fc.property(fc.array(near, { minLength: 200, maxLength: 2000 }), (steps) => {
      for (const [i, k] of steps) {
        const [lon, lat] = [113.75 + i * 2 ** -40, 23.02 + k * 2 ** -42];
        zone.forward(lon, lat, out);
        remembered.forward(lon, lat, again);
        expect([again[0], again[1]]).toEqual([out[0], out[1]]);
        remembered.forward(lon, lat, again);
        expect([again[0], again[1]]).toEqual([out[0], out[1]]);
      }
    }),
    { seed: 32768, numRuns: 20 },
  );
});
