import type { Bilingual } from '../bilingual.ts';
import { FileBytes } from '../file-bytes.ts';
import { GeodataError } from '../geodata-error.ts';

const PIECE_BYTES = 1 << 16;
const DEPTH_MAX = 200;
/** Characters of one tag, as of one that never ends. */
const TAG_MAX = 1 << 20;

/** What an XML file is read by; names of elements are without prefix. Text may come in pieces. */
export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  close(name: string): void;
}

/**
 * Walks through an XML file piece by piece; the handler has been told of a piece when the generator yields. Only what office
 * files are made of is known: elements, attributes, text, the five entities and numbered characters. A document type is
 * refused, so there is nothing to expand.
 *
 * A general parser (saxes) was tried: with more than one document it takes six times as long, 7 s for 35 MB.
 *
 * @throws GeodataError `format-damaged` where the text is not well-formed; `part` names what is read.
 */
export async function* scanXml(path: string, part: Bilingual, handler: XmlHandler): AsyncGenerator<void> {
  const file = await FileBytes.open(path);
  try {
    const scanner = new XmlScanner(part, handler);
    const decoder = decoderFor(await file.read(0, 2));
    for await (const piece of file.pieces(0, PIECE_BYTES)) {
      scanner.push(decoder.decode(piece, { stream: true }));
      yield;
    }
    scanner.push(decoder.decode());
    scanner.end();
    yield;
  } finally {
    await file.close();
  }
}

/** UTF-8, or UTF-16 by its mark: what XML allows without saying so. */
function decoderFor(mark: Uint8Array): InstanceType<typeof TextDecoder> {
  if (mark[0] === 0xff && mark[1] === 0xfe) return new TextDecoder('utf-16le');
  if (mark[0] === 0xfe && mark[1] === 0xff) return new TextDecoder('utf-16be');
  return new TextDecoder('utf-8');
}

const GREATER = 0x3e;
const SLASH = 0x2f;
const DOUBLE = 0x22;
const SINGLE = 0x27;
const EQUALS = 0x3d;
const SPACE = 0x20;

class XmlScanner {
  readonly #part: Bilingual;
  readonly #handler: XmlHandler;
  readonly #open: string[] = [];
  #rest = '';
  /** Ends the comment, instruction or character data that goes on. */
  #until: '-->' | '?>' | ']]>' | null = null;

  constructor(part: Bilingual, handler: XmlHandler) {
    this.#part = part;
    this.#handler = handler;
  }

