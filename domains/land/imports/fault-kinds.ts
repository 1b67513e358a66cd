import type { Bilingual } from '@lizhu/programme/contract';
import type { KeptReport } from '../store/imports.ts';

interface Kind {
  readonly code: string;
  readonly severity: string;
  count: number;
  readonly zh: Pattern;
  readonly en: Pattern;
}

/** Counts faults by kind, with one text for each kind: what its messages have in common. */
export class FaultKinds {
  readonly #kinds = new Map<string, Kind>();

  add({ code, severity, message }: { code: string; severity: string; message: Bilingual }): void {
    const key = `${severity} ${code}`;
    const kind = this.#kinds.get(key);
    if (kind === undefined) {
      const { zh, en } = message;
      this.#kinds.set(key, { code, severity, count: 1, zh: new Pattern(zh), en: new Pattern(en) });
      return;
    }
    kind.count++;
    kind.zh.widen(message.zh);
    kind.en.widen(message.en);
  }

  /** What keeps features out first, then what was mended, then what is only said; the frequent ones first. */
  list(): KeptReport['faults'] {
    const order = ['quarantine', 'repaired', 'note'];
    return [...this.#kinds.values()]
      .sort(
        (a, b) =>
          order.indexOf(a.severity) - order.indexOf(b.severity) ||
          b.count - a.count ||
          (a.code < b.code ? -1 : 1),
      )
      .map(({ code, severity, count, zh, en }) => ({
        code,
        severity,
        count,
        message: { zh: zh.text(), en: en.text() },
      }));
  }
}

/** The beginning and the end that texts have in common. */
class Pattern {
  #head: string;
  /** Null while all texts were the same. */
  #tail: string | null = null;

  constructor(text: string) {
    this.#head = text;
  }

  widen(text: string): void {
    if (this.#tail === null) {
      if (text === this.#head) return;
      const before = this.#head;
      this.#head = commonHead(before, text);
      this.#tail = commonTail(before.slice(this.#head.length), text.slice(this.#head.length));
      return;
    }
    if (!text.startsWith(this.#head)) this.#head = commonHead(this.#head, text);
    const rest = text.slice(this.#head.length);
    if (!rest.endsWith(this.#tail)) this.#tail = commonTail(this.#tail, rest);
  }

  text(): string {
    return this.#tail === null ? this.#head : `${this.#head}…${this.#tail}`;
  }
}

/** Cut back to where a value begins, so that 12 and 13 do not become 1…. */
function commonHead(a: string, b: string): string {
  let end = 0;
  while (end < a.length && a[end] === b[end]) end++;
  return whole(a.slice(0, end)).replace(/[\p{Lu}\p{N}._-]+$/u, '');
}

function commonTail(a: string, b: string): string {
  let length = 0;
  while (length < a.length && length < b.length && a[a.length - 1 - length] === b[b.length - 1 - length])
    length++;
  return whole(a.slice(a.length - length)).replace(/^[\p{Lu}\p{N}._-]+/u, '');
}

/** Without the half of a character that a cut may have left at either end. */
function whole(text: string): string {
  return text.replace(/[\ud800-\udbff]$/, '').replace(/^[\udc00-\udfff]/, '');
}
