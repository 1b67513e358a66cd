import { type FileHandle, open, rename, rm } from 'node:fs/promises';

const FLUSH_CHARACTERS = 1 << 20;

/** A CSV file (RFC 4180, UTF-8) written row by row; it takes its place at `path` when it is finished. */
export class CsvFile {
  readonly #path: string;
  readonly #part: string;
  readonly #handle: FileHandle;
  #text: string;

  private constructor(path: string, part: string, handle: FileHandle, head: string) {
    this.#path = path;
    this.#part = part;
    this.#handle = handle;
    this.#text = head;
  }

  /** Writes a whole table; nothing is left at `path` when that fails. */
  static async write(
    path: string,
    columns: readonly string[],
    rows: Iterable<readonly string[]>,
  ): Promise<void> {
    const part = `${path}.${process.pid}.part`;
    const handle = await open(part, 'wx');
    const file = new CsvFile(path, part, handle, `${columns.join(',')}\n`);
    try {
      for (const row of rows) await file.#row(row);
      await file.#finish();
    } catch (error) {
      await handle.close().catch(() => undefined);
      await rm(part, { force: true });
      throw error;
    }
  }

  async #row(cells: readonly string[]): Promise<void> {
    this.#text += `${cells.map(quoted).join(',')}\n`;
    if (this.#text.length > FLUSH_CHARACTERS) await this.#flush();
  }

  async #finish(): Promise<void> {
    await this.#flush();
    await this.#handle.close();
    await rename(this.#part, this.#path);
  }

  async #flush(): Promise<void> {
    await this.#handle.appendFile(this.#text);
    this.#text = '';
  }
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
