import type { Crs } from '../crs/crs.ts';
import { gaussKrugerZones } from '../crs/gauss-kruger-crs.ts';

/** A row of gpkg_spatial_ref_sys. */
export interface SrsDefinition {
  readonly srsId: number;
  readonly name: string;
  readonly organization: string;
  readonly organizationId: number;
  /** WKT 1 with the codes of the EPSG registry; `undefined` where the system has none, as the standard asks. */
  readonly definition: string;
}

/** Outside the range of the EPSG registry, for systems that are not in it. */
const OWN_SRS_ID = 990_001;

export function srsDefinition(crs: Crs): SrsDefinition {
  if (crs.epsg === null) {
    return {
      srsId: OWN_SRS_ID,
      name: crs.label,
      organization: 'NONE',
      organizationId: OWN_SRS_ID,
      definition: crs.wkt ?? 'undefined',
    };
  }
  const { name, wkt } = registered(crs, crs.epsg);
  return { srsId: crs.epsg, name, organization: 'EPSG', organizationId: crs.epsg, definition: wkt };
}

const DEGREE =
  'PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]]';
const METRE = 'UNIT["metre",1,AUTHORITY["EPSG","9001"]]';

/** The three rows that every GeoPackage has (OGC 12-128r18, table 3). */
export const requiredSrs: readonly SrsDefinition[] = [
  {
    srsId: -1,
    name: 'Undefined Cartesian SRS',
    organization: 'NONE',
    organizationId: -1,
    definition: 'undefined',
  },
  {
    srsId: 0,
    name: 'Undefined geographic SRS',
    organization: 'NONE',
    organizationId: 0,
    definition: 'undefined',
  },
  {
    srsId: 4326,
    name: 'WGS 84 geodetic',
    organization: 'EPSG',
    organizationId: 4326,
    definition: wgs84Wkt(),
  },
];

function registered(crs: Crs, epsg: number): { name: string; wkt: string } {
  if (epsg === 4326) return { name: 'WGS 84 geodetic', wkt: wgs84Wkt() };
  if (epsg === 4490) return { name: 'China Geodetic Coordinate System 2000', wkt: cgcs2000Wkt() };
  const zone = gaussKrugerZones.find((each) => each.epsg === epsg);
  if (zone) {
    const family = zone.widthDeg === 3 ? '3-degree Gauss-Kruger' : 'Gauss-Kruger';
    const which = zone.prefixed ? `zone ${zone.zone}` : `CM ${zone.centralMeridianDeg}E`;
    const eastingM = zone.prefixed ? zone.zone * 1_000_000 + 500_000 : 500_000;
    const name = `CGCS2000 / ${family} ${which}`;
    return {
      name,
      wkt: transverseMercator(name, cgcs2000Wkt(), zone.centralMeridianDeg, 1, eastingM, 0, epsg),
    };
  }
  const utm = /^32([67])(\d\d)$/.exec(String(epsg));
  if (utm) {
    const number = Number(utm[2]);
    const south = utm[1] === '7';
    const name = `WGS 84 / UTM zone ${number}${south ? 'S' : 'N'}`;
    const northingM = south ? 10_000_000 : 0;
    return {
      name,
      wkt: transverseMercator(name, wgs84Wkt(), number * 6 - 183, 0.9996, 500_000, northingM, epsg),
    };
  }
  if (epsg === 3857) return { name: 'WGS 84 / Pseudo-Mercator', wkt: webMercatorWkt() };
  return { name: crs.name.en, wkt: crs.wkt ?? 'undefined' };
}

function cgcs2000Wkt(): string {
  return `GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101,AUTHORITY["EPSG","1024"]],AUTHORITY["EPSG","1043"]],${DEGREE},AUTHORITY["EPSG","4490"]]`;
}

function wgs84Wkt(): string {
  return `GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],${DEGREE},AUTHORITY["EPSG","4326"]]`;
}

function transverseMercator(
  name: string,
  base: string,
  meridianDeg: number,
  scale: number,
  eastingM: number,
  northingM: number,
  epsg: number,
): string {
  return `PROJCS["${name}",${base},PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",${meridianDeg}],PARAMETER["scale_factor",${scale}],PARAMETER["false_easting",${eastingM}],PARAMETER["false_northing",${northingM}],${METRE},AUTHORITY["EPSG","${epsg}"]]`;
}

function webMercatorWkt(): string {
  return `PROJCS["WGS 84 / Pseudo-Mercator",${wgs84Wkt()},PROJECTION["Mercator_1SP"],PARAMETER["central_meridian",0],PARAMETER["scale_factor",1],PARAMETER["false_easting",0],PARAMETER["false_northing",0],${METRE},EXTENSION["PROJ4","+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext +no_defs"],AUTHORITY["EPSG","3857"]]`;
}
