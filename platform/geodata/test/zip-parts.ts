import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { extractZip } from '@lizhu/files';
import yazl from 'yazl';
import { temporaryFolder } from './round-trip.ts';

const folder = temporaryFolder();
let archives = 0;

export type Parts = Record<string, Uint8Array>;

/** An archive of these files; returns its path. */
export async function zipOf(parts: Readonly<Parts>): Promise<string> {
  const path = join(folder, `${archives++}.zip`);
  const archive = new yazl.ZipFile();
  for (const [name, bytes] of Object.entries(parts)) archive.addBuffer(Buffer.from(bytes), name);
  archive.end();
  await pipeline(archive.outputStream, createWriteStream(path));
  return path;
}

/** The files of an archive by their names. */
export async function partsOfZip(path: string): Promise<Parts> {
  const { files, faults } = await extractZip(path, await mkdtemp(join(folder, 'unpacked-')));
  if (faults.length > 0) throw new Error(faults[0]!.message.en);
  const parts: Parts = {};
  for (const file of files) parts[file.name] = await readFile(file.path);
  return parts;
}
