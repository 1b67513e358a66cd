import type { Format, Recognition } from '../format.ts';
import { openShapefile } from './read-shapefile.ts';
import { SHP_FILE_CODE } from './shp-records.ts';
import { createShapefile } from './write-shapefile.ts';

/** ESRI Shapefile: one or several in a zip archive, or a bare `.shp` with its companions beside it. */
export const shapefile: Format = {
  id: 'shapefile',
  name: { zh: 'Shapefile（zip）', en: 'Shapefile (zip)' },
  extensions: ['.zip', '.shp', '.shz'],
  recognise,
  open: openShapefile,
  create: createShapefile,
};

/** What the zip archives of Office documents begin with. */
const OFFICE = /\[Content_Types\]\.xml|^PK[\s\S]{28}(?:_rels|xl|docProps|word|ppt)\//;

function recognise(head: Uint8Array): Recognition | null {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  if (bytes.length >= 100 && bytes.readInt32BE(0) === SHP_FILE_CODE && bytes.readInt32LE(28) === 1000) {
    return { confidence: 'certain', evidence: { zh: '.shp 文件头', en: 'the header of a .shp file' } };
  }
  const text = bytes.toString('latin1');
  const isZip = bytes.length > 4 && text.startsWith('PK') && bytes[2]! + 1 === bytes[3]!;
  if (!isZip || OFFICE.test(text)) return null;
  if (/\.(shp|shx|dbf|prj|cpg)/i.test(text)) {
    return {
      confidence: 'certain',
      evidence: { zh: 'zip 压缩包，含 Shapefile', en: 'a zip archive with a Shapefile' },
    };
  }
  return { confidence: 'likely', evidence: { zh: 'zip 压缩包', en: 'a zip archive' } };
}
