import type { Format, Recognition } from '../format.ts';
import { openGeoJson } from './read-geojson.ts';
import { createGeoJson } from './write-geojson.ts';

/** GeoJSON by RFC 7946, its 2008 forerunner with a `crs` member, and features one a line (RFC 8142). */
export const geojson: Format = {
  id: 'geojson',
  name: { zh: 'GeoJSON', en: 'GeoJSON' },
  extensions: ['.geojson', '.json', '.geojsonl', '.ndjson', '.geojsons', '.jsonl'],
  recognise,
  open: openGeoJson,
  create: createGeoJson,
};

const types =
  /"type"\s*:\s*"(FeatureCollection|Feature|Point|MultiPoint|LineString|MultiLineString|Polygon|MultiPolygon|GeometryCollection)"/;
const others = /"type"\s*:\s*"Topology"|"geometryType"\s*:\s*"esri|"\$schema"\s*:/;

/** Before each feature of a text sequence (RFC 8142). */
const RECORD_SEPARATOR = String.fromCharCode(0x1e);

function recognise(head: Uint8Array, fileName: string): Recognition | null {
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  const start = text
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
    .replace(RECORD_SEPARATOR, '')
    .trimStart();
  if (!/^[[{]/.test(start) || others.test(text)) return null;
  const type = types.exec(text)?.[1];
  if (type) {
    return {
      confidence: 'certain',
      evidence: { zh: `JSON，含 "type": "${type}"`, en: `JSON with "type": "${type}"` },
    };
  }
  if (!/\.(geojson[ls]?|json|ndjson|jsonl)$/i.test(fileName)) return null;
  return { confidence: 'likely', evidence: { zh: '内容像 JSON', en: 'it looks like JSON' } };
}
