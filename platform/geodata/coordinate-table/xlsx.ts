import type { Format, Recognition, Source, WriteOptions } from '../format.ts';
import type { ReadLimits } from '../limits.ts';
import { TableReader } from './table-reader.ts';
import { WorkbookFile } from './workbook-file.ts';
import { XlsxWriter } from './xlsx-writer.ts';

/** Excel workbooks (ECMA-376) with tables of coordinates; a sheet is a layer. The tables are those of `csv.ts`. */
export const xlsx: Format = {
  id: 'xlsx',
  name: { zh: 'Excel 坐标表', en: 'Excel table of coordinates' },
  extensions: ['.xlsx', '.xlsm'],

  recognise(head: Uint8Array, fileName: string): Recognition | null {
    const names = entryNames(Buffer.from(head.buffer, head.byteOffset, head.byteLength));
    if (names === null) return null;
    if (names.some((name) => name.startsWith('xl/'))) {
      const evidence = { zh: 'zip 压缩包，含 Excel 工作簿', en: 'a zip archive with an Excel workbook' };
      return { confidence: 'certain', evidence };
    }
    if (!/\.xls[xm]$/i.test(fileName)) return null;
    const evidence = {
      zh: 'zip 压缩包，后缀为 Excel 工作簿',
      en: 'a zip archive named as an Excel workbook',
    };
    return { confidence: 'likely', evidence };
  },

  async open(source: Source, limits: ReadLimits): Promise<TableReader> {
    return new TableReader(await WorkbookFile.open(source, limits), limits);
  },

  async create(path: string, options: WriteOptions): Promise<XlsxWriter> {
    return await XlsxWriter.create(path, options);
  },
};

const LOCAL_HEADER = 'PK\x03\x04';
const NAME_AT = 30;

/** The names of the archive's entries that stand in its first bytes; null where it is no archive. */
function entryNames(head: Buffer): string[] | null {
  const names: string[] = [];
  for (let at = head.indexOf(LOCAL_HEADER); at !== -1; at = head.indexOf(LOCAL_HEADER, at + 4)) {
    if (at === 0 || names.length > 0) names.push(head.toString('latin1', at + NAME_AT, at + NAME_AT + 40));
  }
  return names.length > 0 ? names : null;
}