  push(piece: string): void {
    const text = this.#rest + piece;
    let at = 0;
    for (;;) {
      if (this.#until !== null) {
        const end = text.indexOf(this.#until, at);
        const to = end === -1 ? Math.max(at, text.length - 2) : end;
        if (this.#until === ']]>' && to > at) this.#handler.text(text.slice(at, to));
        if (end === -1) {
          this.#keep(text, to);
          return;
        }
        at = end + this.#until.length;
        this.#until = null;
      }
      const tag = text.indexOf('<', at);
      if (tag !== at) {
        const to = tag === -1 ? textEnd(text, at) : tag;
        if (to > at && this.#open.length > 0) this.#handler.text(this.#decoded(text.slice(at, to)));
        if (tag === -1) {
          this.#keep(text, to);
          return;
        }
      }
      const next = this.#markup(text, tag);
      if (next === -1) {
        this.#keep(text, tag);
        return;
      }
      at = next;
    }
  }

  end(): void {
    if (this.#open.length > 0 || this.#until !== null || this.#rest.trim() !== '') {
      throw this.#damaged('提前结束', 'it ends too early');
    }
  }

  #keep(text: string, from: number): void {
    this.#rest = text.slice(from);
    if (this.#rest.length > TAG_MAX) throw this.#damaged('标记过长', 'a tag is too long');
  }

  /** Reads what begins with `<`; gives where it ends, −1 where the text does. */
  #markup(text: string, tag: number): number {
    const sign = text.charCodeAt(tag + 1);
    if (sign === 0x21 || sign === 0x3f) return this.#special(text, tag, sign);
    const end = tagEnd(text, tag + 1);
    if (end === -1) return -1;
    if (sign === SLASH) this.#close(text.slice(tag + 2, end).trimEnd());
    else {
      const isEmpty = text.charCodeAt(end - 1) === SLASH;
      this.#element(text, tag + 1, isEmpty ? end - 1 : end, isEmpty);
    }
    return end + 1;
  }

  #special(text: string, tag: number, sign: number): number {
    if (sign === 0x3f) {
      this.#until = '?>';
      return tag + 2;
    }
    if (text.length < tag + 9) return -1;
    if (text.startsWith('<!--', tag)) {
      this.#until = '-->';
      return tag + 4;
    }
    if (text.startsWith('<![CDATA[', tag)) {
      this.#until = ']]>';
      return tag + 9;
    }
    throw new GeodataError('archive-refused', {
      zh: `${this.#part.zh}含有文档类型声明（DOCTYPE），不予读取`,
      en: `${this.#part.en} has a document type (DOCTYPE), which is not read`,
    });
  }

  #element(text: string, from: number, to: number, isEmpty: boolean): void {
    let at = from;
    while (at < to && text.charCodeAt(at) > SPACE) at++;
    const full = text.slice(from, at);
    if (full === '') throw this.#damaged('标记没有名称', 'a tag has no name');
    const attributes = at === to ? none : this.#attributes(text, at, to);
    const name = local(full);
    this.#handler.open(name, attributes);
    if (isEmpty) this.#handler.close(name);
    else if (this.#open.push(full) > DEPTH_MAX) throw this.#damaged('嵌套过深', 'nested too deep');
  }

  #attributes(text: string, from: number, to: number): Record<string, string> {
    const attributes: Record<string, string> = {};
    for (let at = from; ; ) {
      while (at < to && text.charCodeAt(at) <= SPACE) at++;
      if (at >= to) return attributes;
      const nameFrom = at;
      while (at < to && text.charCodeAt(at) !== EQUALS) at++;
      const name = text.slice(nameFrom, at).trimEnd();
      at++;
      while (at < to && text.charCodeAt(at) <= SPACE) at++;
      const quote = text.charCodeAt(at);
      const end =
        quote === DOUBLE || quote === SINGLE ? text.indexOf(quote === DOUBLE ? '"' : "'", at + 1) : -1;
      if (end === -1 || end >= to) throw this.#damaged('属性不合规', 'an attribute is malformed');
      attributes[name] = this.#decoded(text.slice(at + 1, end));
      at = end + 1;
    }
  }

  #close(name: string): void {
    if (this.#open.pop() !== name) throw this.#damaged('标记没有配对', 'tags do not match');
    this.#handler.close(local(name));
  }

  #decoded(text: string): string {
    if (!text.includes('&')) return text;
    return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{1,8});/gi, (whole, name: string) => {
      if (!name.startsWith('#')) {
        const char = entities[name];
        if (char === undefined) throw this.#damaged(`实体 ${whole} 未知`, `unknown entity ${whole}`);
        return char;
      }
      const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
      return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    });
  }

  #damaged(zh: string, en: string): GeodataError {
    return new GeodataError('format-damaged', {
      zh: `${this.#part.zh}无法解析：${zh}。请在 Excel 或 WPS 中打开后另存`,
      en: `${this.#part.en} cannot be parsed: ${en}. Open it in Excel or WPS and save it again`,
    });
  }
}

const none: Readonly<Record<string, string>> = {};
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Text up to an entity that may go on in the next piece. */
function textEnd(text: string, from: number): number {
  const start = text.lastIndexOf('&');
  return start >= from && text.length - start < 12 && !text.includes(';', start) ? start : text.length;
}

/** The `>` of a tag, which may also stand in its attributes; −1 where the text ends before it. */
function tagEnd(text: string, from: number): number {
  let quote = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === GREATER) return at;
    else if (code === DOUBLE || code === SINGLE) quote = code;
  }
  return -1;
}

function local(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}
