import { gaussKruger } from '@lizhu/fabric';
import type { Crs } from './crs.ts';

/**
 * The CGCS2000 Gauss-Krüger systems of the EPSG registry:
 *
 *     4513–4533  3° zones 25–45, easting prefixed with the zone    4534–4554  the same by central meridian 75–135
 *     4491–4501  6° zones 13–23, easting prefixed with the zone    4502–4512  the same by central meridian 75–135
 */
export interface GaussKrugerZone {
  readonly epsg: number;
  readonly widthDeg: 3 | 6;
  readonly zone: number;
  readonly centralMeridianDeg: number;
  readonly prefixed: boolean;
}

export const gaussKrugerZones: readonly GaussKrugerZone[] = [
  ...Array.from({ length: 21 }, (_, i) => zoneOf(4513 + i, 3, 25 + i, true)),
  ...Array.from({ length: 21 }, (_, i) => zoneOf(4534 + i, 3, 25 + i, false)),
  ...Array.from({ length: 11 }, (_, i) => zoneOf(4491 + i, 6, 13 + i, true)),
  ...Array.from({ length: 11 }, (_, i) => zoneOf(4502 + i, 6, 13 + i, false)),
];

function zoneOf(epsg: number, widthDeg: 3 | 6, zone: number, prefixed: boolean): GaussKrugerZone {
  return { epsg, widthDeg, zone, centralMeridianDeg: widthDeg === 3 ? zone * 3 : zone * 6 - 3, prefixed };
}

/** The zone of a given width and central meridian (or number), with or without prefix; undefined where there is none. */
export function findZone(wanted: Partial<GaussKrugerZone>): GaussKrugerZone | undefined {
  const keys = Object.keys(wanted) as (keyof GaussKrugerZone)[];
  return gaussKrugerZones.find((zone) => keys.every((key) => zone[key] === wanted[key]));
}

/** Metres to either side of the central meridian in which data of a zone may plausibly lie. */
const REACH_M = { 3: 300_000, 6: 450_000 } as const;
/** Beyond this a coordinate is of another zone, without its prefix, or no metre at all; a province is not so wide. */
const BEYOND_M = 700_000;
const NORTHING_MAX_M = 6_500_000;

export function gaussKrugerCrs(zone: GaussKrugerZone): Crs {
  const falseEastingM = zone.prefixed ? zone.zone * 1_000_000 + 500_000 : 500_000;
  const projection = gaussKruger({ centralMeridianDeg: zone.centralMeridianDeg, falseEastingM });
  const out = new Float64Array(2);
  const reach = REACH_M[zone.widthDeg];
  const esriName =
    zone.widthDeg === 3
      ? zone.prefixed
        ? `CGCS2000_3_Degree_GK_Zone_${zone.zone}`
        : `CGCS2000_3_Degree_GK_CM_${zone.centralMeridianDeg}E`
      : zone.prefixed
        ? `CGCS2000_GK_Zone_${zone.zone}`
        : `CGCS2000_GK_CM_${zone.centralMeridianDeg}E`;
  const id = `EPSG:${zone.epsg}`;
  return {
    id,
    label: id,
    epsg: zone.epsg,
    geographic: false,
    caveat: null,
    name: {
      zh: `CGCS2000 ${zone.widthDeg} 度带${zone.prefixed ? `第 ${zone.zone} 带（横坐标带带号）` : `中央经线 ${zone.centralMeridianDeg}°（横坐标不带带号）`}`,
      en: `CGCS2000 / ${zone.widthDeg}-degree Gauss-Kruger ${zone.prefixed ? `zone ${zone.zone}` : `CM ${zone.centralMeridianDeg}E`}`,
    },
    wkt: `PROJCS["${esriName}",${cgcs2000Wkt},PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",${falseEastingM}.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",${zone.centralMeridianDeg}.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`,
    extent: [falseEastingM - reach, 300_000, falseEastingM + reach, 6_100_000],
    toLonLat(x, y) {
      if (!(Math.abs(x - falseEastingM) <= BEYOND_M && y >= 0 && y <= NORTHING_MAX_M)) return beyond(x, y);
      projection.inverse(x, y, out);
      return [out[0]!, out[1]!];
    },
    fromLonLat(lon, lat) {
      projection.forward(lon, lat, out);
      return [out[0]!, out[1]!];
    },
  };
}

/** What cannot be of the system stays off the globe, where the check finds it with the numbers of the file. */
function beyond(x: number, y: number): [number, number] {
  return Math.abs(x) > 180 || Math.abs(y) > 90 ? [x, y] : [Number.NaN, Number.NaN];
}

export const cgcs2000Wkt =
  'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';
