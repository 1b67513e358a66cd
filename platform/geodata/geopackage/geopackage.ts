import type { Format, Recognition, Source, WriteOptions } from '../format.ts';
import type { ReadLimits } from '../limits.ts';
import { GeoPackageReader } from './geopackage-reader.ts';
import { GeoPackageWriter } from './geopackage-writer.ts';
import { applicationId, isSqlite, openDatabase } from './open-database.ts';

/** GeoPackage 1.0 to 1.4 (OGC 12-128): an SQLite database with a catalogue of layers. Written as 1.3. */
export const geopackage: Format = {
  id: 'geopackage',
  name: { zh: 'GeoPackage', en: 'GeoPackage' },
  extensions: ['.gpkg'],

  recognise(head: Uint8Array, fileName: string): Recognition | null {
    const named = /\.gpkg$/i.test(fileName);
    if (!isSqlite(head)) return named && looksEncrypted(head) ? encrypted : null;
    const id = applicationId(head);
    if (/^GP(KG|1[01])$/.test(id)) {
      const zh = `SQLite 文件，应用标识为 ${id}`;
      return { confidence: 'certain', evidence: { zh, en: `an SQLite file with the application id ${id}` } };
    }
    if (!named) return null;
    const zh = 'SQLite 文件，后缀为 .gpkg，但没有 GeoPackage 标识';
    return {
      confidence: 'likely',
      evidence: { zh, en: 'an SQLite file named .gpkg, without the mark of a GeoPackage' },
    };
  },

  async open(source: Source, limits: ReadLimits): Promise<GeoPackageReader> {
    const opened = await openDatabase(source.path);
    try {
      return new GeoPackageReader(opened, limits);
    } catch (error) {
      await opened.close();
      throw error;
    }
  },

  async create(path: string, options: WriteOptions): Promise<GeoPackageWriter> {
    return await GeoPackageWriter.create(path, options);
  },
};

const encrypted: Recognition = {
  confidence: 'likely',
  evidence: {
    zh: '后缀为 .gpkg，但内容像是加密或损坏的数据',
    en: 'named .gpkg, but the content looks encrypted or damaged',
  },
};

const packed = [
  '504b',
  '1f8b',
  '377abcaf',
  '52617221',
  '666762',
  '89504e47',
  '25504446',
  'ffd8ff',
  '425a68',
  '28b52ffd',
];

/** Bytes of all values and no known mark at their start. */
function looksEncrypted(head: Uint8Array): boolean {
  if (head.length < 1024) return false;
  const start = Buffer.from(head.subarray(0, 8)).toString('hex');
  if (packed.some((mark) => start.startsWith(mark))) return false;
  return new Set(head.subarray(0, 4096)).size > 220;
}
