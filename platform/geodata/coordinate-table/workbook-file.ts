import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { extractZip } from '@lizhu/files';
import type { Bilingual } from '../bilingual.ts';
import { proposeEncoding, statedEncoding } from '../detect/propose-encoding.ts';
import type { Source } from '../format.ts';
import { distinctNames } from '../free-name.ts';
import type { Guess } from '../geo-feature.ts';
import { GeodataError } from '../geodata-error.ts';
import { limitPassed } from '../limit-passed.ts';
import type { ReadLimits } from '../limits.ts';
import { isDateFormat } from './number-formats.ts';
import { scanXml, type XmlHandler } from './scan-xml.ts';
import { sheetRows, unescaped, type WorkbookParts } from './sheet-rows.ts';
import { cellText, type Table, type TableFile, type TableRow } from './table.ts';
import { findLayout } from './table-layout.ts';

const UNPACKED_BYTES_MAX = 2 ** 30;
const SHEETS_MAX = 200;
const STRING_CHARACTERS_MAX = 2 ** 28;
const FORMATS_MAX = 100_000;
const HEAD_ROWS = 60;

/**
 * A workbook as tables. Its archive is scanned and unpacked with checks, its parts are walked through as XML: merged ranges,
 * pictures, macros and links are never looked at. Where some sheets have columns of coordinates, these are the tables; else
 * all that are not empty.
 */
export class WorkbookFile implements TableFile {
  readonly tables: readonly Table[];
  readonly #folder: string;

  private constructor(tables: readonly Table[], folder: string) {
    this.tables = tables;
    this.#folder = folder;
  }

