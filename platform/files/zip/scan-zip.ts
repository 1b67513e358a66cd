import type yauzl from 'yauzl';
import { nameKey, unsafeNameReason } from './entry-name.ts';
import { type Archive, type ArchiveEntry, nextEntry, openArchive } from './zip-archive.ts';
import { type ZipFault, zipFault } from './zip-fault.ts';
import { defaultZipLimits, RATIO_MATTERS_BYTES, type ZipLimits } from './zip-limits.ts';

/** A file in an archive, as declared. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: number;
  readonly packedBytes: number;
}

export interface ZipScan {
  /** The files, folders left out; only what was read before a fault that ends the scan. */
  readonly entries: readonly ZipEntry[];
  readonly totalBytes: number;
  /** Empty when the archive may be unpacked. */
  readonly faults: readonly ZipFault[];
}

/** A few faults tell what is wrong; a hostile archive could hold thousands. */
const FAULTS_MAX = 20;
const UNIX_TYPE = 0xf000;
const UNIX_PLAIN_TYPES: readonly number[] = [0, 0x8000, 0x4000];
const FLAG_ENCRYPTED = 0x1;
const FLAG_STRONGLY_ENCRYPTED = 0x40;
const FLAG_DIRECTORY_ENCRYPTED = 0x2000;
const STORED = 0;
const DEFLATED = 8;

/**
 * Judges an archive by its directory and local headers, before anything is unpacked. An archive inside the archive is a
 * file like any other: nothing here looks into it.
 *
 * @throws Error of the file system when the file itself cannot be read.
 */
export async function scanZip(path: string, limits: Partial<ZipLimits> = {}): Promise<ZipScan> {
  return await withScannedZip(path, limits, async ({ scan }) => scan);
}

export interface ScannedZip {
  readonly scan: ZipScan;
  readonly archive: Archive | null;
  /** The files of the scan, in its order. */
  readonly files: readonly ArchiveEntry[];
}

/** Scans, and keeps the archive open while `use` works with what was scanned. */
export async function withScannedZip<T>(
  path: string,
  limits: Partial<ZipLimits>,
  use: (scanned: ScannedZip) => Promise<T>,
): Promise<T> {
  let archive: Archive;
  try {
    archive = await openArchive(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall !== undefined) throw error;
    return await use({
      scan: { entries: [], totalBytes: 0, faults: [zipFault('not-a-zip', null)] },
      archive: null,
      files: [],
    });
  }
  try {
    const judge = new Judge({ ...defaultZipLimits, ...limits });
    await judge.read(archive);
    return await use({ scan: judge.scan(), archive, files: judge.files });
  } finally {
    archive.file.close();
  }
}

/** What is known of an archive while its directory is read. */
class Judge {
  readonly files: ArchiveEntry[] = [];
  readonly #limits: ZipLimits;
  readonly #faults: ZipFault[] = [];
  readonly #fileKeys = new Set<string>();
  readonly #folderKeys = new Set<string>();
  #totalBytes = 0;
  #packedBytes = 0;

  constructor(limits: ZipLimits) {
    this.#limits = limits;
  }

  scan(): ZipScan {
    return {
      entries: this.files.map(({ name, raw }) => ({
        name,
        bytes: raw.uncompressedSize,
        packedBytes: raw.compressedSize,
      })),
      totalBytes: this.#totalBytes,
      faults: this.#faults,
    };
  }

