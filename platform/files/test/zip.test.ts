import { execFileSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import yazl from 'yazl';
import { extractZip } from '../zip/extract-zip.ts';
import { scanZip } from '../zip/scan-zip.ts';
import { type MadeEntry, zipBytes } from './zip-bytes.ts';

const MIB = 1024 * 1024;
let scratch: string;
let counter = 0;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'lizhu-zip-'));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

async function archive(entries: readonly MadeEntry[], declaredCount?: number): Promise<string> {
  const path = join(scratch, `${counter++}.zip`);
  await writeFile(path, zipBytes(entries, declaredCount));
  return path;
}

async function folder(): Promise<string> {
  const path = join(scratch, `out-${counter++}`);
  await mkdir(path);
  return path;
}

function stored(name: string | Uint8Array, text: string, more: Partial<MadeEntry> = {}): MadeEntry {
  const data = Buffer.from(text);
  return { name, data, crc: crc32(data), ...more };
}

const codes = (result: { faults: readonly { code: string }[] }): string[] =>
  result.faults.map(({ code }) => code);

/** Zeros, deflated: `mebibytes` MiB in about as many KiB, made without packing them all. */
function deflatedZeros(mebibytes: number): Buffer {
  const block = deflateRawSync(Buffer.alloc(MIB), { finishFlush: constants.Z_FULL_FLUSH });
  return Buffer.concat([...Array.from({ length: mebibytes }, () => block), deflateRawSync(Buffer.alloc(0))]);
}

describe('a good archive', () => {
  test('comes out as it went in, with folders and Chinese names, whoever wrote it', async () => {
    const contents = new Map([
      ['宗地/地块.shp', Buffer.from('shp')],
      ['宗地/地块.dbf', Buffer.alloc(200_000, 'x')],
      ['readme "quoted".txt', Buffer.alloc(0)],
    ]);
    const zip = new yazl.ZipFile();
    for (const [name, data] of contents) zip.addBuffer(data, name);
    zip.addEmptyDirectory('空');
    zip.end();
    const path = join(scratch, 'good.zip');
    await pipeline(zip.outputStream, createWriteStream(path));

    const scan = await scanZip(path);
    expect(scan.faults).toEqual([]);
    expect(scan.entries.map(({ name }) => name)).toEqual([...contents.keys()]);
    expect(scan.totalBytes).toBe(200_003);
    const { files, faults } = await extractZip(path, await folder());
    expect(faults).toEqual([]);
    for (const file of files) expect(await readFile(file.path)).toEqual(contents.get(file.name));
    expect(files).toHaveLength(3);
  });

  test('random contents survive a journey through another writer (seed 20260218)', async () => {
    const name = fc.string({ unit: fc.constantFrom(...'abc地块é_ -.'), minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(
          fc.tuple(
            name.map((text) => `f${text}`),
            fc.uint8Array({ maxLength: 5_000 }),
          ),
          {
            minLength: 1,
            maxLength: 8,
            selector: ([key]) => key.normalize('NFC').toLowerCase(),
          },
        ),
        async (entries) => {
          const zip = new yazl.ZipFile();
          for (const [key, data] of entries) zip.addBuffer(Buffer.from(data), key);
          zip.end();
          const path = join(scratch, `${counter++}.zip`);
          await pipeline(zip.outputStream, createWriteStream(path));
          const { files, faults } = await extractZip(path, await folder());
          expect(faults).toEqual([]);
          const out = await Promise.all(
            files.map(async (file) => [file.name, new Uint8Array(await readFile(file.path))]),
          );
          expect(out).toEqual(entries.map(([key, data]) => [key, new Uint8Array(data)]));
        },
      ),
      { seed: 20260218, numRuns: 25 },
    );
  });

  test('names written by a Chinese Windows in GBK are read, a trail byte 0x5C included', async () => {
    const names = ['宗地数据/红线.shp', '珅誠乗.dbf', '乗\u5c00.txt'];
    const path = await archive(names.map((name) => stored(iconv.encode(name, 'gbk'), name)));
    expect(iconv.encode(names.join(''), 'gbk').includes(0x5c)).toBe(true);
    const scan = await scanZip(path);
    expect(scan.faults).toEqual([]);
    expect(scan.entries.map(({ name }) => name)).toEqual(names);
  });

  test('names in UTF-8 without the flag are read as UTF-8', async () => {
    const scan = await scanZip(await archive([stored('地块.shp', 'x')]));
    expect(scan.entries[0]?.name).toBe('地块.shp');
  });

  test('an archive inside the archive is a file and is not opened', async () => {
    const inner = zipBytes([stored('../../evil', 'x')]);
    const { files, faults } = await extractZip(
      await archive([{ name: 'inner.zip', data: inner, crc: crc32(inner) }]),
      await folder(),
    );
    expect(faults).toEqual([]);
    expect(await readFile(files[0]!.path)).toEqual(inner);
  });
});

