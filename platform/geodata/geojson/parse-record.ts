import { decodeText } from '../detect/encoding-name.ts';
import { type Fault, fault } from '../fault.ts';
import type { FieldValue } from '../geo-feature.ts';
import type { Geometry } from '../geometry.ts';
import type { Place } from '../place.ts';
import { findJsonError } from './json-error.ts';
import { parseGeoJsonGeometry } from './parse-geometry.ts';
import type { JsonRecord } from './scan-records.ts';

export interface ParsedRecord {
  readonly id: string | null;
  readonly properties: Record<string, FieldValue>;
  readonly geometry: Geometry | null;
  readonly faults: readonly Fault[];
}

const geometryTypes = new Set([
  'Point',
  'MultiPoint',
  'LineString',
  'MultiLineString',
  'Polygon',
  'MultiPolygon',
  'GeometryCollection',
]);

/** A feature, or a geometry standing for one, out of its bytes; what is wrong with it is in `faults`. */
export function parseRecord(record: JsonRecord, encoding: string, place: Place): ParsedRecord {
  const faults: Fault[] = [];
  const unusable = (last: Fault): ParsedRecord => ({
    id: null,
    properties: {},
    geometry: null,
    faults: [...faults, last],
  });
  if (record.separator) faults.push(fault('separator-wrong', place, { detail: record.separator }));
  if (record.damage) {
    const { kind, offset, line, detail } = record.damage;
    const there = { ...place, line, byte: offset + 1 };
    return unusable(
      kind === 'truncated' ? fault('file-truncated', there) : fault('json-syntax', there, { detail }),
    );
  }
  const text = decodeText(record.bytes, encoding);
  const value = parseLenient(text);
  if (value === undefined) {
    const { at, detail } = findJsonError(text) ?? {
      at: 0,
      detail: { zh: '无法解析', en: 'it cannot be parsed' },
    };
    const before = text.slice(0, at);
    const there = {
      ...place,
      line: record.line + before.split('\n').length - 1,
      byte: record.offset + Buffer.byteLength(before) + 1,
    };
    return unusable(fault('json-syntax', there, { detail }));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return unusable(fault('record-damaged', place, { detail: { zh: '不是要素', en: 'this is no feature' } }));
  }
  const { type, id, properties, geometry } = value as Record<string, unknown>;
  if (type !== 'Feature' && !geometryTypes.has(String(type))) {
    const shown = String(type).slice(0, 40);
    const detail = { zh: `类型是“${shown}”，不是要素`, en: `its type is "${shown}", not Feature` };
    return unusable(fault('record-damaged', place, { detail }));
  }
  const parsed = parseGeoJsonGeometry(type === 'Feature' ? geometry : value);
  for (const { code, slots } of parsed.problems) faults.push(fault(code, place, slots));
  return {
    id: typeof id === 'string' && id !== '' ? id : typeof id === 'number' ? String(id) : null,
    properties: type === 'Feature' ? propertiesOf(properties) : {},
    geometry: parsed.geometry,
    faults,
  };
}

/** `JSON.parse` that also takes NaN and Infinity, which become null; undefined where the text is something else. */
function parseLenient(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    if (!/NaN|Infinity/.test(text)) return undefined;
  }
  const mended = text.replace(/"(?:[^"\\]|\\.)*"|[-+]?(?:NaN|Infinity)\b/g, (match) =>
    match.startsWith('"') ? match : 'null',
  );
  try {
    return JSON.parse(mended);
  } catch {
    return undefined;
  }
}

/** Lists and objects become their JSON text; the parsed object itself is taken over. */
function propertiesOf(value: unknown): Record<string, FieldValue> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const properties = value as Record<string, unknown>;
  for (const name in properties) {
    const each = properties[name];
    if (typeof each === 'object' && each !== null) properties[name] = JSON.stringify(each);
  }
  return properties as Record<string, FieldValue>;
}
