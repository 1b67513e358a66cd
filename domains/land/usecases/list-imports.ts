import type { Transaction } from '@lizhu/db';
import { decodeCursor, encodeCursor } from '@lizhu/http';
import Type from 'typebox';
import type { Import } from '../contract.ts';
import { listStoredImports } from '../store/imports.ts';
import { viewImport } from './read-import.ts';

const Key = Type.Tuple([Type.String({ format: 'date-time' }), Type.String({ format: 'uuid' })]);

/** A page of the imports that the scope may see, newest first. @throws Problem `http.bad-cursor` */
export async function listImports(
  tx: Transaction,
  { cursor, limit }: { readonly cursor: string | null; readonly limit: number },
): Promise<{ rows: Import[]; next: string | null }> {
  const after = cursor === null ? null : decodeCursor(Key, cursor);
  const found = await listStoredImports(tx, { after, limit: limit + 1 });
  const page = found.slice(0, limit);
  const rows: Import[] = [];
  for (const entry of page) rows.push(await viewImport(tx, entry));
  const last = found.length > limit ? page.at(-1) : undefined;
  return { rows, next: last === undefined ? null : encodeCursor([last.createdAt.toISOString(), last.id]) };
}