describe('a hostile archive', () => {
  test.each([
    ['../evil', 'unsafe-name'],
    ['a/../../evil', 'unsafe-name'],
    ['/etc/evil', 'unsafe-name'],
    ['C:/evil', 'unsafe-name'],
    ['a\\..\\evil', 'unsafe-name'],
    ['a//b', 'unsafe-name'],
    ['./a', 'unsafe-name'],
    ['', 'unsafe-name'],
    ['nul\u0000.txt', 'unsafe-name'],
    [`${'长'.repeat(333)}.txt`, 'unsafe-name'],
  ])('the name %j is refused', async (name, code) => {
    const path = await archive([stored('good.txt', 'x'), stored(name, 'evil')]);
    expect(codes(await scanZip(path))).toEqual([code]);
    const out = await folder();
    expect(codes(await extractZip(path, out))).toEqual([code]);
    expect(await readdir(out)).toEqual([]);
  });

  test.each([
    ['link', { mode: 0o120777 }],
    ['link', { mode: 0o010644 }],
    ['link', { mode: 0o020644 }],
    ['encrypted', { flags: 1 }],
    ['encrypted', { flags: 0x2001 }],
    ['encrypted', { flags: 0x41 }],
    ['unknown-method', { method: 14 }],
    ['damaged', { bytes: 99 }],
  ] as const)('%s: %o', async (code, more) => {
    const path = await archive([stored('bad', '/etc/passwd', more)]);
    expect(codes(await scanZip(path))).toContain(code);
    expect((await extractZip(path, await folder())).files).toEqual([]);
  });

  test.each([
    ['the same name twice', ['a.txt', 'a.txt']],
    ['names that some systems take for one', ['Ａ.txt', 'ａ.TXT']],
    ['one name composed in two ways', ['é.txt', 'e\u0301.txt']],
    ['a file where a folder is needed', ['a', 'a/b']],
    ['a folder where a file is', ['a/b', 'a']],
  ])('%s', async (_title, names) => {
    expect(codes(await scanZip(await archive(names.map((name) => stored(name, name)))))).toEqual([
      'duplicate-name',
    ]);
  });

  test('entries that share their data', async () => {
    const packed = deflatedZeros(1);
    const shared = Array.from({ length: 20 }, (_, i): MadeEntry => {
      const entry = { name: `f${i}`, data: packed, method: 8, bytes: 9_000 };
      return i === 0 ? entry : { ...entry, sameAs: 0 };
    });
    expect(codes(await scanZip(await archive(shared)))).toContain('overlap');
  });

  test('data that reaches into the directory', async () => {
    const bytes = zipBytes([stored('a', 'abc'), stored('b', 'defgh')]);
    const longer = Buffer.from(bytes);
    // The size of the last entry, in its local header and in the directory.
    for (const at of [31 + 3 + 18, longer.length - 22 - 47 + 20]) {
      longer.writeUInt32LE(30, at);
      longer.writeUInt32LE(30, at + 4);
    }
    const path = join(scratch, 'reaching.zip');
    await writeFile(path, longer);
    expect(codes(await scanZip(path))).toEqual(['overlap']);
  });

  test('more entries than allowed, declared or not', async () => {
    const many = Array.from({ length: 1_001 }, (_, i) => stored(`f${i}`, ''));
    expect(codes(await scanZip(await archive(many)))).toEqual(['too-many-entries']);
    expect(codes(await scanZip(await archive(many.slice(0, 1_000))))).toEqual([]);
    expect(codes(await scanZip(await archive(many.slice(0, 9)), { entries: 8 }))).toEqual([
      'too-many-entries',
    ]);
  });

  test('a bomb of 4 GiB that says so is refused without being unpacked', async () => {
    const path = await archive([{ name: 'bomb', data: deflatedZeros(4_095), method: 8, bytes: 4_095 * MIB }]);
    const before = process.cpuUsage();
    const out = await folder();
    expect(codes(await extractZip(path, out))).toEqual(['entry-too-large', 'total-too-large', 'too-dense']);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(0.5);
    expect(await readdir(out)).toEqual([]);
  });

  test('a bomb of 4 GiB that claims to be small is stopped at the first byte too many', async () => {
    const path = await archive([{ name: 'bomb', data: deflatedZeros(4_095), method: 8, bytes: 8 * MIB }]);
    const before = process.cpuUsage();
    const out = await folder();
    const { files, faults } = await extractZip(path, out);
    expect(files).toEqual([]);
    expect(faults.map(({ code, message }) => [code, message.en])).toEqual([
      ['damaged', '"bomb" is damaged: its real size is not the declared one'],
    ]);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(1);
    expect(await readdir(out)).toEqual([]);
  });

  test('many small entries that together are too much; a looser limit lets them through', async () => {
    const packed = deflatedZeros(5);
    const crc = crc32(Buffer.alloc(5 * MIB));
    const entries = Array.from({ length: 5 }, (_, i) => ({
      name: `f${i}`,
      data: packed,
      method: 8,
      bytes: 5 * MIB,
      crc,
    }));
    const path = await archive(entries);
    expect(codes(await scanZip(path, { totalBytes: 20 * MIB }))).toEqual(['total-too-large', 'too-dense']);
    const { files, faults } = await extractZip(path, await folder(), { ratio: 2_000 });
    expect(faults).toEqual([]);
    expect((await lstat(files[4]!.path)).size).toBe(5 * MIB);
  });

  test.each([
    ['checksum', [stored('good', 'x'), stored('bad', 'abc', { crc: 1 })]],
    ['data', [{ name: 'bad', data: Buffer.from('no deflate'), method: 8, bytes: 9 }]],
    ['size', [{ name: 'short', data: deflateRawSync(Buffer.from('abc')), method: 8, bytes: 9, crc: 0 }]],
  ] as [string, MadeEntry[]][])('wrong %s: nothing stays behind', async (_title, entries) => {
    const out = await folder();
    const { files, faults } = await extractZip(await archive(entries), out);
    expect(faults.map(({ code }) => code)).toEqual(['damaged']);
    expect(files).toEqual([]);
    expect(await readdir(out)).toEqual([]);
  });

  test('what is no archive, a cut one and an empty one are told apart from a failing disk', async () => {
    const path = join(scratch, 'no.zip');
    await writeFile(path, 'Rar!');
    expect(codes(await scanZip(path))).toEqual(['not-a-zip']);
    await writeFile(path, zipBytes([stored('a', 'abc')]).subarray(0, 60));
    expect(codes(await scanZip(path))).toEqual(['not-a-zip']);
    await writeFile(path, '');
    expect(codes(await scanZip(path))).toEqual(['not-a-zip']);
    await writeFile(path, zipBytes([stored('a', 'abc')], 2));
    expect(codes(await scanZip(path))).toEqual(['not-a-zip']);
    expect(codes(await scanZip(await archive([])))).toEqual(['empty']);
    await expect(scanZip(join(scratch, 'absent.zip'))).rejects.toThrow('ENOENT');
  });

  test('any damage of one archive gives faults or the right files, never an exception (seed 4711)', async () => {
    const good = zipBytes([
      stored('a.txt', 'first'),
      {
        name: 'b.txt',
        data: deflateRawSync(Buffer.alloc(999, 'b')),
        method: 8,
        bytes: 999,
        crc: crc32(Buffer.alloc(999, 'b')),
      },
    ]);
    const contents: Record<string, string> = { 'a.txt': 'first', 'b.txt': 'b'.repeat(999) };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 30, max: good.length }),
        async (changes, length) => {
          const bytes = Buffer.from(good.subarray(0, length));
          for (const [at, value] of changes) if (at < length) bytes[at] = value;
          const path = join(scratch, 'damaged.zip');
          await writeFile(path, bytes);
          const out = await folder();
          const { files, faults } = await extractZip(path, out);
          if (faults.length > 0) expect(files).toEqual([]);
          for (const file of files) {
            expect(file.path.startsWith(out)).toBe(true);
            expect(Object.values(contents)).toContain(await readFile(file.path, 'utf8'));
          }
        },
      ),
      { seed: 4711, numRuns: 400 },
    );
  });

  test('faults are in both languages, with the entry, and long names are cut in them', async () => {
    const { faults } = await scanZip(await archive([stored(`../${'x'.repeat(200)}`, '')]));
    expect(faults[0]?.message.zh).toMatch(/^文件名“\.\.\/x{74}…”不安全：含有“\.\.”$/);
    expect(faults[0]?.message.en).toMatch(/is not safe: it contains "\.\."$/);
    expect(faults[0]?.entry).toHaveLength(203);
  });
});

test('an archive written by Info-ZIP is read', async ({ skip }) => {
  const source = await folder();
  await writeFile(join(source, '红线.geojson'), '{}'.repeat(500));
  try {
    execFileSync('zip', ['-q', '-r', 'x.zip', '.'], { cwd: source });
  } catch {
    skip('the program zip is not installed');
  }
  const { files, faults } = await extractZip(join(source, 'x.zip'), await folder());
  expect(faults).toEqual([]);
  expect(files.map(({ name, bytes }) => [name, bytes])).toEqual([['红线.geojson', 1_000]]);
});
