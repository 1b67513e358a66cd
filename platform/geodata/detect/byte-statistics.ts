export interface ByteStatistics {
  readonly highBytes: number;
  /** Multi-byte characters that are valid UTF-8, and bytes that are not. */
  readonly utf8Characters: number;
  readonly utf8Errors: number;
  /** Share of the double-byte characters that are hanzi or signs of GB 2312. */
  readonly gbShare: number;
  /** Errors a high byte when read as GB18030. */
  readonly gbErrors: number;
  /** Four-byte characters, which only GB18030 has. */
  readonly fourByte: number;
  /** Share of the double-byte characters in the frequent half of Big5. */
  readonly big5Share: number;
}

/** Counts how well text bytes fit UTF-8, GB18030 and Big5. A character cut off at the end of a sample counts as fine. */
export function byteStatistics(samples: readonly Uint8Array[]): ByteStatistics {
  let highBytes = 0;
  const utf8 = { characters: 0, errors: 0 };
  const gb = { pairs: 0, common: 0, errors: 0, four: 0 };
  const big5 = { pairs: 0, common: 0 };
  for (const bytes of samples) {
    for (const byte of bytes) if (byte >= 0x80) highBytes++;
    countUtf8(bytes, utf8);
    countGb(bytes, gb);
    countBig5(bytes, big5);
  }
  return {
    highBytes,
    utf8Characters: utf8.characters,
    utf8Errors: utf8.errors,
    gbShare: gb.pairs === 0 ? 0 : gb.common / gb.pairs,
    gbErrors: highBytes === 0 ? 0 : gb.errors / highBytes,
    fourByte: gb.four,
    big5Share: big5.pairs === 0 ? 0 : big5.common / big5.pairs,
  };
}

/** RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. */
function countUtf8(bytes: Uint8Array, count: { characters: number; errors: number }): void {
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i]!;
    if (lead < 0x80) {
      i++;
      continue;
    }
    const length =
      lead >= 0xc2 && lead <= 0xdf
        ? 2
        : lead >= 0xe0 && lead <= 0xef
          ? 3
          : lead >= 0xf0 && lead <= 0xf4
            ? 4
            : 0;
    let good = length > 0;
    let k = 1;
    for (; good && k < length && i + k < bytes.length; k++) {
      const next = bytes[i + k]!;
      good = next >= 0x80 && next <= 0xbf;
      if (k !== 1) continue;
      if (lead === 0xe0) good &&= next >= 0xa0;
      if (lead === 0xed) good &&= next <= 0x9f;
      if (lead === 0xf0) good &&= next >= 0x90;
      if (lead === 0xf4) good &&= next <= 0x8f;
    }
    if (good) {
      if (k === length) count.characters++;
      i += k;
    } else {
      count.errors++;
      i++;
    }
  }
}

function countGb(
  bytes: Uint8Array,
  count: { pairs: number; common: number; errors: number; four: number },
): void {
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i]!;
    if (lead < 0x80) {
      i++;
      continue;
    }
    if (i + 1 >= bytes.length) return;
    const trail = bytes[i + 1]!;
    if (lead === 0x80 || lead === 0xff) {
      count.errors++;
      i++;
    } else if (
      trail >= 0x30 &&
      trail <= 0x39 &&
      bytes[i + 2]! >= 0x81 &&
      bytes[i + 3]! >= 0x30 &&
      bytes[i + 3]! <= 0x39
    ) {
      count.four++;
      i += 4;
    } else if (trail >= 0x40 && trail !== 0x7f && trail !== 0xff) {
      count.pairs++;
      const hanzi = lead >= 0xb0 && lead <= 0xf7 && trail >= 0xa1;
      const sign = lead >= 0xa1 && lead <= 0xa9 && trail >= 0xa1;
      if (hanzi || sign) count.common++;
      i += 2;
    } else {
      count.errors++;
      i++;
    }
  }
}

function countBig5(bytes: Uint8Array, count: { pairs: number; common: number }): void {
  for (let i = 0; i + 1 < bytes.length; ) {
    const lead = bytes[i]!;
    if (lead < 0x80) {
      i++;
      continue;
    }
    const trail = bytes[i + 1]!;
    count.pairs++;
    if (
      lead >= 0xa1 &&
      lead <= 0xc6 &&
      ((trail >= 0x40 && trail <= 0x7e) || (trail >= 0xa1 && trail <= 0xfe))
    ) {
      count.common++;
    }
    i += 2;
  }
}
