import { type Database, inScope, type Transaction } from '@lizhu/db';
import type { Base, Bbox, Bilingual, Programme } from './contract.ts';

export interface MeasuredBase {
  readonly areaSqm: number;
  readonly bbox: Bbox;
}

/** Port: area and extent of the boundaries in force, by base id. */
export type MeasureBases = (tx: Transaction) => Promise<ReadonlyMap<string, MeasuredBase>>;

interface BaseRow {
  readonly base_id: string;
  readonly code: string;
  readonly name: Bilingual;
  readonly place: Bilingual;
  readonly industries: Bilingual[];
}

/** The programme of the scope with the bases that the scope may see; null without a programme. */
export async function readProgramme(tx: Transaction, measureBases: MeasureBases): Promise<Programme | null> {
  const found = await tx.query<{
    programme_id: string;
    code: string;
    name: Bilingual;
    demonstration: boolean;
    central_meridian_deg: number;
  }>('select programme_id, code, name, demonstration, central_meridian_deg from programme.programme');
  const row = found.rows[0];
  if (row === undefined) return null;
  const measured = await measureBases(tx);
  const bases = await tx.query<BaseRow>(
    'select base_id, code, name, place, industries from programme.base order by code',
  );
  return {
    id: row.programme_id,
    code: row.code,
    name: row.name,
    demonstration: row.demonstration,
    centralMeridianDeg: row.central_meridian_deg,
    bases: bases.rows.map(
      (base): Base => ({
        id: base.base_id,
        code: base.code,
        name: base.name,
        place: base.place,
        industries: base.industries,
        areaSqm: measured.get(base.base_id)?.areaSqm ?? null,
        bbox: measured.get(base.base_id)?.bbox ?? null,
      }),
    ),
  };
}

/** All base ids of a programme: what a post over the whole programme may see. */
export async function basesOf(database: Database, programmeId: string): Promise<string[]> {
  const scope = { userId: null, postId: null, role: 'system' as const, programmeId, baseIds: [] };
  const found = await inScope(database, scope, (tx) =>
    tx.query<{ base_id: string }>('select base_id from programme.base order by code'),
  );
  return found.rows.map((row) => row.base_id);
}

/** The ids of all programmes on this server: for what happens to all of them. */
export async function listProgrammes(database: Database): Promise<string[]> {
  const scope = { userId: null, postId: null, role: 'system' as const, programmeId: null, baseIds: [] };
  const found = await inScope(database, scope, (tx) =>
    tx.query<{ programme_id: string }>('select programme_id from programme.programme order by programme_id'),
  );
  return found.rows.map((row) => row.programme_id);
}
