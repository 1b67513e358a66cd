import type { FormatId, WriteOptions, Writer } from './format.ts';
import { formatOf } from './formats.ts';

/** Opens a file for writing; it appears at `path` when the writer finishes. */
export async function createWriter(path: string, format: FormatId, options: WriteOptions): Promise<Writer> {
  return await formatOf(format).create(path, options);
}
