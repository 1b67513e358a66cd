import type { Bilingual } from '@lizhu/programme/contract';

/** Formats that the server writes. */
export const exportFormats: readonly { readonly key: string; readonly name: Bilingual }[] = [
  { key: 'geojson', name: { zh: 'GeoJSON', en: 'GeoJSON' } },
  { key: 'shapefile', name: { zh: 'Shapefile（zip）', en: 'Shapefile (zip)' } },
  { key: 'geopackage', name: { zh: 'GeoPackage', en: 'GeoPackage' } },
  { key: 'txt', name: { zh: '界址点坐标 TXT', en: 'Boundary-point TXT' } },
  { key: 'flatgeobuf', name: { zh: 'FlatGeobuf', en: 'FlatGeobuf' } },
  { key: 'xlsx', name: { zh: 'Excel', en: 'Excel' } },
  { key: 'csv', name: { zh: 'CSV', en: 'CSV' } },
];

/** Coordinate systems that people here ask for. */
const exportSystems: readonly { readonly key: string; readonly name: Bilingual; readonly degrees?: true }[] =
  [
    { key: 'EPSG:4490', name: { zh: 'CGCS2000 经纬度', en: 'CGCS2000 longitude, latitude' }, degrees: true },
    { key: 'EPSG:4547', name: { zh: 'CGCS2000 3° 带 114°E', en: 'CGCS2000 3° zone 114°E' } },
    { key: 'EPSG:4526', name: { zh: 'CGCS2000 3° 带 38（带号）', en: 'CGCS2000 3° zone 38 (zone prefix)' } },
    { key: 'EPSG:4326', name: { zh: 'WGS 84 经纬度', en: 'WGS 84 longitude, latitude' }, degrees: true },
  ];

/** The systems that a format can be written in: boundary-point TXT knows metres only. */
export function systemsOf(format: string): typeof exportSystems {
  return format === 'txt' ? exportSystems.filter(({ degrees }) => degrees !== true) : exportSystems;
}
