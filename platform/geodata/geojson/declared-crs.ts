import type { DeclaredCrs } from '../crs/propose-crs.ts';
import { resolveCrs } from '../crs/resolve-crs.ts';
import type { FileBytes } from '../file-bytes.ts';
import { GeodataError } from '../geodata-error.ts';

const TAIL_BYTES = 65_536;

/**
 * What a GeoJSON file says of its coordinate system: the `crs` member of the 2008 specification where there is one, else
 * WGS 84 longitude and latitude, which RFC 7946 §4 prescribes.
 */
export function declaredCrsOf(members: Readonly<Record<string, unknown>>): DeclaredCrs {
  if (!('crs' in members)) {
    const where = {
      zh: '没有 crs 成员，按 RFC 7946 为',
      en: 'there is no crs member, which by RFC 7946 means',
    };
    return { crs: resolveCrs('EPSG:4326'), where };
  }
  const name = crsName(members['crs']);
  if (name === null) {
    const where = { zh: 'crs 成员没有写明坐标系', en: 'the crs member names no coordinate system' };
    return { crs: null, where };
  }
  try {
    return { crs: resolveCrs(name), where: { zh: 'crs 成员', en: 'the crs member' } };
  } catch (error) {
    if (!(error instanceof GeodataError)) throw error;
    return { crs: null, where: { zh: `crs 成员：${error.text.zh}`, en: `the crs member: ${error.text.en}` } };
  }
}

function crsName(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return null;
  const { type, properties } = value as { type?: unknown; properties?: Record<string, unknown> };
  const name = properties?.['name'] ?? properties?.['href'];
  if (typeof name === 'string') return name;
  const code = properties?.['code'];
  return String(type).toUpperCase() === 'EPSG' && code !== undefined ? `EPSG:${String(code)}` : null;
}

/** A `crs` member that stands behind the features, which a look at the beginning of a large file does not meet. */
export async function membersAtEnd(file: FileBytes): Promise<Record<string, unknown> | null> {
  const tail = (await file.read(Math.max(0, file.size - TAIL_BYTES), TAIL_BYTES)).toString('utf8');
  const member =
    /\]\s*,((?:\s*"[^"]*"\s*:\s*(?:"[^"]*"|[-\d.eE+]+|null|true|false)\s*,)*\s*"crs"\s*:\s*\{[^\]]*\}\s*)$/.exec(
      tail.replace(/\s+$/, ''),
    );
  if (!member) return null;
  try {
    return JSON.parse(`{${member[1]}`) as Record<string, unknown>;
  } catch {
    return null;
  }
}
