import iconv from 'iconv-lite';
import { GeodataError } from '../geodata-error.ts';

/** The name under which this package knows an encoding: `UTF-8`, `GBK`, `GB18030`, `Big5`, `UTF-16LE`, … */
export function encodingName(text: string): string {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]/g, '');
  const known = aliases[plain];
  if (known !== undefined) return known;
  if (/^\d{3,5}$/.test(plain) && iconv.encodingExists(`cp${plain}`)) return `CP${plain}`;
  if (plain.length <= 40 && iconv.encodingExists(plain)) return text.trim();
  throw new GeodataError('encoding-unknown', {
    zh: `不认识编码“${text.slice(0, 40)}”；可用 UTF-8、GBK、GB18030、Big5、UTF-16LE、ISO-8859-1`,
    en: `unknown encoding "${text.slice(0, 40)}"; use UTF-8, GBK, GB18030, Big5, UTF-16LE or ISO-8859-1`,
  });
}

const aliases: Readonly<Record<string, string>> = {
  utf8: 'UTF-8',
  '65001': 'UTF-8',
  cp65001: 'UTF-8',
  gbk: 'GBK',
  gb2312: 'GBK',
  cp936: 'GBK',
  '936': 'GBK',
  ansi936: 'GBK',
  oem936: 'GBK',
  windows936: 'GBK',
  gb18030: 'GB18030',
  '54936': 'GB18030',
  big5: 'Big5',
  cp950: 'Big5',
  '950': 'Big5',
  utf16: 'UTF-16LE',
  utf16le: 'UTF-16LE',
  utf16be: 'UTF-16BE',
  iso88591: 'ISO-8859-1',
  latin1: 'ISO-8859-1',
  '88591': 'ISO-8859-1',
  '1252': 'windows-1252',
  cp1252: 'windows-1252',
  ansi1252: 'windows-1252',
  windows1252: 'windows-1252',
};

/** Decodes bytes; what does not decode becomes U+FFFD. GBK is read as GB18030, which contains it. */
export function decodeText(bytes: Uint8Array, encoding: string): string {
  if (encoding === 'UTF-8') {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  }
  const codec = encoding === 'GBK' ? 'GB18030' : encoding;
  return iconv.decode(bytes as Buffer, codec, { stripBOM: false });
}
