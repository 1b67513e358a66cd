import type { Crs } from './crs.ts';
import { wgs84 } from './geographic-crs.ts';
import { projCrs } from './proj-crs.ts';

/** WGS 84 / UTM: EPSG:326xx and EPSG:327xx. */
export function utmCrs(zone: number, half: 'N' | 'S'): Crs {
  const code = (half === 'N' ? 32_600 : 32_700) + zone;
  const name = `WGS 84 / UTM zone ${zone}${half}`;
  const definition = `+proj=utm +zone=${zone}${half === 'S' ? ' +south' : ''} +datum=WGS84 +units=m +no_defs`;
  const northing = half === 'S' ? 10_000_000 : 0;
  return {
    ...projCrs(`EPSG:${code}`, definition, code, { zh: name, en: name }),
    wkt: projectedWkt(`WGS_1984_UTM_Zone_${zone}${half}`, 'Transverse_Mercator', [
      ['False_Easting', 500_000],
      ['False_Northing', northing],
      ['Central_Meridian', zone * 6 - 183],
      ['Scale_Factor', 0.9996],
      ['Latitude_Of_Origin', 0],
    ]),
    extent: [-400_000, 0, 1_400_000, 10_000_000],
  };
}

export const webMercator: Crs = {
  ...projCrs(
    'EPSG:3857',
    '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs',
    3857,
    { zh: 'Web 墨卡托', en: 'Web Mercator' },
  ),
  wkt: projectedWkt('WGS_1984_Web_Mercator_Auxiliary_Sphere', 'Mercator_Auxiliary_Sphere', [
    ['False_Easting', 0],
    ['False_Northing', 0],
    ['Central_Meridian', 0],
    ['Standard_Parallel_1', 0],
    ['Auxiliary_Sphere_Type', 0],
  ]),
  extent: [-20_037_509, -20_048_967, 20_037_509, 20_048_967],
};

/** WKT as ESRI writes it to `.prj` files, on WGS 84. */
function projectedWkt(
  name: string,
  projection: string,
  parameters: readonly (readonly [string, number])[],
): string {
  const number = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));
  const list = parameters.map(([key, value]) => `PARAMETER["${key}",${number(value)}]`).join(',');
  return `PROJCS["${name}",${wgs84.wkt},PROJECTION["${projection}"],${list},UNIT["Meter",1.0]]`;
}
