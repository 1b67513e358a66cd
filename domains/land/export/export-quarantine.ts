import { type Database, inScope, type Scope } from '@lizhu/db';
import {
  type AreaGeometry,
  type Field,
  type FieldType,
  geometryOfWkb,
  type OutFeature,
} from '@lizhu/geodata';
import type { Language } from '@lizhu/http';
import { type QuarantinedRow, readQuarantine } from '../store/import-quarantine.ts';
import type { StoredImport } from '../store/imports.ts';

const PAGE = 1_000;

/** What is told of each feature beside its own fields; names short enough for a DBF. */
const reasonFields: readonly Field[] = [
  { name: 'LZ_FEATURE', type: 'integer' },
  { name: 'LZ_CODE', type: 'text' },
  { name: 'LZ_REASON', type: 'text' },
  { name: 'LZ_REMEDY', type: 'text' },
];

/** The fields of a quarantine: those of the file that it came from, and the reasons. */
export function quarantineFields({ proposal }: StoredImport): Field[] {
  const own = (proposal?.fields ?? []).filter(
    ({ name }) => !reasonFields.some((field) => field.name === name),
  );
  return [...own.map(({ name, type }) => ({ name, type: type as FieldType })), ...reasonFields];
}

/**
 * The quarantine of an import in the order of its file, to be mended and submitted again: every feature with the fields that it
 * came with, its geometry as it was read, and why it was kept out. Each page is a transaction of its own.
 */
export async function* exportQuarantine(
  database: Database,
  scope: Scope,
  importId: string,
  language: Language,
): AsyncGenerator<OutFeature> {
  let after = 0;
  for (;;) {
    const rows = await inScope(
      database,
      scope,
      (tx) => readQuarantine(tx, importId, { after, limit: PAGE }),
      {
        readOnly: true,
      },
    );
    for (const row of rows) yield featureOf(row, language);
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.feature;
  }
}

function featureOf(
  { feature, featureId, properties, geometry, raw, reasons }: QuarantinedRow,
  language: Language,
): OutFeature {
  const joined = (texts: readonly string[]): string =>
    [...new Set(texts)].join(language === 'zh' ? '；' : '; ');
  return {
    id: featureId,
    properties: {
      ...properties,
      LZ_FEATURE: feature,
      LZ_CODE: joined(reasons.map(({ code }) => code)),
      LZ_REASON: joined(reasons.map(({ message }) => message[language])),
      LZ_REMEDY: joined(reasons.map(({ remedy }) => remedy[language])),
    },
    geometry: geometry === null ? rawGeometry(raw) : geometryOfWkb(geometry),
  };
}

/** What was read but cannot be used; where a coordinate was no number, JSON had null. */
function rawGeometry(raw: string | null): OutFeature['geometry'] {
  if (raw === null) return null;
  return JSON.parse(raw, (_, value: unknown) =>
    Array.isArray(value) && value.includes(null) ? value.map((number) => number ?? Number.NaN) : value,
  ) as AreaGeometry;
}