  async read(archive: Archive): Promise<void> {
    const { entries: limit } = this.#limits;
    if (archive.declaredCount > limit) {
      this.#add(zipFault('too-many-entries', null, { count: archive.declaredCount, limit }));
      return;
    }
    for (;;) {
      const entry = await this.#next(archive);
      if (entry === null || this.#faults.length >= FAULTS_MAX) break;
      this.#judgeEntry(entry);
    }
    this.#judgeTotals();
    if (this.#faults.length === 0) await this.#judgePlaces(archive);
    if (this.#faults.length === 0 && this.files.length === 0) this.#add(zipFault('empty', null));
  }

  async #next(archive: Archive): Promise<ArchiveEntry | null> {
    try {
      return await nextEntry(archive);
    } catch (error) {
      const strong = /encryption/.test((error as Error).message);
      this.#add(strong ? zipFault('encrypted', '?') : zipFault('not-a-zip', null));
      return null;
    }
  }

  #judgeEntry(entry: ArchiveEntry): void {
    const { name, raw } = entry;
    const reason = unsafeNameReason(name);
    if (reason !== null) this.#add(zipFault('unsafe-name', name, { reason }));
    const unixType = (raw.externalFileAttributes >>> 16) & UNIX_TYPE;
    if (!UNIX_PLAIN_TYPES.includes(unixType)) this.#add(zipFault('link', name));
    if (
      (raw.generalPurposeBitFlag & (FLAG_ENCRYPTED | FLAG_STRONGLY_ENCRYPTED | FLAG_DIRECTORY_ENCRYPTED)) !==
      0
    )
      this.#add(zipFault('encrypted', name));
    if (raw.compressionMethod !== STORED && raw.compressionMethod !== DEFLATED)
      this.#add(zipFault('unknown-method', name, { method: raw.compressionMethod }));
    if (raw.compressionMethod === STORED && raw.compressedSize !== raw.uncompressedSize)
      this.#add(zipFault('damaged', name, { reason: 'size' }));
    if (raw.uncompressedSize > this.#limits.entryBytes)
      this.#add(zipFault('entry-too-large', name, { limit: mebibytes(this.#limits.entryBytes) }));
    this.#judgeUniqueness(name);
    this.#totalBytes += raw.uncompressedSize;
    this.#packedBytes += raw.compressedSize;
    if (!name.endsWith('/')) this.files.push(entry);
  }

  /** No two files of one name, and no file where another entry needs a folder. */
  #judgeUniqueness(name: string): void {
    const key = nameKey(name);
    const isFolder = name.endsWith('/');
    const parents = key.split('/').slice(0, -1);
    const above = parents.map((_, i) => parents.slice(0, i + 1).join('/'));
    const clash =
      this.#fileKeys.has(key) ||
      (!isFolder && this.#folderKeys.has(key)) ||
      above.some((folder) => this.#fileKeys.has(folder));
    if (clash) this.#add(zipFault('duplicate-name', name));
    (isFolder ? this.#folderKeys : this.#fileKeys).add(key);
    for (const folder of above) this.#folderKeys.add(folder);
  }

  #judgeTotals(): void {
    const { totalBytes: limit, ratio: ratioMax } = this.#limits;
    if (this.#totalBytes > limit) this.#add(zipFault('total-too-large', null, { limit: mebibytes(limit) }));
    const ratio = this.#totalBytes / Math.max(1, this.#packedBytes);
    if (this.#totalBytes > RATIO_MATTERS_BYTES && ratio > ratioMax)
      this.#add(zipFault('too-dense', null, { ratio: Math.round(ratio), limit: ratioMax }));
  }

  /** The data of the entries must lie one after the other, before the directory: shared data is how small bombs are made. */
  async #judgePlaces(archive: Archive): Promise<void> {
    const inOrder = this.files.toSorted(
      (a, b) => a.raw.relativeOffsetOfLocalHeader - b.raw.relativeOffsetOfLocalHeader,
    );
    let free = 0;
    for (const { name, raw } of inOrder) {
      const dataStart = await dataStartOf(archive.file, raw);
      if (dataStart === null) {
        this.#add(zipFault('damaged', name, { reason: 'header' }));
        continue;
      }
      const end = dataStart + raw.compressedSize;
      if (raw.relativeOffsetOfLocalHeader < free || end > archive.directoryOffset)
        this.#add(zipFault('overlap', name));
      free = Math.max(free, end);
    }
  }

  #add(fault: ZipFault): void {
    if (this.#faults.length < FAULTS_MAX) this.#faults.push(fault);
  }
}

async function dataStartOf(file: yauzl.ZipFile, raw: yauzl.Entry): Promise<number | null> {
  try {
    return (await file.readLocalFileHeaderPromise(raw, { minimal: true })).fileDataStart;
  } catch {
    return null;
  }
}

export function mebibytes(bytes: number): number {
  return Math.round((bytes / (1024 * 1024)) * 10) / 10;
}
