import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import iconv from 'iconv-lite';
import yazl from 'yazl';
import { encodingName } from '../detect/encoding-name.ts';
import type { OutFeature, WriteOptions, Writer } from '../format.ts';
import { GeodataError } from '../geodata-error.ts';
import { PendingFile } from '../pending-file.ts';
import { ColumnSurvey, TEXT_BYTES_MAX } from './dbf-columns.ts';
import { shortNames } from './short-names.ts';
import { writeDbf } from './write-dbf.ts';
import { ShapesWriter } from './write-shapes.ts';

const NOTES_MAX = 1_000;

/**
 * Writes a zip archive with `.shp`, `.shx`, `.dbf`, `.prj` and `.cpg`. Columns get the room that their values need, so the
 * table is written when all values are known. What the format cannot hold in full (names over ten bytes, texts over 254) is
 * shortened and listed in a text file inside the archive.
 */
export async function createShapefile(path: string, options: WriteOptions): Promise<Writer> {
  const folder = await mkdtemp(join(tmpdir(), 'lizhu-shapefile-'));
  try {
    const parts = {
      zip: await PendingFile.create(path),
      shp: await PendingFile.create(join(folder, 'shapes.shp')),
      shx: await PendingFile.create(join(folder, 'shapes.shx')),
      rows: await PendingFile.create(join(folder, 'rows.ndjson')),
    };
    return new ShapefileWriter(folder, parts, options);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

interface Files {
  readonly zip: PendingFile;
  readonly shp: PendingFile;
  readonly shx: PendingFile;
  readonly rows: PendingFile;
}

class ShapefileWriter implements Writer {
  readonly #folder: string;
  readonly #files: Files;
  readonly #options: WriteOptions;
  readonly #shapes: ShapesWriter;
  readonly #encoding: string;
  readonly #surveys: readonly ColumnSurvey[];
  readonly #notes: string[] = [];
  #rows = 0;
  #shortened = 0;

  constructor(folder: string, files: Files, options: WriteOptions) {
    this.#folder = folder;
    this.#files = files;
    this.#options = options;
    this.#shapes = new ShapesWriter(files.shp, files.shx, options.crs);
    this.#encoding = encodingName(options.encoding ?? 'UTF-8');
    this.#surveys = options.fields.map(
      (field) => new ColumnSurvey(field, (text) => this.#encode(text).length),
    );
  }

  async write({ properties, geometry }: OutFeature): Promise<void> {
    this.#rows++;
    await this.#shapes.write(geometry);
    const values = this.#options.fields.map(({ name }, f) => {
      const value = properties[name] ?? null;
      this.#surveys[f]!.add(value);
      return value;
    });
    await this.#files.rows.write(`${JSON.stringify(values)}\n`);
  }

  async finish(): Promise<void> {
    const { zip, shp, shx, rows } = this.#files;
    try {
      await this.#shapes.finish();
      for (const file of [shp, shx, rows]) await file.finish();
      const dbfPath = await this.#writeTable(rows.path);
      await this.#pack({ shp: shp.path, shx: shx.path, dbf: dbfPath });
      await zip.finish();
    } catch (error) {
      for (const file of [zip, shp, shx, rows]) await file.discard();
      throw error;
    } finally {
      await rm(this.#folder, { recursive: true, force: true });
    }
  }

  async discard(): Promise<void> {
    for (const file of Object.values(this.#files)) await file.discard();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #writeTable(rowsPath: string): Promise<string> {
    const { fields } = this.#options;
    // A table needs a column.
    const wide = fields.length > 0 ? fields.map(({ name }) => name) : ['FID'];
    const names = shortNames(wide, (text) => this.#encode(text).length);
    wide.forEach((name, f) => {
      if (name !== names[f]) this.#notes.push(`字段 / field: ${name} → ${names[f]}`);
    });
    const columns =
      fields.length > 0
        ? this.#surveys.map((survey) => survey.column())
        : [{ type: 'N' as const, length: 10, decimals: 0 }];
    const dbf = await PendingFile.create(join(this.#folder, 'table.dbf'));
    const content = {
      names,
      columns,
      rows: this.#rows,
      rowsPath,
      encode: (text: string) => this.#encode(text),
      languageByte: this.#encoding === 'GBK' ? 0x4d : 0,
      onShortened: (row: number, column: number, text: string) =>
        this.#noteShortened(row, wide[column]!, text),
    };
    try {
      await writeDbf(dbf, content);
      await dbf.finish();
    } catch (error) {
      await dbf.discard();
      throw error;
    }
    return dbf.path;
  }

  #noteShortened(row: number, field: string, text: string): void {
    this.#shortened++;
    if (this.#shortened > NOTES_MAX) return;
    const plain = text.replace(/[\r\n]+/g, ' ');
    this.#notes.push(
      `第 ${row + 1} 个要素 / feature ${row + 1}, ${field} (> ${TEXT_BYTES_MAX} bytes): ${plain}`,
    );
  }

  async #pack(paths: Readonly<Record<'shp' | 'shx' | 'dbf', string>>): Promise<void> {
    const { crs, layerName } = this.#options;
    const stem = fileStem(layerName);
    const archive = new yazl.ZipFile();
    const time = { mtime: new Date(Date.UTC(2000, 0, 1)), mode: 0o100644 };
    for (const [suffix, path] of Object.entries(paths)) archive.addFile(path, `${stem}.${suffix}`, time);
    const text = (suffix: string, content: string): void =>
      archive.addBuffer(Buffer.from(content), `${stem}${suffix}`, time);
    if (crs.wkt !== null) text('.prj', crs.wkt);
    else
      this.#notes.push(
        `坐标系 / coordinate system: ${crs.label}（无 .prj 可描述 / no .prj can describe it）`,
      );
    text('.cpg', this.#encoding);
    if (this.#shortened > NOTES_MAX) this.#notes.push(`… ${this.#shortened - NOTES_MAX} more`);
    if (this.#notes.length > 0) text('-说明-notes.txt', `${this.#notes.join('\n')}\n`);
    archive.end();
    await pipeline(archive.outputStream, createWriteStream(this.#files.zip.pendingPath));
  }

  #encode(text: string): Buffer {
    if (this.#encoding === 'UTF-8') return Buffer.from(text);
    const bytes = iconv.encode(text, this.#encoding);
    if (iconv.decode(bytes, this.#encoding) === text) return bytes;
    const shown = text.slice(0, 40);
    throw new GeodataError('write-refused', {
      zh: `“${shown}”中有 ${this.#encoding} 没有的字；请改用 UTF-8`,
      en: `"${shown}" holds characters that ${this.#encoding} does not have; use UTF-8`,
    });
  }
}

/** A name that every system takes for a file. */
function fileStem(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cs}<>:"/\\|?*]/gu, '_').replace(/^[.\s]+|[.\s]+$/g, '');
  return [...plain].slice(0, 60).join('') || 'layer';
}
