import { type FileHandle, open } from 'node:fs/promises';

/** Bytes of a file by place, read where they are needed; the file is never held as a whole. */
export class FileBytes {
  readonly path: string;
  readonly size: number;
  readonly #file: FileHandle;

  private constructor(path: string, size: number, file: FileHandle) {
    this.path = path;
    this.size = size;
    this.#file = file;
  }

  static async open(path: string): Promise<FileBytes> {
    const file = await open(path, 'r');
    const { size } = await file.stat();
    return new FileBytes(path, size, file);
  }

  /** Up to `length` bytes from `offset`; fewer where the file ends. */
  async read(offset: number, length: number): Promise<Buffer> {
    const room = Math.max(0, Math.min(length, this.size - offset));
    const bytes = Buffer.allocUnsafe(room);
    let filled = 0;
    while (filled < room) {
      const { bytesRead } = await this.#file.read(bytes, filled, room - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  }

  /** The whole file from `offset` on, piece by piece. */
  async *pieces(offset = 0, pieceBytes = 1 << 20): AsyncGenerator<Buffer> {
    for (let at = offset; at < this.size; ) {
      const piece = await this.read(at, pieceBytes);
      if (piece.length === 0) return;
      at += piece.length;
      yield piece;
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}
