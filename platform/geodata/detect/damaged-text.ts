import iconv from 'iconv-lite';
import { byteStatistics } from './byte-statistics.ts';

/**
 * True where a text was damaged by a wrong encoding before it came here: replacement characters, the traces of GBK
 * read as UTF-8 ("锟斤拷"), of UTF-8 read as GBK ("涓滆帪" for "东莞") and of GBK read as Latin-1 ("¶«Ý¸").
 */
export function isDamagedText(text: string): boolean {
  if (isAscii(text)) return false;
  if (text.includes('\uFFFD') || text.includes('锟斤拷')) return true;
  const known = verdicts.get(text);
  if (known !== undefined) return known;
  const verdict = text.length <= 2_000 && (utf8ReadAsGbk(text) || gbkReadAsLatin(text));
  if (verdicts.size > 20_000) verdicts.clear();
  verdicts.set(text, verdict);
  return verdict;
}

const verdicts = new Map<string, boolean>();

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

/** Every hanzi takes three bytes in UTF-8, so what was read from them must be hanzi and the like again, and nothing else. */
function utf8ReadAsGbk(text: string): boolean {
  if (!/[\u4e00-\u9fff]{2}/.test(text)) return false;
  const original = utf8.decode(iconv.encode(text, 'GB18030'));
  return (
    /^[\u2010-\u206f\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef\p{ASCII}]{2,}$/u.test(original) &&
    /[\u4e00-\u9fff]/.test(original)
  );
}

const utf8 = new TextDecoder('utf-8');

function gbkReadAsLatin(text: string): boolean {
  if (/[^\p{ASCII}\x80-\xff]/u.test(text) || !/[\x80-\xff]{4}/.test(text)) return false;
  const { gbShare, gbErrors, utf8Errors, highBytes } = byteStatistics([Buffer.from(text, 'latin1')]);
  return highBytes >= 4 && (utf8Errors === 0 || (gbShare > 0.9 && gbErrors === 0));
}
