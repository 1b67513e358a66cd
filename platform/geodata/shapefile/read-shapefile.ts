import { readFile } from 'node:fs/promises';
import { CoordinateSample } from '../crs/coordinate-sample.ts';
import type { Crs } from '../crs/crs.ts';
import type { DeclaredCrs } from '../crs/propose-crs.ts';
import { resolveCrs } from '../crs/resolve-crs.ts';
import { decodeText, encodingName } from '../detect/encoding-name.ts';
import { type DeclaredEncoding, proposeEncoding, statedEncoding } from '../detect/propose-encoding.ts';
import { type Fault, fault } from '../fault.ts';
import { sampleText } from '../field-survey.ts';
import { FileBytes } from '../file-bytes.ts';
import type { LayerChoice, LayerDescription, Reader, Source } from '../format.ts';
import type { GeoFeature, Guess } from '../geo-feature.ts';
import { GeodataError } from '../geodata-error.ts';
import type { Geometry } from '../geometry.ts';
import type { ReadLimits } from '../limits.ts';
import type { Place } from '../place.ts';
import { samplePositions } from '../sample-positions.ts';
import { DbfTable } from './dbf-table.ts';
import { type FoundShapefiles, findShapefiles, type ShapefileParts } from './find-parts.ts';
import { parseShape } from './parse-shape.ts';
import { SHP_FILE_CODE, SHP_HEADER_BYTES, type ShpRecord, shpRecords } from './shp-records.ts';

const SURVEY_RECORDS = 1_000;
const SAMPLES_MAX = 5;

export async function openShapefile(source: Source, limits: ReadLimits): Promise<Reader> {
  const file = await FileBytes.open(source.path);
  const head = await file.read(0, 4);
  await file.close();
  const found = await findShapefiles(source, limits, head.toString('latin1').startsWith('PK'));
  const opened: Shapefile[] = [];
  try {
    for (const parts of found.shapefiles) opened.push(await Shapefile.open(parts));
    return new ShapefileReader(found, opened);
  } catch (error) {
    for (const each of opened) await each.close();
    await found.release();
    throw error;
  }
}

class ShapefileReader implements Reader {
  readonly layers: Reader['layers'];
  readonly #found: FoundShapefiles;
  readonly #shapefiles: readonly Shapefile[];

  constructor(found: FoundShapefiles, shapefiles: readonly Shapefile[]) {
    this.#found = found;
    this.#shapefiles = shapefiles;
    this.layers = shapefiles.map(({ name, count }) => ({ name, features: count }));
  }

  async encoding(stated?: string): Promise<Guess> {
    const samples: Buffer[] = [];
    let declared: DeclaredEncoding | null = null;
    for (const each of this.#shapefiles) {
      samples.push(...(await each.textSamples()));
      declared ??= await each.declaredEncoding();
    }
    return stated === undefined ? proposeEncoding(declared, samples) : statedEncoding(stated, samples);
  }

  async describe(choice: LayerChoice): Promise<LayerDescription> {
    return await this.#layer(choice).describe(choice.encoding ?? 'UTF-8');
  }

  async *features(choice: LayerChoice & { readonly crs: Crs }): AsyncGenerator<GeoFeature> {
    yield* this.#layer(choice).features(choice.encoding ?? 'UTF-8', choice.crs, this.#shapefiles.length > 1);
  }

  async close(): Promise<void> {
    for (const each of this.#shapefiles) await each.close();
    await this.#found.release();
  }

  #layer({ layer }: LayerChoice): Shapefile {
    return this.#shapefiles.find(({ name }) => name === layer) ?? this.#shapefiles[0]!;
  }
}

class Shapefile {
  readonly name: string;
  /** The longer of shapes (by the index) and rows; null where only reading tells. */
  readonly count: number | null;
  readonly #parts: ShapefileParts;
  readonly #shp: FileBytes;
  readonly #shx: FileBytes | null;
  readonly #dbfFile: FileBytes | null;
  readonly #dbf: DbfTable | null;

  private constructor(
    parts: ShapefileParts,
    shp: FileBytes,
    shx: FileBytes | null,
    dbfFile: FileBytes | null,
    dbf: DbfTable | null,
  ) {
    this.name = parts.name;
    this.#parts = parts;
    this.#shp = shp;
    this.#shx = shx;
    this.#dbfFile = dbfFile;
    this.#dbf = dbf;
    const shapes = shx ? Math.max(0, Math.floor((shx.size - SHP_HEADER_BYTES) / 8)) : null;
    this.count = shapes === null && !dbf ? null : Math.max(shapes ?? 0, dbf?.rows ?? 0);
  }

  static async open(parts: ShapefileParts): Promise<Shapefile> {
    const files: FileBytes[] = [];
    const opened = async (path: string | null): Promise<FileBytes | null> => {
      if (path === null) return null;
      const file = await FileBytes.open(path);
      files.push(file);
      return file;
    };
    try {
      const shp = (await opened(parts.shp))!;
      const head = await shp.read(0, 4);
      if (head.length < 4 || head.readInt32BE(0) !== SHP_FILE_CODE) throw damagedFile(parts.name, '.shp');
      const dbfFile = await opened(parts.dbf);
      const dbf = dbfFile && (await DbfTable.open(dbfFile));
      if (dbfFile && !dbf) throw damagedFile(parts.name, '.dbf');
      return new Shapefile(parts, shp, await opened(parts.shx), dbfFile, dbf);
    } catch (error) {
      for (const file of files) await file.close();
      throw error;
    }
  }

