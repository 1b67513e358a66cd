import { GeodataError } from '../geodata-error.ts';
import { type Crs, northFirst } from './crs.ts';
import { describedCrs } from './described-crs.ts';
import { findZone, gaussKrugerCrs, gaussKrugerZones } from './gauss-kruger-crs.ts';
import { bd09, cgcs2000, gcj02, wgs84 } from './geographic-crs.ts';
import { localDatumError } from './proj-crs.ts';
import { utmCrs, webMercator } from './wgs84-projected-crs.ts';

/**
 * The coordinate system that a text names:
 *
 *     EPSG:4526   4526   urn:ogc:def:crs:EPSG::4526   http://www.opengis.net/def/crs/EPSG/0/4526   CRS84
 *     CGCS2000    WGS84  GCJ-02   BD-09   a WKT definition   a proj4 string
 *
 * With `+yx` at its end the data has north (latitude) first.
 *
 * @throws GeodataError `crs-unknown`, or `crs-unsupported` for a datum that needs local transformation parameters.
 */
export function resolveCrs(text: string): Crs {
  const trimmed = text.trim();
  const swapped = /^(.*\S)\s*\+\s*yx$/is.exec(trimmed);
  if (swapped) return northFirst(resolveCrs(swapped[1]!));
  const known = cache.get(trimmed);
  if (known) return known;
  const crs = resolved(trimmed);
  if (cache.size < 200) cache.set(trimmed, crs);
  return crs;
}

const cache = new Map<string, Crs>();

function resolved(text: string): Crs {
  if (/^[A-Z_]+\s*[[(]/i.test(text) || text.startsWith('+')) return describedCrs(text);
  const plain = text.toLowerCase().replace(/[\s_-]/g, '');
  const named = byName[plain];
  if (named) return named;
  const code =
    /^(?:epsg:{1,2}|urn:(?:x-)?ogc:def:crs:epsg:[\d.]*:|https?:\/\/www\.opengis\.net\/(?:def\/crs\/epsg\/[\d.]+\/|gml\/srs\/epsg\.xml#))?(\d{4,6})$/i.exec(
      text,
    )?.[1];
  if (code !== undefined) return byCode(Number(code));
  throw unknownCrs(text);
}

const byName: Readonly<Record<string, Crs>> = {
  cgcs2000: cgcs2000,
  '2000国家大地坐标系': cgcs2000,
  crs84: wgs84,
  'ogc:crs84': wgs84,
  'urn:ogc:def:crs:ogc:1.3:crs84': wgs84,
  'urn:ogc:def:crs:ogc::crs84': wgs84,
  'http://www.opengis.net/def/crs/ogc/1.3/crs84': wgs84,
  wgs84: wgs84,
  wgs1984: wgs84,
  gcj02: gcj02,
  bd09: bd09,
  bd09ll: bd09,
};

function byCode(code: number): Crs {
  if (code === 4490) return cgcs2000;
  if (code === 4326) return wgs84;
  const zone = findZone({ epsg: code });
  if (zone) return gaussKrugerCrs(zone);
  const label = `EPSG:${code}`;
  const utm = /^32([67])(\d\d)$/.exec(String(code));
  if (utm && Number(utm[2]) >= 1 && Number(utm[2]) <= 60) {
    return utmCrs(Number(utm[2]), utm[1] === '6' ? 'N' : 'S');
  }
  if (code === 3857 || code === 900913) return webMercator;
  if ((code >= 2327 && code <= 2442) || code === 4610 || (code >= 21413 && code <= 21483)) {
    throw localDatumError(`${label} (${code <= 2390 || code === 4610 ? "Xi'an 1980" : 'Beijing 1954'})`);
  }
  if (code === 4214) throw localDatumError(`${label} (Beijing 1954)`);
  throw unknownCrs(label);
}

function unknownCrs(text: string): GeodataError {
  const shown = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return new GeodataError('crs-unknown', {
    zh: `不认识坐标系“${shown}”；可用 EPSG:4490、4326、4491–4554（CGCS2000 各带）、3857、326xx/327xx、GCJ-02、BD-09，或 WKT / proj4 文本`,
    en: `unknown coordinate system "${shown}"; use EPSG:4490, 4326, 4491–4554 (the CGCS2000 zones), 3857, 326xx/327xx, GCJ-02, BD-09, or WKT or proj4 text`,
  });
}

/** Every system that has a short name here, for pickers. */
export function knownCrsIds(): string[] {
  return [
    'EPSG:4490',
    'EPSG:4326',
    'GCJ-02',
    'BD-09',
    'EPSG:3857',
    ...gaussKrugerZones.map((zone) => `EPSG:${zone.epsg}`),
  ];
}
