import type { Transaction } from '@lizhu/db';
import type { Bilingual } from '@lizhu/programme/contract';
import { type AttributeFault, baseUnknown, codeMissing } from './attribute-fault.ts';
import { type FieldMapping, quoted, type SourceValues, sourceText } from './source-text.ts';

export interface BoundaryAttributes {
  readonly baseId: string;
  readonly baseCode: string;
}

/** Bases by everything that a file may call them: code, Chinese and English name, in lower case. */
export type BasesByName = ReadonlyMap<string, BoundaryAttributes>;

export async function readBasesByName(tx: Transaction): Promise<BasesByName> {
  const { rows } = await tx.query<{ base_id: string; code: string; name: Bilingual }>(
    'select base_id, code, name from programme.base order by code desc',
  );
  const bases = new Map<string, BoundaryAttributes>();
  const keyed = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
  for (const { base_id, name, code } of rows) {
    bases.set(keyed(name.en), { baseId: base_id, baseCode: code });
    bases.set(keyed(name.zh), { baseId: base_id, baseCode: code });
  }
  // A code says more than a name that reads the same.
  for (const { base_id, code } of rows) bases.set(keyed(code), { baseId: base_id, baseCode: code });
  return bases;
}

/** Finds the base that a boundary is of. */
export function mapBoundary(
  values: SourceValues,
  mapping: FieldMapping,
  bases: BasesByName,
): { attributes: BoundaryAttributes | null; faults: AttributeFault[] } {
  const field = mapping['baseCode'] ?? 'baseCode';
  const text = sourceText(values, field);
  if (text === '') return { attributes: null, faults: [codeMissing(field)] };
  const base = bases.get(text.toLowerCase());
  if (base === undefined) return { attributes: null, faults: [baseUnknown(field, quoted(text))] };
  return { attributes: base, faults: [] };
}
