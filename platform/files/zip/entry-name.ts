import iconv from 'iconv-lite';
import type { NameReason } from './zip-fault.ts';

const UTF8_FLAG = 0x800;
const UNICODE_PATH_FIELD = 0x7075;

/** The parts of a central directory entry that tell its name. */
export interface RawName {
  readonly fileNameRaw: Uint8Array;
  readonly generalPurposeBitFlag: number;
  readonly extraFields: readonly { readonly id: number; readonly data: Uint8Array }[];
}

/**
 * The name of an entry: as UTF-8 where the flag or the Unicode Path field says so (APPNOTE 4.4.4, 4.6.9), or where the
 * bytes are valid UTF-8; otherwise as GB 18030, in which Chinese Windows writes names.
 */
export function entryName(entry: RawName): string {
  const unicode = entry.extraFields.find(({ id, data }) => id === UNICODE_PATH_FIELD && data.length > 5);
  if (unicode !== undefined && unicode.data[0] === 1) return utf8(unicode.data.subarray(5));
  const raw = entry.fileNameRaw;
  if ((entry.generalPurposeBitFlag & UTF8_FLAG) !== 0) return utf8(raw);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw);
  } catch {
    return iconv.decode(Buffer.from(raw), 'gb18030');
  }
}

/** Why a name may not be used below a folder; null when it may. A trailing slash marks a folder. */
export function unsafeNameReason(name: string): NameReason | null {
  if (name === '') return 'empty';
  if (/\p{Cc}/u.test(name)) return 'control';
  if (name.includes('\\')) return 'backslash';
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) return 'absolute';
  const segments = (name.endsWith('/') ? name.slice(0, -1) : name).split('/');
  if (segments.includes('..')) return 'parent';
  if (segments.some((segment) => segment === '' || segment === '.')) return 'empty';
  if (segments.some((segment) => Buffer.byteLength(segment) > 255)) return 'long';
  return null;
}

/** Two names with one key would be one file on some file systems: case and composition of characters do not count. */
export function nameKey(name: string): string {
  return name.replace(/\/$/, '').normalize('NFC').toLowerCase();
}

function utf8(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
