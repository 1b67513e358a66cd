import type { SourceValues } from './source-text.ts';

const UNKEEPABLE = /\0|\p{Surrogate}/u;
const EACH_UNKEEPABLE = /\0|\p{Surrogate}/gu;

/** A text without what no database column holds: zero characters and lone surrogates. */
export function cleanText(text: string): string {
  return UNKEEPABLE.test(text) ? text.replaceAll(EACH_UNKEEPABLE, '\ufffd') : text;
}

/** The same for names and values of fields; the record itself where nothing has to go. */
export function cleanValues(values: SourceValues): SourceValues {
  const isKeepable = Object.entries(values).every(
    ([name, value]) => !UNKEEPABLE.test(name) && !(typeof value === 'string' && UNKEEPABLE.test(value)),
  );
  if (isKeepable) return values;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      cleanText(name),
      typeof value === 'string' ? cleanText(value) : value,
    ]),
  );
}

/** JSON text of a value, of which a database keeps every string. */
export function cleanJson(value: unknown): string {
  const text = JSON.stringify(value);
  // JSON escapes zero characters and lone surrogates; a pair of surrogates it writes as it is.
  if (!ESCAPED_UNKEEPABLE.test(text)) return text;
  return JSON.stringify(value, (_, member: unknown) => {
    if (typeof member === 'string') return cleanText(member);
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).map(([name, inner]) => [cleanText(name), inner]));
  });
}

const ESCAPED_UNKEEPABLE = /\\u(0000|d[89a-f])/;
