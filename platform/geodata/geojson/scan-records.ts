import type { Bilingual } from '../bilingual.ts';
import { GeodataError } from '../geodata-error.ts';

/**
 * Cuts a stream of GeoJSON bytes into its features without holding more than one: a FeatureCollection, a list of
 * features, one feature, one geometry, or any of them after each other (newline-delimited, RFC 8142).
 *
 * It follows strings and brackets only; whoever takes a record parses it. Where the brackets stop making sense the record
 * is given out as damaged, and the scan goes on at the next `{"type": "Feature"`.
 */
export type Scanned =
  | { readonly kind: 'record'; readonly record: JsonRecord }
  /** The members of a FeatureCollection beside its features, as JSON: those before them, and later all. */
  | { readonly kind: 'members'; readonly text: string };

export interface JsonRecord {
  /** The record; of a damaged one the first bytes only. */
  readonly bytes: Buffer;
  /** Where it begins, counted from 0. */
  readonly offset: number;
  /** Line on which it begins, counted from 1. */
  readonly line: number;
  readonly damage: Damage | null;
  /** A comma too few or too many before it. */
  readonly separator: Bilingual | null;
}

export interface Damage {
  readonly kind: 'syntax' | 'truncated';
  readonly offset: number;
  readonly line: number;
  readonly detail: Bilingual;
}

