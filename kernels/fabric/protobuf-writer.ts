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
    let rest = value;
    while (rest >= 0x80) {
      this.bytes[this.length++] = (rest & 0x7f) | 0x80;
      rest = rest < 0x8000_0000 ? rest >>> 7 : Math.floor(rest / 128);
    }
    this.bytes[this.length++] = rest;
  }

  /** Writes what another writer holds. */
  append(bytes: Uint8Array, length: number): void {
    if (length > 64) this.bytes.set(bytes.subarray(0, length), this.length);
    else for (let i = 0; i < length; i++) this.bytes[this.length + i] = bytes[i]!;
    this.length += length;
  }

  /** A field of UTF-8 text with its tag; lone surrogates become U+FFFD. Makes its own room. */
  text(tag: number, value: string): void {
    this.reserve(16 + 3 * value.length);
    this.varint(tag);
    const start = this.length;
    this.varint(value.length);
    if (this.#ascii(value)) return;
    this.length = start;
    const bytes = utf8(value);
    this.varint(bytes.length);
    this.append(bytes, bytes.length);
  }

  /** Writes the text a byte a character, until one does not fit; most texts are codes and ids. */
  #ascii(value: string): boolean {
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code > 0x7f) return false;
      this.bytes[this.length++] = code;
    }
    return true;
  }

  /** A field of a 64-bit float with its tag. Makes its own room. */
  double(tag: number, value: number): void {
    this.reserve(16);
    this.varint(tag);
    FLOAT[0] = value;
    for (let i = 0; i < 8; i++) this.bytes[this.length++] = FLOAT_BYTES[LITTLE_ENDIAN ? i : 7 - i]!;
  }
}

/** How many bytes `varint` writes. */
export function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 128)) length++;
  return length;
}

function utf8(value: string): Uint8Array {
  const bytes = new Uint8Array(3 * value.length);
  let length = 0;
  for (const character of value) {
    let code = character.codePointAt(0)!;
    if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
    if (code < 0x80) {
      bytes[length++] = code;
      continue;
    }
    if (code < 0x800) bytes[length++] = 0xc0 | (code >> 6);
    else {
      if (code < 0x10000) bytes[length++] = 0xe0 | (code >> 12);
      else {
        bytes[length++] = 0xf0 | (code >> 18);
        bytes[length++] = 0x80 | ((code >> 12) & 0x3f);
      }
      bytes[length++] = 0x80 | ((code >> 6) & 0x3f);
    }
    bytes[length++] = 0x80 | (code & 0x3f);
  }
  return bytes.subarray(0, length);
}
