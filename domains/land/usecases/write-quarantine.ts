import { type Database, inScope, type Scope } from '@lizhu/db';
import {
  type AreaGeometry,
  createWriter,
  type Field,
  type FieldType,
  type FormatId,
  geometryOfWkb,
  type OutFeature,
  resolveCrs,
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

/**
 * Writes the quarantine of an import as a file that can be mended and submitted again: every feature with the fields that it
 * came with, its geometry as far as the format holds it, and why it was kept out.
 *
 * @throws GeodataError `write-refused` where the format cannot hold what there is.
 */
export async function writeQuarantine(
  database: Database,
  scope: Scope,
  entry: StoredImport,
  path: string,
  format: FormatId,
  language: Language,
): Promise<void> {
  const own = entry.proposal?.fields ?? [];
  const fields = own
    .filter(({ name }) => !reasonFields.some((field) => field.name === name))
    .map(({ name, type }): Field => ({ name, type: type as FieldType }));
  const writer = await createWriter(path, format, {
    crs: resolveCrs('EPSG:4490'),
    layerName: language === 'zh' ? '隔离区' : 'quarantine',
    fields: [...fields, ...reasonFields],
  });
  try {
    for await (const row of quarantineOf(database, scope, entry.id)) await writer.write(outOf(row, language));
    await writer.finish();
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

async function* quarantineOf(
  database: Database,
  scope: Scope,
  importId: string,
): AsyncGenerator<QuarantinedRow> {
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
    yield* rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.feature;
  }
}

function outOf(
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
    geometry:
      geometry === null ? (raw === null ? null : (JSON.parse(raw) as AreaGeometry)) : geometryOfWkb(geometry),
  };
}
