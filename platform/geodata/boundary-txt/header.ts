import type { CoordinateSample } from '../crs/coordinate-sample.ts';
import { findZone, gaussKrugerCrs } from '../crs/gauss-kruger-crs.ts';
import { cgcs2000 } from '../crs/geographic-crs.ts';
import type { DeclaredCrs } from '../crs/propose-crs.ts';

/** The keys of `[属性描述]` that say where the coordinates lie. */
export const headerKeys = {
  system: '坐标系',
  zoneWidth: '几度分带',
  projection: '投影类型',
  unit: '计量单位',
  zone: '带号',
  precision: '精度',
} as const;

export type Header = ReadonlyMap<string, string>;

/** The part of a header on which the place of a parcel depends, as one text to compare. */
export function systemOf(header: Header): string {
  const { system, zoneWidth, zone, projection, unit } = headerKeys;
  return [system, zoneWidth, zone, projection, unit].map((key) => header.get(key) ?? '').join('|');
}

/**
 * The coordinate system that a header states. Whether eastings carry the zone number the header does not say: the
 * coordinates do.
 */
export function declaredCrsOf(header: Header, sample: CoordinateSample): DeclaredCrs | null {
  const system = header.get(headerKeys.system) ?? '';
  if (system === '') return null;
  const zoneText = header.get(headerKeys.zone) ?? '';
  const widthText = header.get(headerKeys.zoneWidth) ?? '';
  const said = `坐标系=${system}，几度分带=${widthText}，带号=${zoneText}`;
  const where = { zh: `表头（${said}）`, en: `the header (${said})` };
  if (!/2000|CGCS/i.test(system)) {
    const zh = `表头坐标系为“${system}”，不是 2000 国家大地坐标系，须先转换`;
    const en = `the header states "${system}", which is not CGCS2000 and must be converted first`;
    return { crs: null, where: { zh, en } };
  }
  const degrees = /度/.test(header.get(headerKeys.unit) ?? '') || isDegrees(sample);
  if (degrees) return { crs: cgcs2000, where };
  const zone = Number(zoneText);
  if (zoneText === '' || !Number.isInteger(zone)) {
    return { crs: null, where: { zh: '表头没有写带号', en: 'the header states no zone (带号)' } };
  }
  const widthDeg = /^[36]$/.test(widthText) ? (Number(widthText) as 3 | 6) : zone <= 23 ? 6 : 3;
  const [east] = sample.median();
  const found = findZone({ widthDeg, zone, prefixed: east >= 1_000_000 });
  if (!found) {
    const zh = `表头的带号 ${zoneText}（${widthDeg} 度分带）不存在`;
    return {
      crs: null,
      where: { zh, en: `the header's zone ${zoneText} of ${widthDeg} degrees does not exist` },
    };
  }
  return { crs: gaussKrugerCrs(found), where };
}

function isDegrees(sample: CoordinateSample): boolean {
  return sample.count > 0 && sample.share((x, y) => Math.abs(x) <= 180 && Math.abs(y) <= 180) > 0.8;
}
