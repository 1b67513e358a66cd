import type { Bilingual } from './bilingual.ts';

/** What a file is that is of no format of the house, by its first bytes; null where unknown. */
export function unsupportedKind(head: Uint8Array): Bilingual | null {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const latin = bytes.subarray(0, 4096).toString('latin1');
  for (const [start, kind] of starts) if (latin.startsWith(start)) return kind;
  if (/^(\xff\xfe|\xfe\xff)/.test(latin)) {
    return { zh: 'UTF-16 文本（请另存为 UTF-8 或 GBK）', en: 'text in UTF-16 (save it as UTF-8 or GBK)' };
  }
  if (bytes.subarray(257, 262).toString('latin1') === 'ustar') return { zh: 'tar 归档', en: 'a tar archive' };
  const text = latin.replace(/^\xef\xbb\xbf/, '').trimStart();
  if (/^\{[\s\S]*"type"\s*:\s*"Topology"/.test(text)) return { zh: 'TopoJSON', en: 'TopoJSON' };
  if (/^\{[\s\S]*"geometryType"\s*:\s*"esri/.test(text)) return { zh: 'Esri JSON', en: 'Esri JSON' };
  if (/^<[\s\S]*<kml[\s>]|^<kml[\s>]/.test(text)) return { zh: 'KML', en: 'KML' };
  if (/^<[\s\S]*(opengis\.net\/gml|<gml:|<wfs:FeatureCollection)/.test(text)) return { zh: 'GML', en: 'GML' };
  if (/^<!doctype html|^<html[\s>]/i.test(text)) return { zh: '网页（HTML）', en: 'a web page (HTML)' };
  if (text.startsWith('<?xml')) return { zh: 'XML', en: 'XML' };
  if (/^\s*0\r?\n\s*SECTION\r?\n/.test(text)) return { zh: 'DXF 图纸', en: 'a DXF drawing' };
  if (isDbf(bytes)) {
    return {
      zh: '单独的 .dbf 属性表（须与 .shp 一起压缩为 zip）',
      en: 'a .dbf table alone (zip it with its .shp)',
    };
  }
  return null;
}

const starts: readonly (readonly [string, Bilingual])[] = [
  ['\x1f\x8b', { zh: 'gzip 压缩文件（请先解压）', en: 'gzip data (unpack it first)' }],
  ['7z\xbc\xaf\x27\x1c', { zh: '7z 压缩文件（请改为 zip）', en: 'a 7z archive (use zip)' }],
  ['Rar!\x1a\x07', { zh: 'RAR 压缩文件（请改为 zip）', en: 'a RAR archive (use zip)' }],
  ['BZh', { zh: 'bzip2 压缩文件（请先解压）', en: 'bzip2 data (unpack it first)' }],
  ['\xfd7zXZ\0', { zh: 'xz 压缩文件（请先解压）', en: 'xz data (unpack it first)' }],
  ['%PDF', { zh: 'PDF', en: 'PDF' }],
  ['\x89PNG', { zh: 'PNG 图片', en: 'a PNG image' }],
  ['\xff\xd8\xff', { zh: 'JPEG 图片', en: 'a JPEG image' }],
  ['GIF8', { zh: 'GIF 图片', en: 'a GIF image' }],
  ['II*\0', { zh: 'TIFF 图像', en: 'a TIFF image' }],
  ['MM\0*', { zh: 'TIFF 图像', en: 'a TIFF image' }],
  ['AC10', { zh: 'DWG 图纸', en: 'a DWG drawing' }],
  [
    '\xd0\xcf\x11\xe0',
    { zh: '旧版 Office 文件（.xls、.doc，请另存为 .xlsx）', en: 'an old Office file (save it as .xlsx)' },
  ],
  ['PAR1', { zh: 'Parquet', en: 'Parquet' }],
  [
    'SQLite format 3\0',
    { zh: 'SQLite 数据库，但不是 GeoPackage', en: 'an SQLite database, but no GeoPackage' },
  ],
  ['MZ', { zh: '程序文件', en: 'a program' }],
  ['\x7fELF', { zh: '程序文件', en: 'a program' }],
];

function isDbf(bytes: Buffer): boolean {
  if (bytes.length < 68 || ![0x03, 0x30, 0x31, 0x83, 0x8b, 0xf5].includes(bytes[0]!)) return false;
  const [month, day] = [bytes[2]!, bytes[3]!];
  const headerBytes = bytes.readUInt16LE(8);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && headerBytes % 32 <= 8 && headerBytes >= 65;
}
