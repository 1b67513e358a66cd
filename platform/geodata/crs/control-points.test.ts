import proj4 from 'proj4';
import { describe, expect, it } from 'vitest';
import { seeded } from '../test/random-areas.ts';
import { gaussKrugerZones } from './gauss-kruger-crs.ts';
import { resolveCrs } from './resolve-crs.ts';

/** Dongguan: computed with proj4 and an independent Krüger series, which agree. */
const lonLat = [113.7518, 23.0207] as const;
const controlPoints = [
  ['EPSG:4490', 113.7518, 23.0207],
  ['EPSG:4326', 113.7518, 23.0207],
  ['EPSG:4526', 38474557.733, 2546851.533],
  ['EPSG:4547', 474557.733, 2546851.533],
] as const;

describe('control point 113.7518°E 23.0207°N', () => {
  for (const [id, x, y] of controlPoints) {
    it(`lies at ${x}, ${y} in ${id}, and comes back`, () => {
      const crs = resolveCrs(id);
      const [foundX, foundY] = crs.fromLonLat(...lonLat);
      expect(foundX).toBeCloseTo(x, 3);
      expect(foundY).toBeCloseTo(y, 3);
      const [lon, lat] = crs.toLonLat(x, y);
      expect(lon).toBeCloseTo(lonLat[0], 7);
      expect(lat).toBeCloseTo(lonLat[1], 7);
    });
  }

  it('is shifted by about 611 m in GCJ-02 and by more in BD-09, and comes back to a hundredth of a millimetre', () => {
    const metres = ([lon, lat]: readonly [number, number]): number =>
      Math.hypot((lon - lonLat[0]) * 111_319 * Math.cos(0.4018), (lat - lonLat[1]) * 110_770);
    const gcj = resolveCrs('GCJ-02');
    const bd = resolveCrs('BD-09');
    expect(metres(gcj.fromLonLat(...lonLat))).toBeGreaterThan(600);
    expect(metres(gcj.fromLonLat(...lonLat))).toBeLessThan(620);
    expect(metres(bd.fromLonLat(...lonLat))).toBeGreaterThan(700);
    for (const crs of [gcj, bd]) {
      expect(metres(crs.toLonLat(...crs.fromLonLat(...lonLat)))).toBeLessThan(1e-5);
    }
  });

  // Published pair of the transform in wide use: WGS 84 39.90734, 116.39089 in Beijing.
  it('agrees with published values of the transforms in Beijing', () => {
    const [gcjLon, gcjLat] = resolveCrs('GCJ-02').fromLonLat(116.404, 39.915);
    expect(gcjLon).toBeCloseTo(116.41024449916938, 6);
    expect(gcjLat).toBeCloseTo(39.91640428150164, 6);
    const [bdLon, bdLat] = resolveCrs('BD-09').fromLonLat(116.404, 39.915);
    expect(bdLon).toBeCloseTo(116.41662724378733, 6);
    expect(bdLat).toBeCloseTo(39.922699552216216, 6);
  });

  it('leaves places outside China where they are in GCJ-02', () => {
    expect(resolveCrs('GCJ-02').fromLonLat(-71.1, 42.4)).toEqual([-71.1, 42.4]);
  });
});

describe('all CGCS2000 Gauss-Krüger zones against proj4', () => {
  it('agrees to a hundredth of a millimetre within each zone (seed 4513)', () => {
    const random = seeded(4513);
    expect(gaussKrugerZones).toHaveLength(64);
    for (const zone of gaussKrugerZones) {
      const falseEastingM = (zone.prefixed ? zone.zone * 1_000_000 : 0) + 500_000;
      const definition = `+proj=tmerc +lat_0=0 +lon_0=${zone.centralMeridianDeg} +k=1 +x_0=${falseEastingM} +y_0=0 +ellps=GRS80 +units=m +no_defs`;
      const crs = resolveCrs(`EPSG:${zone.epsg}`);
      for (let i = 0; i < 20; i++) {
        const lon = zone.centralMeridianDeg + (random() - 0.5) * zone.widthDeg;
        const lat = 4 + random() * 49;
        const [x, y] = crs.fromLonLat(lon, lat);
        const [theirX, theirY] = proj4(definition).forward([lon, lat]) as [number, number];
        expect(Math.hypot(x - theirX, y - theirY), `${crs.id} at ${lon}, ${lat}`).toBeLessThan(1e-5);
        const [backLon, backLat] = crs.toLonLat(x, y);
        expect(Math.hypot(backLon - lon, backLat - lat)).toBeLessThan(1e-10);
      }
    }
  });

  it('numbers them as the EPSG registry does', () => {
    const epsgOf = (widthDeg: number, zone: number, prefixed: boolean): number | undefined =>
      gaussKrugerZones.find(
        (each) => each.widthDeg === widthDeg && each.zone === zone && each.prefixed === prefixed,
      )?.epsg;
    expect(epsgOf(3, 38, true)).toBe(4526);
    expect(epsgOf(3, 38, false)).toBe(4547);
    expect(epsgOf(3, 25, true)).toBe(4513);
    expect(epsgOf(3, 45, false)).toBe(4554);
    expect(epsgOf(6, 13, true)).toBe(4491);
    expect(epsgOf(6, 20, false)).toBe(4509);
  });
});
