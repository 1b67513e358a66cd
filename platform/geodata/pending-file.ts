import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';

const BUFFER_BYTES = 1 << 20;

/** A file that appears at its path only when it is complete; until then it lies beside it under another name. */
export class PendingFile {
  readonly path: string;
  readonly pendingPath: string;
  readonly #file: FileHandle;
  #pieces: Uint8Array[] = [];
  #held = 0;
  #written = 0;

  private constructor(path: string, pendingPath: string, file: FileHandle) {
    this.path = path;
    this.pendingPath = pendingPath;
    this.#file = file;
  }

  static async create(path: string): Promise<PendingFile> {
    const pendingPath = `${path}.${randomUUID()}.part`;
    return new PendingFile(path, pendingPath, await open(pendingPath, 'wx+'));
  }

  /** Bytes given so far. */
  get bytes(): number {
    return this.#written + this.#held;
  }

  async write(content: string | Uint8Array): Promise<void> {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    this.#pieces.push(bytes);
    this.#held += bytes.length;
    if (this.#held >= BUFFER_BYTES) await this.flush();
  }

  /** Writes over bytes that were given before. */
  async overwrite(offset: number, content: Uint8Array): Promise<void> {
    await this.flush();
    await this.#file.write(content, 0, content.length, offset);
  }

  async flush(): Promise<void> {
    if (this.#held === 0) return;
    const bytes = Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#held = 0;
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await this.#file.write(bytes, done, bytes.length - done, this.#written + done);
      done += bytesWritten;
    }
    this.#written += bytes.length;
  }

  /** Flushes to disk and puts the file in its place. */
  async finish(): Promise<void> {
    try {
      await this.flush();
      await this.#file.sync();
      await this.#file.close();
      await rename(this.pendingPath, this.path);
    } catch (error) {
      await this.discard();
      throw error;
    }
  }

  async discard(): Promise<void> {
    await this.#file.close().catch(() => undefined);
    await rm(this.pendingPath, { force: true });
  }
}
