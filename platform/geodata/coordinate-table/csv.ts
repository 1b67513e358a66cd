import { proposeEncoding } from '../detect/propose-encoding.ts';
import { FileBytes } from '../file-bytes.ts';
import type { Format, Recognition, Source, WriteOptions } from '../format.ts';
import type { ReadLimits } from '../limits.ts';
import { CsvWriter } from './csv-writer.ts';
import { DelimitedFile, decodedHead, delimiterOf, headRows, markOf } from './delimited-file.ts';
import { findLayout } from './table-layout.ts';
import { TableReader } from './table-reader.ts';

/** Delimited text with coordinates: boundary points, WKT, or points. `table-layout.ts` tells which columns are what. */
export const csv: Format = {
  id: 'csv',
  name: { zh: 'CSV 坐标表', en: 'CSV table of coordinates' },
  extensions: ['.csv', '.tsv'],

  recognise(head: Uint8Array, fileName: string): Recognition | null {
    const text = textOf(head);
    if (text === null) return null;
    const { delimiter } = delimiterOf(text);
    const shown =
      delimiter === '\t' ? { zh: '制表符', en: 'tabs' } : { zh: `“${delimiter}”`, en: `"${delimiter}"` };
    try {
      const { guess } = findLayout(headRows(text, delimiter), null);
      const evidence = {
        zh: `以${shown.zh}分隔的文字；${guess.evidence.zh}`,
        en: `text parted by ${shown.en}; ${guess.evidence.en}`,
      };
      return { confidence: 'likely', evidence };
    } catch {
      if (!/\.(csv|tsv)$/i.test(fileName)) return null;
      const evidence = { zh: `以${shown.zh}分隔的文字`, en: `text parted by ${shown.en}` };
      return { confidence: 'likely', evidence };
    }
  },

  async open(source: Source, limits: ReadLimits): Promise<TableReader> {
    return new TableReader(new DelimitedFile(await FileBytes.open(source.path), source, limits), limits);
  },

  async create(path: string, options: WriteOptions): Promise<CsvWriter> {
    return await CsvWriter.create(path, options);
  },
};

/** The beginning of a file as text; null where it is none, or text of another kind. */
function textOf(head: Uint8Array): string | null {
  const mark = markOf(head);
  if (!mark?.startsWith('UTF-16') && head.includes(0)) return null;
  const encoding = mark ?? proposeEncoding(null, [head]).value;
  if (encoding === null) return null;
  const text = decodedHead(head, encoding);
  return /^\s*[{[<]/.test(text) || text.trim() === '' ? null : text;
}
