/** What may be written canonically; a bigint becomes its decimal digits as text, a Date its ISO 8601 text. */
export type Canonical =
  | null
  | boolean
  | number
  | bigint
  | string
  | Date
  | readonly Canonical[]
  | { readonly [key: string]: Canonical | undefined };

/**
 * The one JSON text of a value, by RFC 8785 (JSON Canonicalization Scheme): keys in the order of their UTF-16 code units,
 * numbers as ECMAScript writes them, no white space. Properties that are undefined are left out, as in JSON.
 *
 * @throws TypeError with the path of what has no such text: NaN and infinities, lone surrogates, cycles, functions, bytes.
 */
export function canonicalText(value: unknown): string {
  return write(value, '$', []);
}

function write(value: unknown, path: string, above: readonly object[]): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return writeString(value, path);
  if (typeof value === 'bigint') return `"${value}"`;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) refuse(path, `${value} is no JSON number`);
    return JSON.stringify(value);
  }
  if (typeof value !== 'object') refuse(path, `a value of type ${typeof value}`);
  const object = value as object;
  if (above.includes(object)) refuse(path, 'it contains itself');
  const inside = [...above, object];
  if (object instanceof Date) {
    if (Number.isNaN(object.getTime())) refuse(path, 'an invalid date');
    return `"${object.toISOString()}"`;
  }
  if (Array.isArray(object))
    return `[${object.map((item, i) => write(item, `${path}[${i}]`, inside)).join(',')}]`;
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) {
    refuse(path, `a ${object.constructor.name}; give its fields or its hash instead`);
  }
  const members: string[] = [];
  for (const key of Object.keys(object).sort()) {
    const member = (object as Record<string, unknown>)[key];
    if (member === undefined) continue;
    members.push(`${writeString(key, path)}:${write(member, `${path}.${key}`, inside)}`);
  }
  return `{${members.join(',')}}`;
}

function writeString(text: string, path: string): string {
  if (!isWellFormed(text)) refuse(path, 'a lone surrogate, which no UTF-8 can hold');
  return JSON.stringify(text);
}

/** Whether every surrogate stands in a pair (String.prototype.isWellFormed, which is newer than our language level). */
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

function refuse(path: string, why: string): never {
  throw new TypeError(`Cannot write ${path} canonically: ${why}`);
}
