import { existsSync } from 'node:fs';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withReadingFolder } from '../imports/reading-folder.ts';

test('a reading has a folder while it runs, also when it fails', async () => {
  let held = '';
  const failing = withReadingFolder(async (folder) => {
    held = folder;
    await writeFile(join(folder, 'part.shp'), 'x');
    throw new Error('stopped');
  });
  await expect(failing).rejects.toThrow('stopped');
  expect([held.length > 0, existsSync(held)]).toEqual([true, false]);
});

test('what killed servers left hours ago goes with the next reading; what is at work stays', async () => {
  const [old, young] = [await left(4), await left(1)];
  try {
    await withReadingFolder(async () => {
      expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
    });
  } finally {
    await rm(young, { recursive: true, force: true });
  }
});

/** A folder with a file in it, as it was so many hours ago. */
async function left(hours: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lizhu-reading-'));
  await writeFile(join(folder, 'part.shp'), 'x');
  const then = new Date(Date.now() - hours * 3_600_000);
  await utimes(folder, then, then);
  return folder;
}
