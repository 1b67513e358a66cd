import { type AttributeFault, textShortened } from './attribute-fault.ts';

/** A feature's attributes under the names of its file. */
export type SourceValues = Readonly<Record<string, string | number | boolean | null>>;

/** The officer's mapping: target field → source field. */
export type FieldMapping = Readonly<Record<string, string>>;

/** A value as text: trimmed, full-width characters made plain, '' where there is none. */
export function sourceText(values: SourceValues, field: string | undefined): string {
  const value = field === undefined ? null : values[field];
  return value === null || value === undefined ? '' : String(value).normalize('NFKC').trim();
}

/** The same, cut to what the ledger keeps; that it was cut is said. */
export function keptText(
  values: SourceValues,
  field: string | undefined,
  longest: number,
  faults: AttributeFault[],
): string {
  const text = sourceText(values, field);
  if (field === undefined || text.length <= longest) return text;
  const characters = [...text];
  if (characters.length <= longest) return text;
  faults.push(textShortened(field, characters.length, longest));
  return characters.slice(0, longest).join('');
}

/** A value as a message quotes it. */
export function quoted(text: string): string {
  const characters = [...text];
  return characters.length <= QUOTED_MAX ? text : `${characters.slice(0, QUOTED_MAX).join('')}…`;
}

const QUOTED_MAX = 40;
