import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { Problem } from './problems/problem.ts';

const LENGTH_MAX = 1_000;

/** The key of the last row of a page as an opaque text for the `next` of the page. Not secret and not signed. */
export function encodeCursor(key: unknown): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/**
 * The key that a cursor holds.
 *
 * @throws Problem `http.bad-cursor` when it is none of ours, or its key is not of the schema.
 */
export function decodeCursor<Schema extends TSchema>(schema: Schema, cursor: string): Static<Schema> {
  let key: unknown;
  try {
    if (cursor.length > LENGTH_MAX) throw new RangeError('Cannot read a cursor: it is too long');
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch (cause) {
    throw new Problem('http.bad-cursor', {}, { cause });
  }
  if (!Value.Check(schema, key)) throw new Problem('http.bad-cursor');
  return key as Static<Schema>;
}
