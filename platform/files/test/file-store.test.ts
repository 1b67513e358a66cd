import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FileStore, FileTooLargeError } from '../file-store.ts';

let scratch: string;
let counter = 0;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'lizhu-store-'));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

async function newStore(): Promise<{ store: FileStore; folder: string }> {
  const folder = join(scratch, String(counter++), 'files');
  return { store: await FileStore.at(folder), folder };
}

test('a kept file comes back whole, with size and hash, also from a store opened anew', async () => {
  const { store, folder } = await newStore();
  const content = Buffer.concat(Array.from({ length: 300 }, (_, i) => Buffer.alloc(1_000, i)));
  const stored = await store.put(Readable.from([content.subarray(0, 7), content.subarray(7)]), {
    name: '宗地.zip',
    limitBytes: content.length,
  });
  expect(stored).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    name: '宗地.zip',
    bytes: 300_000,
    sha256: createHash('sha256').update(content).digest('hex'),
  });
  const opened = await (await FileStore.at(folder)).open(stored.id);
  expect(opened).toMatchObject(stored);
  expect(await buffer(opened!.stream())).toEqual(content);
});

test.each([
  ['quotes and 1,000 characters', `"'${'长'.repeat(998)}`, `"'${'长'.repeat(998)}`],
  ['more than that', 'x'.repeat(5_000), 'x'.repeat(1_000)],
  ['a path', '../../etc/passwd', '../../etc/passwd'],
  ['control characters', 'a\u0000b\r\nc\u001b[31m', 'abc[31m'],
  ['a lone surrogate', 'a\ud800b', 'ab'],
  ['nothing', '', '?'],
])('a name of %s is kept as a text only', async (_title, given, kept) => {
  const { store, folder } = await newStore();
  const stored = await store.put(Readable.from(['x']), { name: given, limitBytes: 10 });
  expect((await store.open(stored.id))?.name).toBe(kept);
  expect((await readdir(folder)).sort()).toEqual([stored.id, `${stored.id}.json`]);
});

test('what is too large is refused and leaves nothing', async () => {
  const { store, folder } = await newStore();
  const endless = Readable.from(
    (function* () {
      for (;;) yield Buffer.alloc(1_000);
    })(),
  );
  await expect(store.put(endless, { name: 'x', limitBytes: 10_000 })).rejects.toThrow(FileTooLargeError);
  const cut = Object.assign(Readable.from(['abc']), { truncated: true });
  await expect(store.put(cut, { name: 'x', limitBytes: 10 })).rejects.toThrow(
    'Cannot keep the file: it is larger than 10 bytes',
  );
  expect(await readdir(folder)).toEqual([]);
});

test('a stream that breaks leaves nothing', async () => {
  const { store, folder } = await newStore();
  const broken = Readable.from(
    (function* () {
      yield 'abc';
      throw new Error('connection lost');
    })(),
  );
  await expect(store.put(broken, { name: 'x', limitBytes: 10 })).rejects.toThrow('connection lost');
  expect(await readdir(folder)).toEqual([]);
});

test('removed, unknown and strange ids are simply not there', async () => {
  const { store, folder } = await newStore();
  const { id } = await store.put(Readable.from(['x']), { name: 'x', limitBytes: 1 });
  await store.remove(id);
  await store.remove(id);
  await store.remove('../escape');
  expect(await readdir(folder)).toEqual([]);
  for (const strange of [id, '../../../etc/passwd', '', `${id}.json`, id.toUpperCase()]) {
    expect(await store.open(strange)).toBeNull();
  }
});

test('leftovers of a killed process are swept when they are old, whole files never', async () => {
  const { store, folder } = await newStore();
  const kept = await store.put(Readable.from(['x']), { name: 'x', limitBytes: 1 });
  const ids = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
  const leftovers = [`${ids[0]}.part`, ids[1] as string, `${ids[1]}.json.part`];
  for (const name of [...leftovers, `${ids[0]}-young.part`]) await writeFile(join(folder, name), 'x');
  const old = new Date('2021-06-18T00:00:00Z');
  for (const name of [...leftovers, kept.id, `${kept.id}.json`]) await utimes(join(folder, name), old, old);
  const removed = await store.sweep(Date.now(), 3_600_000);
  expect(removed).toBe(3);
  expect((await readdir(folder)).sort()).toEqual([`${ids[0]}-young.part`, kept.id, `${kept.id}.json`].sort());
  expect((await store.open(kept.id))?.bytes).toBe(1);
});