  /** @throws GeodataError `archive-refused`, `format-unsupported`, `format-damaged`, `limit-passed`. */
  static async open({ path }: Source, limits: ReadLimits): Promise<WorkbookFile> {
    const folder = await mkdtemp(join(tmpdir(), 'lizhu-workbook-'));
    try {
      const files = await unpacked(path, folder, limits);
      return new WorkbookFile(await tablesOf(files, limits), folder);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  async encoding(stated?: string): Promise<Guess> {
    const where = { zh: 'XLSX 规定的编码', en: 'the encoding that XLSX prescribes' };
    return stated === undefined ? proposeEncoding({ value: 'UTF-8', where }, []) : statedEncoding(stated, []);
  }

  async close(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}

type Files = ReadonlyMap<string, string>;

async function unpacked(path: string, folder: string, limits: ReadLimits): Promise<Files> {
  const bytes = Math.min(limits.bytesMax, UNPACKED_BYTES_MAX);
  const { files, faults } = await extractZip(path, folder, {
    entries: limits.zipEntriesMax,
    totalBytes: bytes,
    entryBytes: bytes,
    ratio: limits.zipRatioMax,
  });
  const first = faults[0];
  if (first) {
    throw new GeodataError('archive-refused', {
      zh: `${first.message.zh}；${first.remedy.zh}`,
      en: `${first.message.en}; ${first.remedy.en}`,
    });
  }
  return new Map(files.map((file) => [file.name.toLowerCase(), file.path]));
}

async function tablesOf(files: Files, limits: ReadLimits): Promise<Table[]> {
  const workbookPath = files.get('xl/workbook.xml');
  if (workbookPath === undefined) throw noWorkbook(files);
  const workbook = await readWorkbook(workbookPath);
  const targets = await readTargets(files.get('xl/_rels/workbook.xml.rels'));
  const parts: WorkbookParts = {
    sharedStrings: await readSharedStrings(files.get(targets.of('sharedStrings') ?? 'xl/sharedstrings.xml')),
    dateFormats: await readDateFormats(files.get(targets.of('styles') ?? 'xl/styles.xml')),
    is1904: workbook.is1904,
  };
  const names = distinctNames(
    workbook.sheets.map(({ name }) => name.trim()),
    'Sheet',
  );
  const found: { table: Table; holdsCoordinates: boolean }[] = [];
  for (const [i, { target }] of workbook.sheets.entries()) {
    const path = files.get(targets.byId.get(target) ?? '');
    if (path === undefined) continue;
    const name = names[i]!;
    const table = { name, isText: false, rows: () => sheetRows(path, name, parts, limits) };
    const head = await headOf(table);
    if (head.length > 0) found.push({ table, holdsCoordinates: holdsCoordinates(head) });
  }
  if (found.length === 0) {
    throw new GeodataError('file-empty', {
      zh: '工作簿的工作表都是空的',
      en: 'all sheets of the workbook are empty',
    });
  }
  const withCoordinates = found.filter((each) => each.holdsCoordinates);
  return (withCoordinates.length > 0 ? withCoordinates : found).map(({ table }) => table);
}

async function headOf(table: Table): Promise<TableRow[]> {
  const head: TableRow[] = [];
  for await (const rows of table.rows('UTF-8')) {
    head.push(...rows.filter(({ cells }) => cells.some((cell) => cellText(cell) !== '')));
    if (head.length >= HEAD_ROWS) break;
  }
  return head;
}

/** Also where it must be asked which of several columns do. */
function holdsCoordinates(head: readonly TableRow[]): boolean {
  try {
    findLayout(head, null);
    return true;
  } catch (error) {
    return error instanceof GeodataError && error.candidates.length > 0;
  }
}

function noWorkbook(files: Files): GeodataError {
  if (files.has('xl/workbook.bin')) {
    return new GeodataError('format-unsupported', {
      zh: '二进制工作簿（.xlsb）不能读取，请另存为 .xlsx',
      en: 'a binary workbook (.xlsb) is not read; save it as .xlsx',
    });
  }
  return new GeodataError('format-not-as-stated', {
    zh: '压缩包里没有 Excel 工作簿（xl/workbook.xml）',
    en: 'the archive holds no Excel workbook (xl/workbook.xml)',
  });
}

const workbookPart: Bilingual = { zh: '工作簿', en: 'the workbook' };

interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly target: string }[];
  readonly is1904: boolean;
}

async function readWorkbook(path: string): Promise<Workbook> {
  const sheets: { name: string; target: string }[] = [];
  let is1904 = false;
  await walk(path, workbookPart, (name, attributes) => {
    if (name === 'workbookPr') is1904 = /^(1|true)$/i.test(attributes['date1904'] ?? '');
    if (name !== 'sheet') return;
    if (sheets.length >= SHEETS_MAX) throw limitPassed('rows', SHEETS_MAX, { zh: '工作表', en: 'sheets' });
    const target = Object.entries(attributes).find(([key]) => /(^|:)id$/.test(key))?.[1] ?? '';
    sheets.push({ name: attributes['name'] ?? '', target });
  });
  return { sheets, is1904 };
}

/** Where the parts of the workbook lie in its archive, in lower case. */
async function readTargets(path: string | undefined) {
  const byId = new Map<string, string>();
  const byType = new Map<string, string>();
  if (path !== undefined) {
    await walk(path, workbookPart, (name, attributes) => {
      if (name !== 'Relationship' || attributes['TargetMode'] === 'External') return;
      const target = attributes['Target'] ?? '';
      const full = target.startsWith('/') ? target.slice(1) : posix.join('xl', target);
      byId.set(attributes['Id'] ?? '', full.toLowerCase());
      byType.set((attributes['Type'] ?? '').split('/').at(-1)!, full.toLowerCase());
    });
  }
  return { byId, of: (type: string): string | undefined => byType.get(type) };
}

async function readSharedStrings(path: string | undefined): Promise<string[]> {
  const part = { zh: '共享文字表', en: 'the table of shared strings' };
  const strings: string[] = [];
  if (path === undefined) return strings;
  let text = '';
  let characters = 0;
  let isText = false;
  let phonetic = false;
  const handler: XmlHandler = {
    open(name) {
      if (name === 'si') text = '';
      if (name === 't') isText = !phonetic;
      if (name === 'rPh') phonetic = true;
    },
    text(piece) {
      if (!isText) return;
      text += piece;
      characters += piece.length;
      if (characters > STRING_CHARACTERS_MAX) throw limitPassed('featureBytes', STRING_CHARACTERS_MAX, part);
    },
    close(name) {
      if (name === 't') isText = false;
      if (name === 'rPh') phonetic = false;
      if (name === 'si') strings.push(unescaped(text));
    },
  };
  for await (const _ of scanXml(path, part, handler));
  return strings;
}

/** For each cell format, whether it shows a date. */
async function readDateFormats(path: string | undefined): Promise<boolean[]> {
  const part = { zh: '样式表', en: 'the styles' };
  const codes = new Map<number, string>();
  const formats: boolean[] = [];
  let inCellFormats = false;
  if (path === undefined) return formats;
  const handler: XmlHandler = {
    open(name, attributes) {
      if (name === 'cellXfs') inCellFormats = true;
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      if (name !== 'xf' || !inCellFormats) return;
      if (formats.length >= FORMATS_MAX) throw limitPassed('rows', FORMATS_MAX, part);
      const id = Number(attributes['numFmtId'] ?? 0);
      formats.push(isDateFormat(id, codes.get(id)));
    },
    text: () => undefined,
    close(name) {
      if (name === 'cellXfs') inCellFormats = false;
    },
  };
  for await (const _ of scanXml(path, part, handler));
  return formats;
}

async function walk(
  path: string,
  part: Bilingual,
  open: (name: string, attributes: Readonly<Record<string, string>>) => void,
): Promise<void> {
  const handler: XmlHandler = { open, text: () => undefined, close: () => undefined };
  for await (const _ of scanXml(path, part, handler));
}
