import { describe, expect, it } from 'vitest';
import { GeodataError } from '../geodata-error.ts';
import { gdal, gdalNote, hasGdal } from '../test/gdal.ts';
import { gaussKrugerZones } from './gauss-kruger-crs.ts';
import { knownCrsIds, resolveCrs } from './resolve-crs.ts';

describe('names of coordinate systems', () => {
  for (const [text, id] of [
    ['4526', 'EPSG:4526'],
    ['epsg:4526', 'EPSG:4526'],
    [' EPSG::4526 ', 'EPSG:4526'],
    ['urn:ogc:def:crs:EPSG::4547', 'EPSG:4547'],
    ['urn:ogc:def:crs:EPSG:6.9:4547', 'EPSG:4547'],
    ['http://www.opengis.net/def/crs/EPSG/0/4490', 'EPSG:4490'],
    ['urn:ogc:def:crs:OGC:1.3:CRS84', 'EPSG:4326'],
    ['CRS84', 'EPSG:4326'],
    ['WGS 84', 'EPSG:4326'],
    ['CGCS2000', 'EPSG:4490'],
    ['gcj02', 'GCJ-02'],
    ['BD-09', 'BD-09'],
    ['EPSG:4490+yx', 'EPSG:4490+yx'],
    ['900913', 'EPSG:3857'],
  ] as const) {
    it(`takes "${text}" for ${id}`, () => expect(resolveCrs(text).id).toBe(id));
  }

  it('takes back every id that it gives', () => {
    for (const id of knownCrsIds()) expect(resolveCrs(id).id).toBe(id);
  });

  for (const text of [
    'EPSG:2362',
    'EPSG:4610',
    'EPSG:2433',
    'EPSG:4214',
    '+proj=tmerc +lon_0=114 +ellps=krass',
  ]) {
    it(`refuses ${text}, a datum that needs local parameters`, () => {
      expect(() => resolveCrs(text)).toThrow(expect.objectContaining({ code: 'crs-unsupported' }));
    });
  }

  for (const text of [
    '',
    'EPSG:1',
    'nonsense',
    'PROJCS[',
    '+proj=nothing',
    '4526; drop table',
    'x'.repeat(1e6),
  ]) {
    it(`says what is known where it is asked for "${text.slice(0, 20)}"`, () => {
      expect(() => resolveCrs(text)).toThrow(GeodataError);
    });
  }

  it('swaps the axes of a system whose name ends in +yx', () => {
    const [north, east] = resolveCrs('EPSG:4526+yx').fromLonLat(113.7518, 23.0207);
    expect(north).toBeCloseTo(2546851.533, 3);
    expect(east).toBeCloseTo(38474557.733, 3);
    expect(resolveCrs('4490 +YX').toLonLat(23, 113)).toEqual([113, 23]);
  });
});

describe('WKT of .prj files', () => {
  it('takes the WKT that it writes for the same system, whatever the name says', () => {
    for (const id of knownCrsIds()) {
      const { wkt } = resolveCrs(id);
      if (wkt !== null) expect(resolveCrs(wkt).id, id).toBe(id);
    }
    expect(resolveCrs(resolveCrs('EPSG:32650').wkt!).id).toBe('EPSG:32650');
    expect(resolveCrs(resolveCrs('EPSG:32719').wkt!).id).toBe('EPSG:32719');
  });

  it('believes the parameters, not a wrong code in the text', () => {
    const wrong = resolveCrs('EPSG:4526').wkt!.replace(/\]$/, ',AUTHORITY["EPSG","4508"]]');
    expect(resolveCrs(wrong).id).toBe('EPSG:4526');
  });

  it('refuses a local datum in words', () => {
    const xian =
      'PROJCS["Xian_1980_3_Degree_GK_Zone_38",GEOGCS["GCS_Xian_1980",DATUM["D_Xian_1980",SPHEROID["Xian_1980",6378140.0,298.257]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",38500000.0],PARAMETER["Central_Meridian",114.0],UNIT["Meter",1.0]]';
    expect(() => resolveCrs(xian)).toThrow(/D_Xian_1980 is a local or former datum/);
  });
});

describe.runIf(hasGdal)(`WKT with GDAL${gdalNote}`, () => {
  it('writes WKT in which GDAL finds the system, and takes the WKT that GDAL writes', () => {
    const some = [4490, 4326, 4526, 4547, 4513, 4554, 4498, 4509, 32650, 3857];
    for (const code of some) {
      const esri = gdal('gdalsrsinfo', '-o', 'wkt_esri', '--single-line', `EPSG:${code}`).trim();
      expect(resolveCrs(esri).id, esri).toBe(`EPSG:${code}`);
      const wkt2 = gdal('gdalsrsinfo', '-o', 'wkt2', '--single-line', `EPSG:${code}`).trim();
      expect(resolveCrs(wkt2).id, wkt2).toBe(`EPSG:${code}`);
      const ours = resolveCrs(`EPSG:${code}`).wkt!;
      const found = gdal('gdalsrsinfo', '-e', '-o', 'epsg', ours);
      expect(found, ours).toContain(`EPSG:${code}`);
    }
    expect(gaussKrugerZones.length).toBeGreaterThan(0);
  });
});
