import type { Bbox, ItemsQuery, PropertySchema } from './collection.ts';
import type { ServedCrs } from './crs.ts';

export const LIMIT_DEFAULT = 100;
export const LIMIT_MAX = 10_000;

/** A request that cannot be answered; becomes a 400 that names the parameter. */
export class BadQuery extends Error {
  readonly parameter: string;
  constructor(parameter: string, message: string) {
    super(message);
    this.parameter = parameter;
  }
}

export interface ParsedQuery extends ItemsQuery {
  readonly crs: ServedCrs;
}

/**
 * Reads the parameters of `/items` (OGC API Features part 1, clause 7.15; part 2, clause 6). An unknown parameter is an
 * error, as the standard has it: a misspelt filter must not return everything.
 */
export function parseItemsQuery(
  raw: Readonly<Record<string, string | undefined>>,
  properties: Readonly<Record<string, PropertySchema>>,
  served: readonly ServedCrs[],
): ParsedQuery {
  const filters = new Map<string, string>();
  for (const [name, value] of Object.entries(raw)) {
    if (value === undefined || ['bbox', 'bbox-crs', 'crs', 'datetime', 'limit', 'after', 'f'].includes(name))
      continue;
    const property = properties[name];
    if (property?.queryable !== true) throw new BadQuery(name, `Unknown parameter "${name}"`);
    if (property.type !== 'string' && property.type !== 'boolean' && !Number.isFinite(Number(value))) {
      throw new BadQuery(name, `"${value}" is not a number`);
    }
    if (property.type === 'boolean' && value !== 'true' && value !== 'false') {
      throw new BadQuery(name, `"${value}" is neither true nor false`);
    }
    filters.set(name, value);
  }
  const crs = crsOf('crs', raw.crs, served);
  const bboxCrs = crsOf('bbox-crs', raw['bbox-crs'], served);
  if (raw.f !== undefined && raw.f !== 'json') throw new BadQuery('f', 'Only f=json is served');
  return {
    bbox: raw.bbox === undefined ? null : parseBbox(raw.bbox, bboxCrs),
    datetime: raw.datetime === undefined ? null : parseDatetime(raw.datetime),
    properties: filters,
    limit: parseLimit(raw.limit),
    after: raw.after ?? null,
    crs,
  };
}

export function crsOf(parameter: string, uri: string | undefined, served: readonly ServedCrs[]): ServedCrs {
  if (uri === undefined) return served[0]!;
  const found = served.find((crs) => crs.uri === uri);
  if (found === undefined)
    throw new BadQuery(parameter, `"${uri}" is not served; see the collection's crs list`);
  return found;
}

/** Four numbers, or six with heights (ignored), in the axis order of `crs`; returned in degrees. */
function parseBbox(text: string, crs: ServedCrs): Bbox {
  const parts = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const flat = parts.length === 6 ? [parts[0]!, parts[1]!, parts[3]!, parts[4]!] : parts;
  if (flat.length !== 4 || !flat.every(Number.isFinite))
    throw new BadQuery('bbox', 'bbox takes four or six numbers');
  const [x0, y0, x1, y1] =
    crs.order === 'xy' ? (flat as Bbox) : ([flat[1], flat[0], flat[3], flat[2]] as Bbox);
  if (x0 > x1 || y0 > y1) throw new BadQuery('bbox', 'the lower corner of bbox must come first');
  const corners = [crs.toLonLat(x0, y0), crs.toLonLat(x1, y0), crs.toLonLat(x0, y1), crs.toLonLat(x1, y1)];
  if (!corners.flat().every((degrees) => Math.abs(degrees) <= 360))
    throw new BadQuery('bbox', 'bbox lies outside of what its coordinate system can hold');
  const lons = corners.map((corner) => corner[0]);
  const lats = corners.map((corner) => corner[1]);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

/** RFC 3339 instant or date, or an interval with `..` or nothing for an open end. */
function parseDatetime(text: string): { from: string | null; to: string | null } {
  const parts = text.split('/');
  if (parts.length > 2) throw new BadQuery('datetime', 'datetime takes an instant or an interval');
  const instant = (part: string, ofDay: 'start' | 'end'): string | null => {
    if (part === '..' || part === '') return null;
    const dayOnly = /^\d{4}-\d{2}-\d{2}$/.test(part);
    const full = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(part);
    if ((!dayOnly && !full) || Number.isNaN(Date.parse(part))) {
      throw new BadQuery('datetime', `"${part}" is not an RFC 3339 date or instant`);
    }
    return dayOnly ? `${part}T${ofDay === 'start' ? '00:00:00' : '23:59:59.999'}Z` : part;
  };
  const from = instant(parts[0]!, 'start');
  const to = instant(parts.length === 2 ? parts[1]! : parts[0]!, 'end');
  if (parts.length === 1 && from === null) throw new BadQuery('datetime', 'datetime is empty');
  if (from !== null && to !== null && Date.parse(from) > Date.parse(to)) {
    throw new BadQuery('datetime', 'the interval ends before it begins');
  }
  return { from, to };
}

function parseLimit(text: string | undefined): number {
  if (text === undefined) return LIMIT_DEFAULT;
  if (!/^\d+$/.test(text) || Number(text) < 1)
    throw new BadQuery('limit', 'limit takes a whole number from 1');
  return Math.min(Number(text), LIMIT_MAX);
}
