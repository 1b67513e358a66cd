import type { FormatId } from '@lizhu/geodata';
import { Problem } from '@lizhu/http';

/** A format as pages name it, and what it is to a browser. */
export interface ExportFormat {
  readonly id: FormatId;
  readonly extension: string;
  readonly mediaType: string;
}

/** By the names that pages use. */
const formats: Readonly<Record<string, ExportFormat>> = {
  geojson: { id: 'geojson', extension: '.geojson', mediaType: 'application/geo+json' },
  shapefile: { id: 'shapefile', extension: '.zip', mediaType: 'application/zip' },
  geopackage: { id: 'geopackage', extension: '.gpkg', mediaType: 'application/geopackage+sqlite3' },
  txt: { id: 'boundary-txt', extension: '.txt', mediaType: 'text/plain' },
  flatgeobuf: { id: 'flatgeobuf', extension: '.fgb', mediaType: 'application/octet-stream' },
  xlsx: {
    id: 'xlsx',
    extension: '.xlsx',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  csv: { id: 'csv', extension: '.csv', mediaType: 'text/csv' },
};

/** @throws Problem `land.format-unknown` */
export function exportFormat(name: string): ExportFormat {
  const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
  if (format === undefined)
    throw new Problem('land.format-unknown', { format: name, formats: Object.keys(formats).join(', ') });
  return format;
}
