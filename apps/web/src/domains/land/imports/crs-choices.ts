import type { Bilingual } from '@lizhu/programme/contract';

export interface CrsChoice {
  readonly id: string;
  readonly name: Bilingual;
}

const zone = (epsg: number, zh: string, en: string): CrsChoice => ({ id: `EPSG:${epsg}`, name: { zh, en } });

/** The coordinate systems that a file may be declared to have: CGCS2000 in degrees and all its 3° zones, and the offsets. */
export const crsChoices: readonly CrsChoice[] = [
  zone(4490, 'CGCS2000 经纬度', 'CGCS2000 longitude, latitude'),
  zone(4326, 'WGS 84 经纬度', 'WGS 84 longitude, latitude'),
  { id: 'GCJ-02', name: { zh: 'GCJ-02（高德、腾讯）', en: 'GCJ-02 (Amap, Tencent)' } },
  { id: 'BD-09', name: { zh: 'BD-09（百度）', en: 'BD-09 (Baidu)' } },
  ...Array.from({ length: 21 }, (_, index) =>
    zone(
      4534 + index,
      `CGCS2000 3° 带，中央子午线 ${75 + 3 * index}°E，无带号`,
      `CGCS2000 3°, meridian ${75 + 3 * index}°E, no zone prefix`,
    ),
  ),
  ...Array.from({ length: 21 }, (_, index) =>
    zone(
      4513 + index,
      `CGCS2000 3° 带，第 ${25 + index} 带，有带号`,
      `CGCS2000 3° zone ${25 + index}, zone prefix`,
    ),
  ),
  zone(3857, 'Web 墨卡托', 'Web Mercator'),
];

const SWAPPED = '+yx';

/** Whether the axes come in the other order than the format has them. */
export function isSwapped(crs: string): boolean {
  return crs.endsWith(SWAPPED);
}

export function withOrder(crs: string, swapped: boolean): string {
  const plain = isSwapped(crs) ? crs.slice(0, -SWAPPED.length) : crs;
  return swapped ? plain + SWAPPED : plain;
}
