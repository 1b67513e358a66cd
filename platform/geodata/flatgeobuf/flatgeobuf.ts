import { FileBytes } from '../file-bytes.ts';
import type { Format, Recognition, Source, WriteOptions } from '../format.ts';
import type { ReadLimits } from '../limits.ts';
import { MAGIC, readHeader } from './flat-header.ts';
import { FlatGeobufReader } from './flatgeobuf-reader.ts';
import { FlatGeobufWriter } from './flatgeobuf-writer.ts';

/** FlatGeobuf 3 (https://flatgeobuf.org): a header, an optional spatial index, features as FlatBuffers. */
export const flatgeobuf: Format = {
  id: 'flatgeobuf',
  name: { zh: 'FlatGeobuf', en: 'FlatGeobuf' },
  extensions: ['.fgb'],

  recognise(head: Uint8Array): Recognition | null {
    if (!MAGIC.every((byte, i) => head[i] === byte)) return null;
    const evidence = { zh: '以 FlatGeobuf 标识开头', en: 'it begins with the mark of FlatGeobuf' };
    return { confidence: 'certain', evidence };
  },

  async open(source: Source, limits: ReadLimits): Promise<FlatGeobufReader> {
    const file = await FileBytes.open(source.path);
    try {
      return new FlatGeobufReader(file, await readHeader(file, limits), source, limits);
    } catch (error) {
      await file.close();
      throw error;
    }
  },

  async create(path: string, options: WriteOptions): Promise<FlatGeobufWriter> {
    return await FlatGeobufWriter.create(path, options);
  },
};
