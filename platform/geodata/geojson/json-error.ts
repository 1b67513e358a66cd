import type { Bilingual } from '../bilingual.ts';

export interface JsonError {
  /** Index of the character where the text stops being JSON. */
  readonly at: number;
  readonly detail: Bilingual;
}

/** Finds where a text stops being JSON (RFC 8259); null where it is. `JSON.parse` does not tell the place reliably. */
export function findJsonError(text: string): JsonError | null {
  try {
    const end = value(text, space(text, 0));
    const rest = space(text, end);
    return rest < text.length ? unexpected(text, rest) : null;
  } catch (error) {
    if (error instanceof Found) return error.found;
    throw error;
  }
}

class Found extends Error {
  readonly found: JsonError;
  constructor(found: JsonError) {
    super(found.detail.en);
    this.found = found;
  }
}

function unexpected(text: string, at: number): JsonError {
  if (at >= text.length) return { at, detail: { zh: '提前结束', en: 'it ends too early' } };
  const shown = text.slice(at, at + 20).replace(/\s+/g, ' ');
  return { at, detail: { zh: `“${shown}”不应出现在此处`, en: `"${shown}" is out of place` } };
}

function fail(text: string, at: number): never {
  throw new Found(unexpected(text, at));
}

function space(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\n\r'.includes(text[at]!)) at++;
  return at;
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const literal = /true|false|null/y;

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : fail(text, at);
}

function string(text: string, from: number): number {
  if (text[from] !== '"') fail(text, from);
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20) fail(text, at);
    if (code !== 0x5c) continue;
    if (/^(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(text.slice(at + 1, at + 6))) at++;
    else fail(text, at);
  }
  return fail(text, text.length);
}

/** End of the value that begins at `at`. Nested lists are walked without recursion: a hostile text may be deep. */
function value(text: string, from: number): number {
  const open: ('{' | '[')[] = [];
  let at = from;
  for (;;) {
    const sign = text[at];
    if (sign === '{' || sign === '[') {
      open.push(sign);
      at = space(text, at + 1);
      if (text[at] !== closing(sign)) {
        if (sign === '{') at = key(text, at);
        continue;
      }
    } else if (sign === '"') at = string(text, at);
    else if (sign !== undefined && /[-0-9]/.test(sign)) at = match(number, text, at);
    else at = match(literal, text, at);
    for (;;) {
      const top = open.at(-1);
      if (top === undefined) return at;
      at = space(text, at);
      if (text[at] === closing(top)) {
        open.pop();
        at++;
        continue;
      }
      if (text[at] !== ',') fail(text, at);
      at = space(text, at + 1);
      if (top === '{') at = key(text, at);
      break;
    }
  }
}

function key(text: string, from: number): number {
  const at = space(text, string(text, from));
  return text[at] === ':' ? space(text, at + 1) : fail(text, at);
}

function closing(sign: '{' | '['): '}' | ']' {
  return sign === '{' ? '}' : ']';
}
