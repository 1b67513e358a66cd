import type { Bilingual } from '../bilingual.ts';
import type { Guess } from '../geo-feature.ts';
import { GeodataError } from '../geodata-error.ts';
import { byteStatistics } from './byte-statistics.ts';
import { encodingName } from './encoding-name.ts';

/** What a file says about its own encoding: a `.cpg`, a byte-order mark, the language byte of a `.dbf`. */
export interface DeclaredEncoding {
  readonly value: string;
  readonly where: Bilingual;
  /** A weak statement is one that software writes whatever the content, such as the dBASE language byte 0x57. */
  readonly weak?: boolean;
}

/**
 * Proposes the encoding of text bytes from the file's own statement, the validity of the bytes as UTF-8, and the
 * statistics of their pairs as GB18030 and Big5. `samples` are pieces of text, each of which may be cut at its end.
 */
export function proposeEncoding(declared: DeclaredEncoding | null, samples: readonly Uint8Array[]): Guess {
  const statistics = byteStatistics(samples);
  const byContent = contentGuess(statistics);
  if (!declared) return byContent;
  const name = encodingName(declared.value);
  if (statistics.highBytes === 0) {
    const evidence = {
      zh: `${declared.where.zh}：${name}；样本全为 ASCII 字符`,
      en: `${declared.where.en}: ${name}; the sample is plain ASCII`,
    };
    return { value: name, confidence: 'certain', evidence, candidates };
  }
  if (fits(name, byContent, statistics)) {
    const evidence = {
      zh: `${declared.where.zh}：${name}；内容与之相符`,
      en: `${declared.where.en}: ${name}; the content agrees`,
    };
    return { value: name, confidence: 'certain', evidence, candidates };
  }
  if (declared.weak) return byContent;
  return {
    value: byContent.value,
    confidence: byContent.confidence === 'certain' ? 'likely' : byContent.confidence,
    evidence: {
      zh: `${declared.where.zh}：${name}，但内容不是；${byContent.evidence.zh}`,
      en: `${declared.where.en}: ${name}, but the content is not; ${byContent.evidence.en}`,
    },
    candidates,
  };
}

/**
 * The encoding that the user states, where the bytes can be of it.
 *
 * @throws GeodataError `encoding-wrong` where they cannot.
 */
export function statedEncoding(stated: string, samples: readonly Uint8Array[]): Guess {
  const name = encodingName(stated);
  const statistics = byteStatistics(samples);
  const byContent = contentGuess(statistics);
  if (statistics.highBytes === 0 || fits(name, byContent, statistics)) {
    const evidence = { zh: '用户指定，内容与之相符', en: 'stated by the user; the content agrees' };
    return { value: name, confidence: 'certain', evidence, candidates };
  }
  throw new GeodataError(
    'encoding-wrong',
    {
      zh: `文件内容不是 ${name} 编码；${byContent.evidence.zh}`,
      en: `the file is not encoded in ${name}; ${byContent.evidence.en}`,
    },
    candidates.filter((candidate) => candidate.value !== name),
  );
}

const candidates = [
  { value: 'UTF-8', note: { zh: '统一码', en: 'Unicode' } },
  { value: 'GBK', note: { zh: '简体中文（国标）', en: 'simplified Chinese' } },
  { value: 'GB18030', note: { zh: '简体中文（国标，含生僻字）', en: 'simplified Chinese, full' } },
  { value: 'Big5', note: { zh: '繁体中文', en: 'traditional Chinese' } },
  { value: 'ISO-8859-1', note: { zh: '西欧', en: 'Western European' } },
] as const;

type Statistics = ReturnType<typeof byteStatistics>;

function contentGuess(statistics: Statistics): Guess {
  const { highBytes, utf8Characters, utf8Errors, gbShare, big5Share, gbErrors, fourByte } = statistics;
  const guess = (value: string | null, confidence: Guess['confidence'], zh: string, en: string): Guess => ({
    value,
    confidence,
    evidence: { zh, en },
    candidates,
  });
  if (highBytes === 0) return guess('UTF-8', 'certain', '全为 ASCII 字符', 'plain ASCII');
  if (utf8Errors === 0) {
    const sure = utf8Characters >= 2 ? 'certain' : 'likely';
    return guess(
      'UTF-8',
      sure,
      `${utf8Characters} 个字符均为合法 UTF-8`,
      `${utf8Characters} characters, all valid UTF-8`,
    );
  }
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  if (gbShare >= 0.7 && gbShare >= big5Share && gbErrors <= 0.02) {
    return guess(
      fourByte > 0 ? 'GB18030' : 'GBK',
      'likely',
      `不是合法 UTF-8；${percent(gbShare)} 的双字节落在国标汉字区`,
      `not valid UTF-8; ${percent(gbShare)} of the byte pairs are Chinese characters of GB 2312`,
    );
  }
  if (big5Share >= 0.7) {
    return guess(
      'Big5',
      'likely',
      `不是合法 UTF-8；${percent(big5Share)} 的双字节落在 Big5 常用字区`,
      `not valid UTF-8; ${percent(big5Share)} of the byte pairs are common characters of Big5`,
    );
  }
  return guess(
    null,
    'unknown',
    '不是 UTF-8，也不像国标码或 Big5',
    'neither UTF-8 nor, by its looks, GBK or Big5',
  );
}

function fits(name: string, byContent: Guess, statistics: Statistics): boolean {
  if (name === 'UTF-8') return statistics.utf8Errors === 0;
  if (byContent.value === 'UTF-8') return statistics.utf8Characters < 2;
  if (name === 'GBK' || name === 'GB18030') return statistics.gbErrors <= 0.02;
  return true;
}
