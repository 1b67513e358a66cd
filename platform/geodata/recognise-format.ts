import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Bilingual } from './bilingual.ts';
import { FileBytes } from './file-bytes.ts';
import type { Format, Source } from './format.ts';
import { formats } from './formats.ts';
import type { Guess } from './geo-feature.ts';
import { GeodataError } from './geodata-error.ts';
import type { ReadLimits } from './limits.ts';
import { unsupportedKind } from './unsupported-file.ts';

const HEAD_BYTES = 65_536;

export interface RecognisedFormat {
  readonly format: Format;
  readonly guess: Guess;
}

/**
 * Tells the format of a file by its content. What the user states, or else the suffix of the file's name, must agree with it.
 *
 * @throws GeodataError `file-missing`, `file-empty`, `file-too-large`, `format-unknown`, `format-unsupported`,
 *   `format-not-as-stated`.
 */
export async function recogniseFormat(
  source: Source,
  stated: string | null,
  limits: ReadLimits,
): Promise<RecognisedFormat> {
  const head = await headOf(source, limits);
  const suffix = extname(source.fileName).toLowerCase();
  const claims = formats.filter(({ id, extensions }) =>
    stated ? id === stated : extensions.includes(suffix),
  );
  if (stated && claims.length === 0) throw unknownFormat(stated);
  const seen = seenIn(head, source.fileName, claims);
  const candidates = formats.map(({ id, name }) => ({ value: id, note: name }));
  if (!seen) throw unrecognised(source, head, claims[0] ?? null, stated !== null, candidates);
  const { format, recognition } = seen;
  if (claims.length > 0 && !claims.includes(format)) {
    const claim = claimText(source, claims[0]!, stated !== null);
    throw new GeodataError(
      'format-not-as-stated',
      {
        zh: `${claim.zh}，但内容是 ${format.name.zh}（${recognition.evidence.zh}）`,
        en: `${claim.en}, but its content is ${format.name.en} (${recognition.evidence.en})`,
      },
      [{ value: format.id, note: format.name }],
    );
  }
  const certain = recognition.confidence === 'certain';
  const guess: Guess = {
    value: format.id,
    confidence: certain ? 'certain' : 'likely',
    evidence: recognition.evidence,
    candidates,
  };
  return { format, guess };
}

async function headOf({ path, fileName }: Source, limits: ReadLimits): Promise<Buffer> {
  const shown = shownName(fileName);
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  });
  if (!found) {
    throw new GeodataError('file-missing', { zh: `没有文件“${shown}”`, en: `there is no file "${shown}"` });
  }
  if (!found.isFile()) {
    throw new GeodataError('file-missing', { zh: `“${shown}”不是文件`, en: `"${shown}" is not a file` });
  }
  if (found.size === 0) {
    throw new GeodataError('file-empty', { zh: `文件“${shown}”是空的`, en: `the file "${shown}" is empty` });
  }
  if (found.size > limits.bytesMax) {
    const mb = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MB`;
    throw new GeodataError('file-too-large', {
      zh: `文件“${shown}”有 ${mb(found.size)}，最多 ${mb(limits.bytesMax)}`,
      en: `the file "${shown}" has ${mb(found.size)}; ${mb(limits.bytesMax)} are allowed`,
    });
  }
  const file = await FileBytes.open(path);
  try {
    return await file.read(0, HEAD_BYTES);
  } finally {
    await file.close();
  }
}

type Seen = { readonly format: Format; readonly recognition: NonNullable<ReturnType<Format['recognise']>> };

/** The format that is certain; else the likely one that was claimed; else the first likely one. */
function seenIn(head: Buffer, fileName: string, claims: readonly Format[]): Seen | null {
  const seen: Seen[] = [];
  for (const format of formats) {
    const recognition = format.recognise(head, fileName);
    if (recognition) seen.push({ format, recognition });
  }
  const certain = seen.filter(({ recognition }) => recognition.confidence === 'certain');
  const pool = certain.length > 0 ? certain : seen;
  return pool.find(({ format }) => claims.includes(format)) ?? pool[0] ?? null;
}

function unrecognised(
  source: Source,
  head: Buffer,
  claim: Format | null,
  stated: boolean,
  candidates: Guess['candidates'],
): GeodataError {
  const blank = head.every((byte) => byte === 0x20 || (byte >= 9 && byte <= 13) || byte === 0);
  if (blank) {
    const shown = shownName(source.fileName);
    return new GeodataError('file-empty', {
      zh: `文件“${shown}”只有空白`,
      en: `the file "${shown}" holds nothing but blanks`,
    });
  }
  const kind = unsupportedKind(head);
  const known: Bilingual = {
    zh: `可读 ${formats.map(({ name }) => name.zh).join('、')}`,
    en: `these are read: ${formats.map(({ name }) => name.en).join(', ')}`,
  };
  if (claim) {
    const said = claimText(source, claim, stated);
    const real = kind ?? startOf(head);
    return new GeodataError(
      'format-not-as-stated',
      { zh: `${said.zh}，但内容不是：${real.zh}`, en: `${said.en}, but it is not: ${real.en}` },
      candidates,
    );
  }
  if (kind) {
    return new GeodataError(
      'format-unsupported',
      {
        zh: `文件是${kind.zh}，不能读取；${known.zh}`,
        en: `the file is ${kind.en}, which is not read; ${known.en}`,
      },
      candidates,
    );
  }
  return new GeodataError(
    'format-unknown',
    { zh: `不认识文件的格式；${known.zh}`, en: `the format of the file is not known; ${known.en}` },
    candidates,
  );
}

function startOf(head: Buffer): Bilingual {
  const bytes = head.subarray(0, 16);
  const isText = bytes.every((byte) => byte >= 0x20 || (byte >= 9 && byte <= 13));
  const shown = isText
    ? `“${head.subarray(0, 60).toString('utf8').replace(/\s+/g, ' ').slice(0, 40)}”`
    : bytes.toString('hex');
  return { zh: `它以 ${shown} 开头`, en: `it begins with ${shown}` };
}

function claimText({ fileName }: Source, claim: Format, stated: boolean): Bilingual {
  const shown = shownName(fileName);
  return stated
    ? { zh: `文件“${shown}”被指定为 ${claim.name.zh}`, en: `"${shown}" is stated to be ${claim.name.en}` }
    : {
        zh: `文件“${shown}”按后缀应为 ${claim.name.zh}`,
        en: `"${shown}" should by its suffix be ${claim.name.en}`,
      };
}

function unknownFormat(stated: string): GeodataError {
  return new GeodataError(
    'format-unknown',
    { zh: `不认识格式“${stated.slice(0, 40)}”`, en: `unknown format "${stated.slice(0, 40)}"` },
    formats.map(({ id, name }) => ({ value: id, note: name })),
  );
}

function shownName(fileName: string): string {
  return fileName.length > 80 ? `${fileName.slice(0, 77)}…` : fileName;
}
