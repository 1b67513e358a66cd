import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Language } from '@lizhu/http';
import type { Bilingual } from '@lizhu/programme/contract';
import type exceljs from 'exceljs';
import type { ImportFault } from '../contract.ts';
import type { WrittenFile } from './write-export.ts';

/** Excel holds 1,048,576 rows a sheet. */
const ROWS_MAX = 1_000_000;

const columns: readonly { readonly title: Bilingual; readonly width: number }[] = [
  { title: { zh: '处理', en: 'Severity' }, width: 10 },
  { title: { zh: '序号', en: 'Feature' }, width: 10 },
  { title: { zh: '代码', en: 'Code' }, width: 24 },
  { title: { zh: '问题', en: 'Fault' }, width: 60 },
  { title: { zh: '位置', en: 'Place' }, width: 40 },
  { title: { zh: '办法', en: 'Remedy' }, width: 60 },
  { title: { zh: '经度', en: 'Longitude' }, width: 14 },
  { title: { zh: '纬度', en: 'Latitude' }, width: 14 },
  { title: { zh: '问题类型', en: 'Kind' }, width: 20 },
];
const severities: Readonly<Record<ImportFault['severity'], Bilingual>> = {
  note: { zh: '提示', en: 'note' },
  repaired: { zh: '已修复', en: 'repaired' },
  quarantine: { zh: '隔离', en: 'quarantine' },
};
const sheetName: Bilingual = { zh: '问题清单', en: 'Faults' };

/** Writes the fault list as a workbook, row by row, into a folder of its own. */
export async function writeFaultSheet(
  faults: AsyncIterable<ImportFault>,
  language: Language,
): Promise<WrittenFile> {
  const folder = await mkdtemp(join(tmpdir(), 'lizhu-export-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, 'faults.xlsx');
    const out = createWriteStream(path);
    const written = finished(out);
    await writeSheets(out, faults, language);
    await written;
    return { path, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function writeSheets(
  out: Writable,
  faults: AsyncIterable<ImportFault>,
  language: Language,
): Promise<void> {
  // Half a second to load, for what is seldom asked for.
  const { default: excel } = await import('exceljs');
  const workbook = new excel.stream.xlsx.WorkbookWriter({ stream: out, useSharedStrings: false });
  let sheet = newSheet(workbook, 1, language);
  let rows = 0;
  for await (const fault of faults) {
    if (rows > 0 && rows % ROWS_MAX === 0) {
      sheet.commit();
      sheet = newSheet(workbook, rows / ROWS_MAX + 1, language);
    }
    rows++;
    const { severity, feature, featureId, message, place, remedy, lon, lat, code } = fault;
    sheet
      .addRow([
        severities[severity][language],
        feature,
        featureId ?? '',
        message[language],
        place,
        remedy[language],
        lon,
        lat,
        code,
      ])
      .commit();
  }
  sheet.commit();
  await workbook.commit();
}

function newSheet(
  workbook: exceljs.stream.xlsx.WorkbookWriter,
  number: number,
  language: Language,
): exceljs.Worksheet {
  const name = number === 1 ? sheetName[language] : `${sheetName[language]} ${number}`;
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ width }) => ({ width }));
  const header = sheet.addRow(columns.map(({ title }) => title[language]));
  header.font = { bold: true };
  header.commit();
  return sheet;
}
