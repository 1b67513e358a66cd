import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWriter, GeodataError, type OutFeature, type WriteOptions } from '@lizhu/geodata';
import { Problem } from '@lizhu/http';
import type { ExportFormat } from './export-format.ts';

/** A written file that waits to be sent. */
export interface WrittenFile {
  readonly path: string;
  /** Removes it; to be called when it was sent or given up. */
  remove(): Promise<void>;
}

const FEATURES_MAX = 1_000_000;

/**
 * Writes features into a file of its own folder; memory holds one feature at a time.
 *
 * @throws Problem `land.export-refused` where the format cannot hold them, `land.export-too-large`
 */
export async function writeExport(
  format: ExportFormat,
  options: WriteOptions,
  features: AsyncIterable<OutFeature> | Iterable<OutFeature>,
): Promise<WrittenFile> {
  const folder = await mkdtemp(join(tmpdir(), 'lizhu-export-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, `export${format.extension}`);
    const writer = await createWriter(path, format.id, options);
    let written = 0;
    try {
      for await (const feature of features) {
        if (++written > FEATURES_MAX) throw new Problem('land.export-too-large', { limit: FEATURES_MAX });
        await writer.write(feature);
      }
    } catch (error) {
      await writer.discard();
      throw error;
    }
    await writer.finish();
    return { path, remove };
  } catch (error) {
    await remove();
    if (error instanceof GeodataError) throw new Problem('land.export-refused', { reason: error.text });
    throw error;
  }
}