  async textSamples(): Promise<Buffer[]> {
    return this.#dbf ? await this.#dbf.textSamples(SURVEY_RECORDS) : [];
  }

  /** By the `.cpg` file, else by the language byte of the table, which most software writes without looking. */
  async declaredEncoding(): Promise<DeclaredEncoding | null> {
    if (this.#parts.cpg !== null) {
      const text = (await readFile(this.#parts.cpg, 'latin1')).replace(/^\xef\xbb\xbf/, '').trim();
      const name = text.replace(/^(ANSI|OEM|CP|LDID\/)\s*(?=\d)/i, '').slice(0, 40);
      const where = { zh: '.cpg 文件', en: 'the .cpg file' };
      if (isEncoding(name)) return { value: name, where };
    }
    const page = codePages[this.#dbf?.languageByte ?? 0];
    if (page === undefined) return null;
    const where = { zh: '.dbf 的语言标识', en: 'the language byte of the .dbf' };
    return { value: page, where, weak: true };
  }

  async describe(encoding: string): Promise<LayerDescription> {
    const sample = new CoordinateSample();
    let read = 0;
    for await (const { content } of shpRecords(this.#shp, this.#shx)) {
      if (content) samplePositions(sample, rawGeometry(content));
      if (++read >= SURVEY_RECORDS) break;
    }
    const fields = this.#dbf?.fields(encoding) ?? [];
    const samples = fields.map(() => new Set<string>());
    const names = fields.map(({ name }) => name);
    for (let index = 0; this.#dbf && index < SURVEY_RECORDS; index++) {
      const row = await this.#dbf.row(index, encoding, names);
      if (!row) break;
      names.forEach((name, f) => {
        const value = row.properties[name] ?? null;
        if (value !== null && samples[f]!.size < SAMPLES_MAX) samples[f]!.add(sampleText(value));
      });
    }
    return {
      declaredCrs: await this.#declaredCrs(),
      sample,
      fields: fields.map((field, f) => ({ ...field, samples: [...samples[f]!] })),
      features: this.count,
    };
  }

  async *features(encoding: string, crs: Crs, named: boolean): AsyncGenerator<GeoFeature> {
    const names = this.#dbf?.names(encoding) ?? [];
    const file = named ? { file: `${this.name}.shp` } : {};
    let index = 0;
    for await (const record of shpRecords(this.#shp, this.#shx)) {
      index++;
      const place = { ...file, feature: index, byte: record.offset + 1 };
      yield await this.#feature(index, place, record, encoding, names, crs);
    }
    for (const rows = this.#dbf?.rows ?? 0; index < rows; ) {
      index++;
      const place = { ...file, feature: index };
      const row = await this.#dbf!.row(index - 1, encoding, names);
      const faults = [fault('geometry-missing', place)];
      yield { index, id: null, properties: row?.properties ?? {}, geometry: null, faults, place };
    }
  }

  async #feature(
    index: number,
    place: Place,
    { content, damage }: ShpRecord,
    encoding: string,
    names: readonly string[],
    crs: Crs,
  ): Promise<GeoFeature> {
    const faults: Fault[] = [];
    let geometry: Geometry | null = null;
    if (damage) {
      faults.push(
        damage.kind === 'truncated'
          ? fault('file-truncated', place)
          : fault('record-damaged', place, { detail: damage.detail }),
      );
    } else if (content) {
      const parsed = parseShape(content, crs);
      geometry = parsed.geometry;
      for (const { code, slots } of parsed.problems) faults.push(fault(code, place, slots));
    }
    const row = this.#dbf ? await this.#dbf.row(index - 1, encoding, names) : null;
    if (this.#dbf && !row) faults.push(fault('attributes-missing', place));
    if (row?.deleted) faults.push(fault('attributes-deleted', place));
    return { index, id: null, properties: row?.properties ?? {}, geometry, faults, place };
  }

  async close(): Promise<void> {
    for (const file of [this.#shp, this.#shx, this.#dbfFile]) await file?.close();
  }

  async #declaredCrs(): Promise<DeclaredCrs | null> {
    if (this.#parts.prj === null) return null;
    const bytes = await readFile(this.#parts.prj);
    const utf8 = decodeText(bytes, 'UTF-8');
    const text = (utf8.includes('\uFFFD') ? decodeText(bytes, 'GB18030') : utf8).replace('\uFEFF', '').trim();
    if (text === '') return { crs: null, where: { zh: '.prj 文件是空的', en: 'the .prj file is empty' } };
    try {
      return { crs: resolveCrs(text), where: { zh: '.prj 文件', en: 'the .prj file' } };
    } catch (error) {
      if (!(error instanceof GeodataError)) throw error;
      return {
        crs: null,
        where: { zh: `.prj 文件：${error.text.zh}`, en: `the .prj file: ${error.text.en}` },
      };
    }
  }
}

function rawGeometry(content: Buffer): Geometry | null {
  return content.length >= 4 ? parseShape(content, null).geometry : null;
}

function isEncoding(text: string): boolean {
  try {
    encodingName(text);
    return true;
  } catch {
    return false;
  }
}

/** Language bytes of dBASE tables that stand for a code page in use. */
const codePages: Readonly<Record<number, string>> = {
  3: '1252',
  77: '936',
  79: '950',
  87: '1252',
  120: '950',
  122: '936',
};

function damagedFile(name: string, suffix: string): GeodataError {
  return new GeodataError('format-damaged', {
    zh: `“${name}${suffix}”的文件头损坏，不能读取；请重新导出`,
    en: `the header of "${name}${suffix}" is damaged, it cannot be read; export it again`,
  });
}
