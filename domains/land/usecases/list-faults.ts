import type { Transaction } from '@lizhu/db';
import { placeText } from '@lizhu/geodata';
import { decodeCursor, encodeCursor, type Language, Problem } from '@lizhu/http';
import Type from 'typebox';
import type { ImportFault } from '../contract.ts';
import { countFaults, type FaultFilter, readFaults } from '../store/import-faults.ts';
import type { FaultRow } from '../store/import-features.ts';
import { readStoredImport } from '../store/imports.ts';

const Seq = Type.Integer({ minimum: 0 });

/** A page of the faults of an import. @throws Problem `land.import-not-found`, `http.bad-cursor` */
export async function listFaults(
  tx: Transaction,
  importId: string,
  filter: FaultFilter,
  {
    cursor,
    limit,
    language,
  }: { readonly cursor: string | null; readonly limit: number; readonly language: Language },
): Promise<{ rows: ImportFault[]; total: number; next: string | null }> {
  if ((await readStoredImport(tx, importId)) === null) throw new Problem('land.import-not-found');
  const after = cursor === null ? 0 : decodeCursor(Seq, cursor);
  const found = await readFaults(tx, importId, filter, { after, limit: limit + 1 });
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  return {
    rows: page.map((row) => faultOf(row, language)),
    total: await countFaults(tx, importId, filter),
    next: last === undefined ? null : encodeCursor(last.seq),
  };
}

/** A fault as it travels; where it is, in the reader's language. */
export function faultOf({ place, ...row }: FaultRow, language: Language): ImportFault {
  return { ...row, place: placeText(place)[language] };
}
