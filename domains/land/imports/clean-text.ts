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
