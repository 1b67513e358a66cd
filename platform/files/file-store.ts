import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** What is known of a kept file. */
export interface StoredFile {
  /** A uuid; the name on disk is made of it alone. */
  readonly id: string;
  /** As it was given: only to be shown, never part of a path. */
  readonly name: string;
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** A kept file that can be read. */
export interface OpenedFile extends StoredFile {
  /** Where its content lies. Read only: it belongs to the store. */
  readonly path: string;
  stream(): Readable;
}

export interface PutOptions {
  readonly name: string;
  readonly limitBytes: number;
}

/** The stream held more than the limit. Nothing was kept. */
export class FileTooLargeError extends Error {
  override readonly name = 'FileTooLargeError';
  readonly limitBytes: number;
  constructor(limitBytes: number) {
    super(`Cannot keep the file: it is larger than ${limitBytes} bytes`);
    this.limitBytes = limitBytes;
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const NAME_LENGTH_MAX = 1_000;

/**
 * Files in a folder: `<id>` holds the content, `<id>.json` what is known of it. The second is written last, each under a
 * temporary name first, flushed and renamed: a file is there whole or not at all, also after a power cut.
 */
export class FileStore {
  readonly #folder: string;
  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Opens the store, making the folder when it is absent. */
  static async at(folder: string): Promise<FileStore> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new FileStore(folder);
  }

  /**
   * Keeps what the stream holds.
   *
   * @throws FileTooLargeError past the limit, also when the stream itself was cut at a limit of its own; the stream's or
   * the file system's error otherwise. Nothing is kept then.
   */
  async put(stream: Readable, { name, limitBytes }: PutOptions): Promise<StoredFile> {
    const id = randomUUID();
    const temporary = join(this.#folder, `${id}.part`);
    try {
      const measured = new Measured(limitBytes);
      await pipeline(
        stream,
        measured,
        createWriteStream(temporary, { flags: 'wx', mode: 0o600, flush: true }),
      );
      // A multipart stream that reached its own limit ends as if it were whole, and says so here only.
      if ((stream as { truncated?: boolean }).truncated === true) throw new FileTooLargeError(limitBytes);
      const stored = { id, name: shownName(name), bytes: measured.bytes, sha256: measured.sha256() };
      await rename(temporary, this.#path(id));
      await this.#writeFacts(stored);
      return stored;
    } catch (error) {
      await rm(temporary, { force: true });
      await rm(this.#path(id), { force: true });
      throw error;
    }
  }

  /** A kept file; null when there is none of this id, or the id is no uuid. */
  async open(id: string): Promise<OpenedFile | null> {
    if (!UUID.test(id)) return null;
    const path = this.#path(id);
    try {
      const stored = JSON.parse(await readFile(`${path}.json`, 'utf8')) as StoredFile;
      return { ...stored, path, stream: () => createReadStream(path) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  /** Forgets a file. Does nothing when there is none. */
  async remove(id: string): Promise<void> {
    if (!UUID.test(id)) return;
    await rm(`${this.#path(id)}.json`, { force: true });
    await rm(this.#path(id), { force: true });
  }

  /**
   * Removes what a killed process left half done, when it is older than `ageMs`.
   *
   * @returns How many leftovers were removed.
   */
  async sweep(now: number, ageMs: number): Promise<number> {
    const names = new Set(await readdir(this.#folder));
    let removed = 0;
    for (const name of names) {
      const whole = name.endsWith('.json') || names.has(`${name}.json`);
      if (whole) continue;
      const path = join(this.#folder, name);
      const found = await stat(path).catch(() => null);
      if (found === null || now - found.mtimeMs < ageMs) continue;
      await rm(path, { force: true });
      removed++;
    }
    return removed;
  }

  async #writeFacts(stored: StoredFile): Promise<void> {
    const path = `${this.#path(stored.id)}.json`;
    const temporary = `${path}.part`;
    try {
      const handle = await open(temporary, 'wx', 0o600);
      try {
        await handle.writeFile(JSON.stringify(stored));
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    await syncFolder(this.#folder);
  }

  #path(id: string): string {
    return join(this.#folder, id);
  }
}

/** Counts and hashes what passes, and refuses the first byte past the limit. */
class Measured extends Transform {
  bytes = 0;
  readonly #hash = createHash('sha256');
  readonly #limitBytes: number;
  constructor(limitBytes: number) {
    super();
    this.#limitBytes = limitBytes;
  }
  override _transform(
    chunk: Buffer,
    _encoding: string,
    done: (error: Error | null, chunk?: Buffer) => void,
  ): void {
    this.bytes += chunk.length;
    if (this.bytes > this.#limitBytes) {
      done(new FileTooLargeError(this.#limitBytes));
      return;
    }
    this.#hash.update(chunk);
    done(null, chunk);
  }
  sha256(): string {
    return this.#hash.digest('hex');
  }
}

/** The name without control characters and lone surrogates, which neither a page nor a database takes, and not endless. */
function shownName(name: string): string {
  const clean = name.replaceAll(/\p{Cc}|\p{Surrogate}/gu, '').trim();
  return [...clean].slice(0, NAME_LENGTH_MAX).join('') || '?';
}

/** Makes renames in a folder durable, where the system can. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  if (handle === null) return;
  try {
    await handle.sync();
  } catch {
    // Some file systems and Windows cannot flush a folder.
  } finally {
    await handle.close();
  }
}
