import { type Database, inScope, type Scope } from '@lizhu/db';
import { type Language, Problem } from '@lizhu/http';
import type { ImportFault } from '../contract.ts';
import { readFaults } from '../store/import-faults.ts';
import { readStoredImport, type StoredImport } from '../store/imports.ts';
import { faultOf } from './list-faults.ts';

const PAGE = 5_000;

/** The import whose findings are taken away. @throws Problem `land.import-not-found` */
export async function findImport(database: Database, scope: Scope, id: string): Promise<StoredImport> {
  const entry = await inScope(database, scope, (tx) => readStoredImport(tx, id), { readOnly: true });
  if (entry === null) throw new Problem('land.import-not-found');
  return entry;
}

/** All faults of an import; each page is a transaction of its own, so a slow reader holds none. */
export async function* streamFaults(
  database: Database,
  scope: Scope,
  importId: string,
  language: Language,
): AsyncGenerator<ImportFault> {
  let after = 0;
  for (;;) {
    const rows = await inScope(
      database,
      scope,
      (tx) => readFaults(tx, importId, {}, { after, limit: PAGE }),
      { readOnly: true },
    );
    for (const row of rows) yield faultOf(row, language);
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.seq;
  }
}

/** The faults that have a place on the map as GeoJSON, text by text. */
export async function* faultsAsGeojson(faults: AsyncIterable<ImportFault>): AsyncGenerator<string> {
  yield '{"type":"FeatureCollection","features":[';
  let separator = '';
  for await (const fault of faults) {
    if (fault.lon === null || fault.lat === null) continue;
    const geometry = { type: 'Point', coordinates: [fault.lon, fault.lat] };
    yield `${separator}\n${JSON.stringify({ type: 'Feature', id: fault.seq, geometry, properties: fault })}`;
    separator = ',';
  }
  yield '\n]}\n';
}
