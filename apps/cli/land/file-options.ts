import { existsSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { type Choice, type FormatId, formats, type Source } from '@lizhu/geodata';
import type { Option, Options } from '../command.ts';
import { UsageError } from '../failures.ts';

const formatNames = formats.map(({ id }) => id).join('|');

/** What may be stated of a file that is read. What is not stated must be certain from the file itself. */
export const crsOption: Option = {
  name: 'crs',
  value: 'EPSG',
  text: {
    zh: '坐标系，如 EPSG:4490、4547、4526、GCJ-02；北坐标在前加 +yx；文件自身写明时可省',
    en: 'coordinate system such as EPSG:4490, 4547, 4526, GCJ-02, with +yx for north first; needed unless the file states it',
  },
};
export const encodingOption: Option = {
  name: 'encoding',
  value: 'E',
  text: {
    zh: '文字编码，如 UTF-8、GBK；缺省由文件判断',
    en: 'encoding of the text, such as UTF-8 or GBK; judged from the file unless told',
  },
};
export const layerOption: Option = {
  name: 'layer',
  value: 'L',
  text: {
    zh: '图层名（文件含多个图层时；也可写作 文件#图层）',
    en: 'layer, where the file has several (FILE#LAYER says the same)',
  },
};
export const formatOption: Option = {
  name: 'format',
  value: formatNames,
  text: { zh: '文件格式；缺省由内容判断', en: 'format; judged from the content unless told' },
};
export const idOption: Option = {
  name: 'id',
  value: 'FIELD',
  text: {
    zh: '作标识的字段；缺省为格式自带的标识，其次 id、code、宗地代码等字段，再次为序号',
    en: 'field that identifies a parcel; unless told the id that the format gives, else a field such as id or code, else the position',
  },
};

/** A file to read, and what is stated of it. */
export interface LandFile {
  readonly source: Source;
  readonly choice: Choice;
}

/** `FILE`, or `FILE#LAYER` where there is no file of that very name. */
export function landFile(operand: string, choice: Choice = {}): LandFile {
  const hash = operand.lastIndexOf('#');
  const named = hash > 0 && !existsSync(operand) && existsSync(operand.slice(0, hash));
  const path = named ? operand.slice(0, hash) : operand;
  const layer = named ? operand.slice(hash + 1) : (choice.layer ?? null);
  return { source: { path, fileName: basename(path) }, choice: { ...choice, layer } };
}

export function choiceOf(options: Options): Choice {
  return { crs: options.text('crs'), encoding: options.text('encoding') };
}

/** The format in which a file is written: the one stated, else by the suffix. @throws UsageError where neither tells. */
export function formatToWrite(path: string, stated: string | null): FormatId {
  if (stated !== null) {
    const format = formats.find(({ id }) => id === stated);
    if (format) return format.id;
    throw new UsageError({
      zh: `没有格式“${stated}”；可用 ${formatNames}`,
      en: `no format "${stated}"; there are ${formatNames}`,
    });
  }
  const suffix = extname(path).toLowerCase();
  const format = formats.find(({ extensions }) => extensions.includes(suffix));
  if (format) return format.id;
  const suffixes = formats.map(({ extensions }) => extensions[0]).join(' ');
  throw new UsageError({
    zh: `由“${basename(path)}”的后缀看不出格式；可用 ${suffixes}，或用 --format 指定`,
    en: `the suffix of "${basename(path)}" names no format; use one of ${suffixes}, or --format`,
  });
}
