import { GeodataError } from '../geodata-error.ts';
import type { Crs } from './crs.ts';
import { findZone, type GaussKrugerZone, gaussKrugerCrs } from './gauss-kruger-crs.ts';
import { cgcs2000, wgs84 } from './geographic-crs.ts';
import { localDatumError, projCrs } from './proj-crs.ts';
import { utmCrs, webMercator } from './wgs84-projected-crs.ts';
import { epsgOf, findNode, nodeName, parameterOf, parseWktTree, type WktNode } from './wkt-tree.ts';

/**
 * A coordinate system from its description: the WKT of a `.prj` file, or a proj4 string.
 *
 * The parameters decide, not the name and not the code, since files with a wrong code are in circulation. What is
 * CGCS2000 Gauss-Krüger becomes the EPSG system with these parameters; anything else goes through proj4.
 *
 * @throws GeodataError `crs-unknown` where the text cannot be understood, `crs-unsupported` where the datum is a
 * local one (Beijing 1954, Xi'an 1980, …) and the text gives no transformation to WGS 84.
 */
export function describedCrs(text: string): Crs {
  const trimmed = text.trim();
  if (trimmed.startsWith('+')) return projCrs(trimmed, trimmed, null, { zh: trimmed, en: trimmed });
  const parsed = parseWktTree(trimmed);
  const tree = parsed && findNode(parsed, 'PROJCS', 'PROJCRS', 'PROJECTEDCRS', ...geographicKeywords);
  if (!tree) {
    throw new GeodataError('crs-unknown', {
      zh: '坐标系说明无法识别（不是 WKT）',
      en: 'the description of the coordinate system is not WKT',
    });
  }
  const geographic = geographicKeywords.includes(tree.keyword);
  const datum = datumOf(tree);
  refuseLocalDatum(tree, datum);
  if (geographic && inDegrees(tree)) {
    if (datum === 'cgcs2000') return cgcs2000;
    if (datum === 'wgs84') return wgs84;
  }
  if (datum === 'cgcs2000') {
    const zone = zoneOf(tree);
    if (zone) return gaussKrugerCrs(zone);
  }
  if (datum === 'wgs84') {
    const known = wgs84Projected(tree);
    if (known) return known;
  }
  const name = nodeName(tree) || 'WKT';
  const caveat =
    datum === 'other'
      ? {
          zh: '其大地基准视为 CGCS2000，可能有 1–2 米偏差',
          en: 'its datum is taken as CGCS2000, which may be off by a metre or two',
        }
      : null;
  const code = epsgOf(tree);
  return {
    ...projCrs(trimmed, trimmed, code ?? null, { zh: name, en: name }),
    label: code ? `EPSG:${code}` : name,
    geographic,
    caveat,
  };
}

const geographicKeywords = ['GEOGCS', 'GEOGCRS', 'GEOGRAPHICCRS', 'GEODCRS', 'BASEGEOGCRS'];

function datumOf(tree: WktNode): 'cgcs2000' | 'wgs84' | 'other' {
  const datum = nodeName(findNode(tree, 'DATUM', 'GEODETICDATUM', 'TRF', 'ENSEMBLE'));
  const system = nodeName(findNode(tree, ...geographicKeywords));
  const both = `${datum} ${system}`;
  if (/CGCS|China[_ ]?2000|China[_ ]Geodetic[_ ]Coordinate[_ ]System[_ ]2000|国家2000|2000国家/i.test(both)) {
    return 'cgcs2000';
  }
  return /WGS[_ ]?(19)?84|World[_ ]Geodetic[_ ]System[_ ]1984/i.test(both) ? 'wgs84' : 'other';
}

