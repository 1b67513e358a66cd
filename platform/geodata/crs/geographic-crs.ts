import { fromBd09, toBd09 } from './bd09.ts';
import type { Crs } from './crs.ts';
import { cgcs2000Wkt } from './gauss-kruger-crs.ts';
import { fromGcj02, toGcj02 } from './gcj02.ts';

const world = [-180, -90, 180, 90] as const;
const same = (x: number, y: number): [number, number] => [x, y];

/** CGCS2000 longitude and latitude: what the house keeps. */
export const cgcs2000: Crs = {
  id: 'EPSG:4490',
  label: 'EPSG:4490',
  epsg: 4490,
  geographic: true,
  name: { zh: 'CGCS2000 经纬度', en: 'CGCS2000 longitude, latitude' },
  caveat: null,
  wkt: cgcs2000Wkt,
  extent: world,
  toLonLat: same,
  fromLonLat: same,
};

/** WGS 84, taken as CGCS2000: the two agree to a few centimetres in their definition (decimetres by epoch). */
export const wgs84: Crs = {
  id: 'EPSG:4326',
  label: 'EPSG:4326',
  epsg: 4326,
  geographic: true,
  name: { zh: 'WGS 84 经纬度（按 CGCS2000 处理）', en: 'WGS 84 longitude, latitude (taken as CGCS2000)' },
  caveat: {
    zh: 'WGS 84 与 CGCS2000 视为相同（相差在分米以内）',
    en: 'WGS 84 is taken as CGCS2000 (they differ by decimetres at most)',
  },
  wkt: 'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]',
  extent: world,
  toLonLat: same,
  fromLonLat: same,
};

const offsetCaveat = {
  zh: '按公开的近似算法纠偏，精度约 1 米，不能用于界址',
  en: 'unshifted by the publicly known approximation, good to about a metre: not for legal boundaries',
};

/** GCJ-02 (Gaode, Tencent). Forgetting it moves a parcel in Dongguan by some 600 m. */
export const gcj02: Crs = {
  id: 'GCJ-02',
  label: 'GCJ-02',
  epsg: null,
  geographic: true,
  name: { zh: 'GCJ-02（高德、腾讯地图坐标）', en: 'GCJ-02 (Gaode, Tencent)' },
  caveat: offsetCaveat,
  wkt: null,
  extent: world,
  toLonLat: fromGcj02,
  fromLonLat: toGcj02,
};

/** BD-09 (Baidu). */
export const bd09: Crs = {
  id: 'BD-09',
  label: 'BD-09',
  epsg: null,
  geographic: true,
  name: { zh: 'BD-09（百度地图坐标）', en: 'BD-09 (Baidu)' },
  caveat: offsetCaveat,
  wkt: null,
  extent: world,
  toLonLat: fromBd09,
  fromLonLat: toBd09,
};
