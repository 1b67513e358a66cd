const FLOAT = new Float64Array(1);
const FLOAT_BYTES = new Uint8Array(FLOAT.buffer);
const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * Bytes of the protocol buffer wire format, as far as vector tiles need it. Callers reserve room first, then write without
 * checks.
 */
export class ProtobufWriter {
  bytes: Uint8Array = new Uint8Array(1 << 12);
  length = 0;

  /** Makes room for `more` bytes. */
  reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const next = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
    next.set(this.bytes.subarray(0, this.length));
    this.bytes = next;
  }

  /** A whole number 0 … 2⁵³ in at most 8 bytes. */
  varint(value: number): void {
    this.length = putVarint(this.bytes, this.length, value);
  }

  /** Writes what another writer holds. */
  append(bytes: Uint8Array, length: number): void {
    const target = this.bytes;
    const start = this.length;
    if (length > 64) target.set(bytes.subarray(0, length), start);
    else for (let i = 0; i < length; i++) target[start + i] = bytes[i]!;
    this.length = start + length;
  }

  /** A field of UTF-8 text with its tag; lone surrogates become U+FFFD. Makes its own room. */
  text(tag: number, value: string): void {
    this.reserve(16 + 3 * value.length);
    this.varint(tag);
    const start = this.length;
    this.varint(value.length);
    if (this.ascii(value)) return;
    this.length = start;
    this.varint(utf8Length(value));
    this.#utf8(value);
  }

  /** Writes a text a byte a character; false, and nothing, when one does not fit. Most texts are codes and ids. */
  ascii(value: string): boolean {
    const { bytes, length } = this;
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code > 0x7f) return false;
      bytes[length + i] = code;
    }
    this.length = length + value.length;
    return true;
  }

  #utf8(value: string): void {
    const bytes = this.bytes;
    let at = this.length;
    for (let i = 0; i < value.length; i++) {
      const code = codePointAt(value, i);
      if (code < 0x80) {
        bytes[at++] = code;
        continue;
      }
      if (code < 0x800) bytes[at++] = 0xc0 | (code >> 6);
      else {
        if (code < 0x10000) bytes[at++] = 0xe0 | (code >> 12);
        else {
          bytes[at++] = 0xf0 | (code >> 18);
          bytes[at++] = 0x80 | ((code >> 12) & 0x3f);
          i++;
        }
        bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
      }
      bytes[at++] = 0x80 | (code & 0x3f);
    }
    this.length = at;
  }

  /** A field of a 64-bit float with its tag. Makes its own room. */
  double(tag: number, value: number): void {
    this.reserve(16);
    this.varint(tag);
    FLOAT[0] = value;
    for (let i = 0; i < 8; i++) this.bytes[this.length++] = FLOAT_BYTES[LITTLE_ENDIAN ? i : 7 - i]!;
  }
}

/** Writes a whole number 0 … 2⁵³ at place `at`, where there is room for it, and returns the place after it. */
export function putVarint(bytes: Uint8Array, at: number, value: number): number {
  let rest = value;
  let end = at;
  while (rest >= 0x80) {
    bytes[end++] = (rest & 0x7f) | 0x80;
    rest = rest < 0x8000_0000 ? rest >>> 7 : Math.floor(rest / 128);
  }
  bytes[end++] = rest;
  return end;
}

/** How many bytes `varint` writes. */
export function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 128)) length++;
  return length;
}

/** How many bytes a text takes in UTF-8. */
export function utf8Length(value: string): number {
  let length = value.length;
  for (let i = 0; i < value.length; i++) {
    const unit = value.charCodeAt(i);
    if (unit < 0x80) continue;
    length += unit < 0x800 ? 1 : 2;
    // The other half of a pair: four bytes for two units.
    if (codePointAt(value, i) >= 0x10000) i++;
  }
  return length;
}

/** Lone surrogates as U+FFFD. */
function codePointAt(value: string, i: number): number {
  const unit = value.charCodeAt(i);
  if (unit < 0xd800 || unit > 0xdfff) return unit;
  const code = value.codePointAt(i)!;
  return code < 0x10000 ? 0xfffd : code;
}