function refuseLocalDatum(tree: WktNode, datum: string): void {
  if (datum !== 'other') return;
  const ellipsoid = findNode(tree, 'SPHEROID', 'ELLIPSOID');
  const [, axis, inverseFlattening] = ellipsoid?.values ?? [];
  const likeGrs80 = axis === 6378137 && Math.abs(Number(inverseFlattening) - 298.2572) < 0.001;
  if (likeGrs80 || findNode(tree, 'TOWGS84', 'BOUNDCRS')) return;
  const name = nodeName(findNode(tree, 'DATUM', 'GEODETICDATUM', 'TRF')) || nodeName(tree);
  throw localDatumError(name);
}

function inDegrees(tree: WktNode): boolean {
  const unit = findNode(tree, 'UNIT', 'ANGLEUNIT');
  const factor = unit?.values[1];
  return typeof factor !== 'number' || Math.abs(factor - Math.PI / 180) < 1e-9;
}

function zoneOf(tree: WktNode) {
  const method = nodeName(findNode(tree, 'PROJECTION', 'METHOD')).toLowerCase();
  if (!/gauss|transverse[_ ]mercator/.test(method)) return undefined;
  const centralMeridianDeg = parameterOf(tree, 'Central_Meridian', 'Longitude of natural origin');
  const eastingM = parameterOf(tree, 'False_Easting');
  const northingM = parameterOf(tree, 'False_Northing') ?? 0;
  const scale = parameterOf(tree, 'Scale_Factor', 'Scale factor at natural origin') ?? 1;
  const latitude = parameterOf(tree, 'Latitude_Of_Origin', 'Latitude of natural origin') ?? 0;
  if (centralMeridianDeg === undefined || eastingM === undefined) return undefined;
  if (northingM !== 0 || scale !== 1 || latitude !== 0) return undefined;
  // Zones of 3° and 6° with one meridian are one system; the code, or else the name, says which is meant.
  const coded = findZone({ epsg: epsgOf(tree) ?? 0 });
  if (coded && coded.centralMeridianDeg === centralMeridianDeg && eastingOf(coded) === eastingM) return coded;
  const sixDegree = /\b6[_ -]?deg|CGCS2000(_GK_| \/ Gauss-Kruger)/i.test(nodeName(tree));
  for (const widthDeg of sixDegree ? ([6, 3] as const) : ([3, 6] as const)) {
    const plain = findZone({ widthDeg, centralMeridianDeg, prefixed: false });
    if (plain && eastingM === 500_000) return plain;
    const prefixed = findZone({ widthDeg, centralMeridianDeg, prefixed: true });
    if (prefixed && eastingM === eastingOf(prefixed)) return prefixed;
  }
  return undefined;
}

function eastingOf({ zone, prefixed }: GaussKrugerZone): number {
  return (prefixed ? zone * 1_000_000 : 0) + 500_000;
}

function wgs84Projected(tree: WktNode): Crs | undefined {
  const method = nodeName(findNode(tree, 'PROJECTION', 'METHOD')).toLowerCase();
  const parameter = (fallback: number, ...names: string[]): number => parameterOf(tree, ...names) ?? fallback;
  const eastingM = parameter(0, 'False_Easting');
  const northingM = parameter(0, 'False_Northing');
  if (/mercator_auxiliary_sphere|popular visualisation/.test(method)) {
    return eastingM === 0 && northingM === 0 ? webMercator : undefined;
  }
  if (!/^transverse[_ ]mercator$/.test(method)) return undefined;
  const meridianDeg = parameter(Number.NaN, 'Central_Meridian', 'Longitude of natural origin');
  const zone = (meridianDeg + 183) / 6;
  const scale = parameter(1, 'Scale_Factor', 'Scale factor at natural origin');
  const latitude = parameter(0, 'Latitude_Of_Origin', 'Latitude of natural origin');
  const known = Number.isInteger(zone) && zone >= 1 && zone <= 60 && scale === 0.9996 && latitude === 0;
  if (!known || eastingM !== 500_000) return undefined;
  return northingM === 0 ? utmCrs(zone, 'N') : northingM === 10_000_000 ? utmCrs(zone, 'S') : undefined;
}