const DEPTH_MAX = 64;
const SHOWN_BYTES = 65_536;
const MEMBERS_BYTES_MAX = 1 << 20;
const FEATURE_START = /\{\s*"type"\s*:\s*"Feature"/g;
/** A start that a piece of input may end in. */
const START_BYTES = 256;

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** What a byte outside a string is: 0 goes on, 1 opens or closes something or a string, 2 cannot be. */
const outside = new Uint8Array(256).fill(2);
for (const char of ' \t\r\n,:+-.0123456789eEtrufalsnNIiy') outside[char.charCodeAt(0)] = 0;
for (const byte of [QUOTE, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT]) outside[byte] = 1;

/** Where the scan stands: between top-level values, between features, in a value, behind the features, or lost. */
type Mode = 'top' | 'features' | 'value' | 'tail' | 'lost';

const endsEarly: Bilingual = { zh: '文件提前结束', en: 'the file ends too early' };
const notClosed: Bilingual = {
  zh: '要素在下一要素开始之前未闭合',
  en: 'the feature is not closed before the next one begins',
};

export class RecordScanner {
  readonly #recordBytesMax: number;
  readonly #doubleByte: boolean;
  #mode: Mode = 'top';
  /** What surrounds the features: an object (a FeatureCollection), a bare list, or nothing. */
  #around: 'object' | 'list' | 'nothing' = 'nothing';
  /** The sign that closes each open bracket. */
  readonly #stack = new Uint8Array(DEPTH_MAX);
  #depth = 0;
  #inString = false;
  /** The next byte of the string is passed over: it follows a backslash or the lead of a double-byte character. */
  #skip = false;
  /** The begun record's bytes before the current chunk. */
  #held: Buffer[] = [];
  #heldBytes = 0;
  #start = 0;
  #startLine = 1;
  #commas = 1;
  #separator: Bilingual | null = null;
  /** The text of a FeatureCollection up to its first feature. */
  #head = '';
  /** Place of the current chunk's first byte; while lost, of the first held one. */
  #offset = 0;
  #line = 1;
  #damage: Damage | null = null;
  #lostHead: Buffer = Buffer.alloc(0);
  #wasLost = false;
  #out: Scanned[] = [];

  /** `doubleByte`: the text is GBK or the like, where a bracket or backslash may be half a character. */
  constructor(options: { readonly recordBytesMax: number; readonly doubleByte: boolean }) {
    this.#recordBytesMax = options.recordBytesMax;
    this.#doubleByte = options.doubleByte;
  }

  /** @throws GeodataError `limit-passed` where one record is too long. */
  push(chunk: Buffer): Scanned[] {
    const marked = this.#offset === 0 && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
    if (marked) this.#offset = 3;
    this.#run(marked ? chunk.subarray(3) : chunk);
    return this.#taken();
  }

  /** What is left when the input has ended. */
  end(): Scanned[] {
    while (this.#mode === 'value' && (this.#depth > 0 || this.#inString)) {
      this.#run(this.#lose(Buffer.alloc(0), 0, endsEarly, 'truncated'));
    }
    if (this.#mode === 'lost') this.#emitLost(false);
    else if (this.#mode === 'value') this.#complete(Buffer.alloc(0), 0);
    else if (this.#mode === 'features' || this.#mode === 'tail') {
      const place = { offset: this.#offset, line: this.#line };
      const damage: Damage = { kind: 'truncated', ...place, detail: endsEarly };
      if (!this.#wasLost) this.#emit({ bytes: Buffer.alloc(0), ...place, damage, separator: null });
    }
    return this.#taken();
  }

  #taken(): Scanned[] {
    const out = this.#out;
    this.#out = [];
    return out;
  }

  #run(first: Buffer | null): void {
    let chunk = first;
    while (chunk && chunk.length > 0) {
      if (this.#mode === 'lost') chunk = this.#search(Buffer.concat([...this.#released(), chunk]));
      else if (this.#mode === 'value' || this.#mode === 'tail') chunk = this.#follow(chunk);
      else chunk = this.#between(chunk);
    }
  }

  /** Passes over what stands between values; returns the rest of the chunk. */
  #between(chunk: Buffer): Buffer | null {
    const inFeatures = this.#mode === 'features';
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i]!;
      if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x1e) continue;
      if (byte === COMMA) {
        this.#commas++;
        continue;
      }
      const closes = byte === CLOSE_LIST || byte === CLOSE_OBJECT;
      if (!inFeatures && closes && this.#wasLost) continue;
      if (inFeatures && byte === CLOSE_LIST) {
        this.#advance(chunk, i + 1);
        this.#leaveFeatures();
        return chunk.subarray(i + 1);
      }
      if (!inFeatures && byte === OPEN_LIST) {
        this.#advance(chunk, i + 1);
        this.#enterFeatures('list');
        return chunk.subarray(i + 1);
      }
      this.#advance(chunk, i);
      this.#begin(inFeatures);
      return chunk.subarray(i);
    }
    this.#advance(chunk, chunk.length);
    return null;
  }

  #enterFeatures(around: 'object' | 'list'): void {
    this.#mode = 'features';
    this.#around = around;
    this.#commas = 1;
  }

  #leaveFeatures(): void {
    this.#mode = this.#around === 'object' ? 'tail' : 'top';
    this.#around = 'nothing';
    this.#depth = this.#mode === 'tail' ? 1 : 0;
    this.#stack[0] = CLOSE_OBJECT;
    this.#start = this.#offset;
    this.#startLine = this.#line;
  }

  #begin(inFeatures: boolean): void {
    this.#separator = null;
    if (inFeatures && !this.#wasLost && this.#commas < 1)
      this.#separator = { zh: '缺少逗号', en: 'a comma is missing' };
    if (inFeatures && !this.#wasLost && this.#commas > 1) {
      this.#separator = { zh: '多出逗号', en: 'there is a comma too many' };
    }
    this.#mode = 'value';
    this.#start = this.#offset;
    this.#startLine = this.#line;
    this.#depth = 0;
    this.#inString = false;
    this.#skip = false;
  }

  /** Follows a value; returns the rest of the chunk, null where the value goes on behind it. */
  #follow(chunk: Buffer): Buffer | null {
    const { length } = chunk;
    for (let i = 0; i < length; ) {
      if (this.#inString) {
        i = this.#followString(chunk, i);
        if (i < 0)
          return this.#lose(chunk, -i - 1, {
            zh: '文字未以引号结束',
            en: 'a text does not end with a quote',
          });
        continue;
      }
      const byte = chunk[i]!;
      const kind = outside[byte]!;
      if (kind === 0) {
        if (this.#depth === 0 && (byte === COMMA || byte === 0x0a)) return this.#complete(chunk, i);
        i++;
        continue;
      }
      if (kind === 2) {
        const shown = chunk
          .subarray(i, i + 20)
          .toString('latin1')
          .replace(/[^\x20-\x7e]+/g, ' ');
        return this.#lose(chunk, i, { zh: `“${shown}”不应出现在此处`, en: `"${shown}" is out of place` });
      }
      i++;
      if (byte === QUOTE) this.#inString = true;
      else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        if (byte === OPEN_LIST && this.#depth === 1 && this.#opensFeatures(chunk, i)) {
          return this.#openFeatures(chunk, i);
        }
        if (this.#depth === DEPTH_MAX) {
          return this.#lose(chunk, i - 1, { zh: '嵌套过深', en: 'it is nested too deep' });
        }
        this.#stack[this.#depth++] = byte === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_LIST;
      } else if (this.#depth === 0) {
        return this.#complete(chunk, this.#heldBytes + i === 1 ? 1 : i - 1);
      } else if (this.#stack[this.#depth - 1] !== byte) {
        const sign = String.fromCharCode(byte);
        const wanted = String.fromCharCode(this.#stack[this.#depth - 1]!);
        const en = `"${sign}" where "${wanted}" is needed`;
        return this.#lose(chunk, i - 1, { zh: `此处是“${sign}”，应为“${wanted}”`, en });
      } else if (--this.#depth === 0) return this.#complete(chunk, i);
    }
    this.#hold(chunk);
    return null;
  }

  /** Follows a string to its end or the chunk's; −1 − i where a line ends at i inside it. */
  #followString(chunk: Buffer, from: number): number {
    const { length } = chunk;
    let i = from;
    if (this.#skip) {
      this.#skip = false;
      i++;
    }
    for (; i < length; i++) {
      const byte = chunk[i]!;
      if (byte === QUOTE) {
        this.#inString = false;
        return i + 1;
      }
      if (byte === BACKSLASH || (this.#doubleByte && byte >= 0x81)) {
        i++;
        if (i === length) this.#skip = true;
      } else if (byte === 0x0a) return -1 - i;
    }
    return length;
  }

  #opensFeatures(chunk: Buffer, end: number): boolean {
    if (this.#around !== 'nothing' || this.#mode === 'tail') return false;
    const before = [chunk.subarray(Math.max(0, end - 1 - START_BYTES), end - 1)];
    for (let h = this.#held.length - 1, bytes = end - 1; h >= 0 && bytes < START_BYTES; h--) {
      before.unshift(this.#held[h]!);
      bytes += this.#held[h]!.length;
    }
    return /"features"\s*:\s*$/.test(Buffer.concat(before).subarray(-START_BYTES).toString('latin1'));
  }

  #openFeatures(chunk: Buffer, end: number): Buffer {
    const head = Buffer.concat([...this.#released(), chunk.subarray(0, end)]);
    this.#head = head.length <= MEMBERS_BYTES_MAX ? head.toString('utf8') : '{"features":[';
    this.#out.push({ kind: 'members', text: `${this.#head}]}` });
    this.#advance(chunk, end);
    this.#enterFeatures('object');
    return chunk.subarray(end);
  }

  /** The value ends before `end` of this chunk. */
  #complete(chunk: Buffer, end: number): Buffer {
    const last = chunk.subarray(0, end);
    const held = this.#released();
    const bytes = held.length === 0 ? last : Buffer.concat([...held, last]);
    this.#advance(chunk, end);
    if (this.#mode === 'tail') {
      if (bytes.length <= MEMBERS_BYTES_MAX) {
        this.#out.push({ kind: 'members', text: `${this.#head}]${bytes.toString('utf8')}` });
      }
      this.#mode = 'top';
      return chunk.subarray(end);
    }
    const { offset, line } = { offset: this.#start, line: this.#startLine };
    this.#emit({ bytes, offset, line, damage: null, separator: this.#separator });
    this.#mode = this.#around === 'nothing' ? 'top' : 'features';
    this.#commas = 0;
    this.#wasLost = false;
    return chunk.subarray(end);
  }

  /** The brackets stop making sense at `at` of this chunk: goes back to the record's start to look for the next one. */
  #lose(chunk: Buffer, at: number, detail: Bilingual, kind: Damage['kind'] = 'syntax'): Buffer | null {
    this.#damage = { kind, offset: this.#offset + at, line: this.#line + newlines(chunk, 0, at), detail };
    const text = Buffer.concat([...this.#released(), chunk]);
    this.#lostHead = Buffer.from(text.subarray(0, SHOWN_BYTES));
    this.#mode = 'lost';
    this.#offset = this.#start;
    this.#line = this.#startLine;
    return this.#search(text);
  }

  /** Looks for the start of a feature in what follows the lost record's first byte. */
  #search(text: Buffer): Buffer | null {
    FEATURE_START.lastIndex = this.#offset === this.#start ? 1 : 0;
    const found = FEATURE_START.exec(text.toString('latin1'));
    if (!found) {
      const kept = Math.min(text.length, START_BYTES);
      this.#advance(text, text.length - kept);
      this.#held = [Buffer.from(text.subarray(text.length - kept))];
      this.#heldBytes = kept;
      return null;
    }
    this.#advance(text, found.index);
    this.#emitLost(true);
    this.#begin(this.#around !== 'nothing');
    return text.subarray(found.index);
  }

  /** `followed`: another feature begins where the scan stands. */
  #emitLost(followed: boolean): void {
    let damage = this.#damage!;
    if (followed && (damage.kind === 'truncated' || damage.offset > this.#offset)) {
      damage = { kind: 'syntax', offset: this.#offset, line: this.#line, detail: notClosed };
    }
    const bytes = followed ? this.#lostHead.subarray(0, this.#offset - this.#start) : this.#lostHead;
    this.#emit({ bytes, offset: this.#start, line: this.#startLine, damage, separator: null });
    this.#wasLost = true;
    this.#commas = 1;
  }

  #emit(record: JsonRecord): void {
    this.#out.push({ kind: 'record', record });
  }

  #hold(chunk: Buffer): void {
    this.#held.push(chunk);
    this.#heldBytes += chunk.length;
    this.#advance(chunk, chunk.length);
    if (this.#heldBytes <= this.#recordBytesMax) return;
    const mb = Math.round(this.#recordBytesMax / 2 ** 20);
    throw new GeodataError('limit-passed', {
      zh: `第 ${this.#startLine} 行（第 ${this.#start + 1} 字节）起的要素超过 ${mb} MB`,
      en: `the feature that begins at line ${this.#startLine}, byte ${this.#start + 1} is larger than ${mb} MB`,
    });
  }

  #released(): Buffer[] {
    const held = this.#held;
    this.#held = [];
    this.#heldBytes = 0;
    return held;
  }

  #advance(chunk: Buffer, bytes: number): void {
    this.#line += newlines(chunk, 0, bytes);
    this.#offset += bytes;
  }
}

function newlines(bytes: Buffer, from: number, to: number): number {
  const part = bytes.subarray(from, to);
  let count = 0;
  for (let at = part.indexOf(0x0a); at !== -1; at = part.indexOf(0x0a, at + 1)) count++;
  return count;
}
