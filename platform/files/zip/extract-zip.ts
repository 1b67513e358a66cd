import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { mebibytes, withScannedZip } from './scan-zip.ts';
import type { Archive, ArchiveEntry } from './zip-archive.ts';
import { type ZipFault, zipFault } from './zip-fault.ts';
import { defaultZipLimits, type ZipLimits } from './zip-limits.ts';

export interface ExtractedFile {
  /** Name in the archive, with `/` between folders. */
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
}

export interface ZipExtraction {
  readonly files: readonly ExtractedFile[];
  /** When there is a fault, there is no file: what had been written is removed again. */
  readonly faults: readonly ZipFault[];
}

/**
 * Unpacks an archive into a folder that exists and holds nothing of the archive's names. Scans first; then sizes and
 * checksums are held against what really comes out, and unpacking stops at the first byte too many.
 *
 * @throws Error of the file system when the archive cannot be read or the folder not written.
 */
export async function extractZip(
  path: string,
  folder: string,
  limits: Partial<ZipLimits> = {},
): Promise<ZipExtraction> {
  return await withScannedZip(path, limits, async ({ scan, archive, files }) => {
    if (archive === null || scan.faults.length > 0) return { files: [], faults: scan.faults };
    const extracted: ExtractedFile[] = [];
    const faults: ZipFault[] = [];
    try {
      for (const entry of files) {
        const target = join(folder, ...entry.name.split('/'));
        await mkdir(dirname(target), { recursive: true });
        extracted.push({ name: entry.name, path: target, bytes: entry.raw.uncompressedSize });
        const fault = await extractEntry(archive, entry, target, { ...defaultZipLimits, ...limits });
        if (fault !== null) {
          faults.push(fault);
          break;
        }
      }
    } catch (error) {
      await removeAll(extracted);
      throw error;
    }
    if (faults.length > 0) await removeAll(extracted);
    return { files: faults.length > 0 ? [] : extracted, faults };
  });
}

/** Stops a pipeline because of what the archive holds, not because of a failing disk. */
class EntryRefused extends Error {
  readonly fault: ZipFault;
  constructor(fault: ZipFault) {
    super(fault.message.en);
    this.fault = fault;
  }
}

async function extractEntry(
  { file }: Archive,
  { name, raw }: ArchiveEntry,
  target: string,
  limits: ZipLimits,
): Promise<ZipFault | null> {
  const checked = new CheckedBytes(name, raw.uncompressedSize, raw.crc32, limits.entryBytes);
  try {
    const source = await file.openReadStreamPromise(raw);
    await pipeline(source, checked, createWriteStream(target, { flags: 'wx', mode: 0o600 }));
    return null;
  } catch (error) {
    if (error instanceof EntryRefused) return error.fault;
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall !== undefined) throw error;
    if (code?.startsWith('Z_') === true) return zipFault('damaged', name, { reason: 'data' });
    return zipFault('damaged', name, { reason: 'header' });
  }
}

/** Passes bytes on while they keep to the declared size, and at the end to the declared checksum. */
class CheckedBytes extends Transform {
  readonly #entry: string;
  readonly #declaredBytes: number;
  readonly #declaredCrc: number;
  readonly #limitBytes: number;
  #bytes = 0;
  #crc = 0;

  constructor(entry: string, declaredBytes: number, declaredCrc: number, limitBytes: number) {
    super();
    this.#entry = entry;
    this.#declaredBytes = declaredBytes;
    this.#declaredCrc = declaredCrc;
    this.#limitBytes = limitBytes;
  }

  override _transform(
    chunk: Buffer,
    _encoding: string,
    done: (error: Error | null, chunk?: Buffer) => void,
  ): void {
    this.#bytes += chunk.length;
    this.#crc = crc32(chunk, this.#crc);
    if (this.#bytes > this.#limitBytes)
      done(
        new EntryRefused(zipFault('entry-too-large', this.#entry, { limit: mebibytes(this.#limitBytes) })),
      );
    else if (this.#bytes > this.#declaredBytes) done(this.#damaged('size'));
    else done(null, chunk);
  }

  override _flush(done: (error: Error | null) => void): void {
    if (this.#bytes !== this.#declaredBytes) done(this.#damaged('size'));
    else if (this.#crc !== this.#declaredCrc) done(this.#damaged('checksum'));
    else done(null);
  }

  #damaged(reason: 'size' | 'checksum'): EntryRefused {
    return new EntryRefused(zipFault('damaged', this.#entry, { reason }));
  }
}

async function removeAll(files: readonly ExtractedFile[]): Promise<void> {
  for (const { path } of files) await rm(path, { force: true });
}
